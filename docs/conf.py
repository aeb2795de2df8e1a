"""How Sphinx makes the pages of this folder a site: `make site` builds it, with warnings as errors."""

from __future__ import annotations

from importlib.metadata import version as installed
from typing import TYPE_CHECKING

from pygments.lexers.special import TextLexer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "csto"
author = "The csto developers"
copyright = author  # noqa: A001 - the name that Sphinx reads
release = version = installed("csto-cli")
language = "en"

extensions = ["myst_parser"]
myst_enable_extensions: list[str] = []
myst_heading_anchors = 3
exclude_patterns = ["*.json"]
nitpicky = True
highlight_language = "none"  # a fence without a language is text

# The pages stand alone: the theme's own fonts are those of the reader's system, and nothing is fetched.
html_theme = "furo"
html_title = "csto"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}


def setup(app: Sphinx) -> None:
    """Tables in fences are shown as they stand."""
    app.add_lexer("csv", TextLexer)
