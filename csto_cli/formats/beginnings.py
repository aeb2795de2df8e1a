"""Where in a text its packing begins anew: a second page after the first, a second file of captions or document in XML.

What stands before the first beginning belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from csto_cli.formats.markup import tags

COLOPHON = re.compile(r"Source: .*, [\d,]+ characters(?:, language [a-z]{2})?, SHA-256 `[0-9a-f]{64}`\.\s*")

DECLARED = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
GOES_ON = re.compile(r"</html\s*>[^<]*<(?!!--)", re.IGNORECASE)
PROLOGUE = re.compile(r"<(?:!doctype\s+html|\?xml)\b", re.IGNORECASE)
CAPTIONS = re.compile(r"^\ufeff?WEBVTT(?=[ \t\r\n]|$)", re.MULTILINE)
FIRST_CUE = re.compile(r"^\ufeff?1[ \t]*\r?\n\d+:\d\d:\d\d[,.]\d+[ \t]+-->", re.MULTILINE)
"""The first cue of an SRT file, whose cues are numbered through."""
XML = re.compile(r"<\?xml\s")
OWN_PAGE = re.compile(rf"^{COLOPHON.pattern}(?:---\s+)?(?P<title># )", re.MULTILINE)
FIRST_TAG = re.compile(r"\s*(<[a-z][^<>]*=[^<>]*>)", re.IGNORECASE)


def beginnings(text: str, form: str) -> list[int]:
    """Offsets, after 0 and in order, at which a text of the format ``form`` begins anew by its own packing."""
    find = _FINDERS.get(form)
    return [start for start in find(text) if text[:start].strip("\ufeff \t\r\n")] if find is not None else []


def first_tag_again(text: str) -> Iterator[tuple[int, int]]:
    """Places where the first tag of a piece of a page, which has no ``html``, stands again after another's end."""
    first = FIRST_TAG.match(text)
    if first is None:
        return
    tag, start = first[1], first.end()
    while (start := text.find(tag, start)) >= 0:
        if text[:start].rstrip().endswith(">"):
            yield start, start + len(tag)
        start += len(tag)


def _pages(text: str) -> Iterator[int]:
    """Doctype, XML declaration or ``html``, whichever stands first of those with no other tag between them."""
    if len(DECLARED.findall(text)) <= 1 and GOES_ON.search(text) is None:
        return
    fresh = False
    for tag in tags(text):
        begins = (tag.name == "html" and not tag.closing) or (not tag.name and PROLOGUE.match(text, tag.start))
        if begins and not fresh:
            yield tag.start
        fresh = bool(begins) or (fresh and not tag.name)


def _captions(text: str) -> Iterator[int]:
    first = CAPTIONS if CAPTIONS.match(text) else FIRST_CUE
    return (match.start() for match in first.finditer(text))


def _documents(text: str) -> Iterator[int]:
    return (match.start() for match in XML.finditer(text))


def _own_pages(text: str) -> Iterator[int]:
    """Titles below the last line of a page that csto wrote."""
    return (match.start("title") for match in OWN_PAGE.finditer(text))


_FINDERS: dict[str, Callable[[str], Iterator[int]]] = {
    "html": _pages, "markdown": _own_pages, "subtitles": _captions, "tei": _documents, "akn": _documents,
}  # fmt: skip
