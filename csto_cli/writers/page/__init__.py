"""What web pages share: the head, with a policy that lets the page load nothing; style and script as files."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from csto_cli.version import VERSION


@cache
def asset(name: str) -> str:
    """Text of ``style.css`` or ``script.js``."""
    return files(__name__).joinpath(name).read_text("utf-8")


def head(title: str, *, script: bool = False) -> Iterator[str]:
    """The head of a page whose ``title`` is escaped already; ``script`` lets it run the one script, by its hash."""
    digest = base64.b64encode(hashlib.sha256(asset("script.js").encode()).digest()).decode()
    scripts = f"'sha256-{digest}'" if script else "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; base-uri 'none'; form-action 'none'"
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="csto {VERSION}">'
    yield f"<title>{title}</title>"
    yield f"<style>{asset('style.css')}</style>"
    yield "</head>"
