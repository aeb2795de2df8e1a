"""The pages of docs/ as a site: built without a warning, and asking nothing of anybody else's computer."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FETCHED = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("object", "data"),
    ("form", "action"),
}
OUTSIDE = re.compile(r"(?:https?:)?//")


class Tags(HTMLParser):
    """Every attribute of a page, with its tag; and the text of its style sheets and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as ``make site`` builds it."""
    pytest.importorskip("sphinx", reason="Sphinx is not installed: pip install '.[docs]'")
    target = tmp_path_factory.mktemp("site")
    switches = ["--quiet", "--nitpicky", "--fail-on-warning", "--keep-going", "--doctree-dir", str(target / "trees")]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *switches, "--builder", "html", str(ROOT / "docs"), str(target / "html")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return target / "html"


def test_every_page_of_docs_is_in_the_site_and_in_its_menu(site: Path) -> None:
    menu = {value for _, name, value in Tags((site / "index.html").read_text("utf-8")).found if name == "href"}
    for page in (ROOT / "docs").rglob("*.md"):
        made = page.relative_to(ROOT / "docs").with_suffix(".html")
        assert (site / made).is_file()
        assert str(made) in menu or made.name == "index.html", made


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        for tag, name, value in Tags(page.read_text("utf-8")).found:
            if (tag, name) in FETCHED:
                assert not OUTSIDE.match(value), f"{page.name}: <{tag} {name}={value}>"


def test_no_style_sheet_or_picture_fetches_anything_from_elsewhere(site: Path) -> None:
    sheets = [*site.rglob("*.css"), *site.rglob("*.svg")]
    assert len(sheets) > 3
    for sheet in sheets:
        text = sheet.read_text("utf-8")
        assert "@import" not in text, sheet.name
        assert not [link for link in re.findall(r"url\(\s*[\"']?([^)\"']*)", text) if OUTSIDE.match(link)], sheet.name


def test_links_within_the_site_lead_somewhere(site: Path) -> None:
    texts = {page: page.read_text("utf-8") for page in site.rglob("*.html")}
    for page, text in texts.items():
        for tag, name, value in Tags(text).found:
            if tag != "a" or name != "href" or re.match(r"\w+:|//", value):
                continue
            path, _, anchor = value.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), f"{page.name}: {value}"
            if anchor and target in texts:
                assert f'id="{anchor}"' in texts[target], f"{page.name}: {value}"


def test_the_search_finds_a_word_of_the_tutorial(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8")
    assert '"tutorial"' in index
    assert "quotat" in index
