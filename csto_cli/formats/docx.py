"""Word documents (Office Open XML): the text of the body as Markdown, which is the source then.

Headings, bold runs and rows of tables become their Markdown marks, so that what the document sets apart stays told in
the text itself, and every offset counts in something that a person can read. The head of the first page stands before
the body, since a record prints its name and its day there. What the document deleted with tracked changes, the heads of
later pages, footers and notes are left out. Archives and XML of strangers are read with limits: entities are refused
(defusedxml), and nothing is unpacked beyond ``LARGEST_PART``.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any

from csto_cli.errors import MissingExtraError, NotRecognisedError, UnreadableError
from csto_cli.patterns import pattern
from csto_cli.source import SPREADSHEET, refuse_signatures

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BODY, STYLES, RELATIONS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"
LARGEST_PART = 64 << 20
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Left out: deleted and moved words, the older copy of a drawing, field codes, and numbers of notes.
SKIPPED = frozenset({f"{WORD}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "tblPr", "sectPr")}) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
OFF = ("0", "false", "off", "none")
SPECIAL = pattern(r"[\\*_|`]|&(?=#?\w+;)|^#|^-(?=--)")
DEEPEST_STYLE = 20
# Depth at which paragraphs stand: inside document and body, and inside the head of a page.
TOP, TOP_OF_HEAD = 2, 1
HEADING = pattern(r"heading ([1-6])$", re.IGNORECASE)
NUMBER = pattern(r"\W*(?:page )?\W*\d*(?: of \d+)?\W*$", re.IGNORECASE)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs or runs; None where it says nothing and its base decides."""

    base: str
    bold: bool | None
    heading: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a paragraph that are bold or not."""

    text: str
    bold: bool


def docx_text(data: bytes, name: str) -> tuple[str, str]:
    """Markdown of a Word document, and the program and version that read its XML.

    Raises ``NotRecognisedError`` for another archive, ``UnreadableError`` for a broken or dangerous one, and
    ``MissingExtraError`` where the extra is not installed.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = frozenset(archive.namelist())
    except BROKEN as error:
        raise UnreadableError(f"{name}: this archive is broken ({error})", hint="fetch the file again") from None
    if BODY not in parts:
        if SPREADSHEET in data:
            refuse_signatures(data, name)
        raise NotRecognisedError(
            f"{name}: this is a zip archive, but no Word document", hint="give the record as docx, text or HTML"
        )
    parser = _parser(name)
    try:
        styles = _styles(parser, _part(archive, STYLES)) if STYLES in parts else {}
        heads: list[str] = []
        body = list(_blocks(parser, _part(archive, BODY), styles, heads=heads))
        text = "\n\n".join([*_first_head(parser, archive, heads, styles), *body])
    except UnreadableError:
        raise
    except _TooLargeError:
        raise UnreadableError(
            f"{name}: the document unpacks to more than {LARGEST_PART >> 20} MiB", hint="give the record as text"
        ) from None
    except (*BROKEN, SyntaxError, LookupError) as error:  # the XML may name an encoding that is none
        what = type(error).__name__ if "Forbidden" in type(error).__name__ else str(error) or type(error).__name__
        raise UnreadableError(
            f"{name}: this Word document cannot be read ({what})", hint="save it again, or give the record as text"
        ) from None
    return text, f"defusedxml {parser.version}"


@dataclass(frozen=True, slots=True)
class _Parser:
    iterparse: Any
    version: str


def _parser(name: str) -> _Parser:
    try:
        from defusedxml.ElementTree import iterparse
    except ImportError:
        raise MissingExtraError(
            f"{name}: reading docx needs an extra package", hint="pip install 'csto-cli[docx]'"
        ) from None
    return _Parser(iterparse, version("defusedxml"))


class _TooLargeError(Exception):
    """A part of the archive unpacks to more than is allowed."""


class _Limited(io.RawIOBase):
    """A stream that gives up after ``LARGEST_PART`` bytes, whatever the archive claims of its size."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._left = stream, LARGEST_PART

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        found = self._stream.read(size if size >= 0 else self._left + 1)
        self._left -= len(found)
        if self._left < 0:
            raise _TooLargeError
        return found


def _part(archive: zipfile.ZipFile, name: str) -> _Limited:
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise _TooLargeError
    return _Limited(archive.open(name))


def _styles(parser: _Parser, part: _Limited) -> dict[str, _Style]:
    """The styles of a document by identifier: what each is based on, whether it is bold, and of which heading."""
    found = {}
    for _, element in parser.iterparse(part):
        if element.tag != f"{WORD}style":
            continue
        named = element.find(f"{WORD}name")
        level = HEADING.match(_value(named)) if named is not None else None
        base = element.find(f"{WORD}basedOn")
        bold = element.find(f"{WORD}rPr/{WORD}b")
        found[element.get(f"{WORD}styleId", "")] = _Style(
            _value(base) if base is not None else "",
            _is_on(bold) if bold is not None else None,
            int(level.group(1)) if level else 0,
        )
    return found


def _value(element: Element) -> str:
    return element.get(f"{WORD}val", "")


def _is_on(element: Element) -> bool:
    return _value(element) not in OFF


def _blocks(
    parser: _Parser, part: _Limited, styles: dict[str, _Style], top: int = TOP, heads: list[str] | None = None
) -> Iterator[str]:
    """Each paragraph or table at the depth ``top`` as Markdown; what is done with is let go.

    ``heads`` is given the relation of the head of the first page of each section.
    """
    depth = 0
    for event, element in parser.iterparse(part, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            continue
        if element.tag == f"{WORD}sectPr" and heads is not None:
            heads.append(_head_of(element))
        elif element.tag == f"{WORD}sectPrChange" and heads:
            heads.pop()  # what the section was before a tracked change
        if depth != top:
            continue
        if element.tag == f"{WORD}tbl":
            yield from _rows(element, styles)
            element.clear()
        elif element.tag in (f"{WORD}p", f"{WORD}sdt"):
            for paragraph in element.iter(f"{WORD}p") if element.tag == f"{WORD}sdt" else (element,):
                yield from _paragraphs(paragraph, styles)
            element.clear()


def _head_of(section: Element) -> str:
    """The relation of the head of a section's first page, empty where it has none."""
    named = {_kind(head): head.get(RELATION, "") for head in section.findall(f"{WORD}headerReference")}
    own = section.find(f"{WORD}titlePg")
    return named.get("first" if own is not None and _is_on(own) else "default", "")


def _kind(reference: Element) -> str:
    return reference.get(f"{WORD}type", "default")


def _first_head(
    parser: _Parser, archive: zipfile.ZipFile, heads: list[str], styles: dict[str, _Style]
) -> Iterator[str]:
    """The paragraphs of the head of the first page, without the number of the page."""
    if not heads or not heads[0] or RELATIONS not in archive.namelist():
        return
    for _, relation in parser.iterparse(_part(archive, RELATIONS)):
        name = f"word/{relation.get('Target')}"
        if relation.get("Id") == heads[0] and name in archive.namelist():
            head = _blocks(parser, _part(archive, name), styles, TOP_OF_HEAD)
            yield from (paragraph for paragraph in head if not NUMBER.match(paragraph))


def _rows(table: Element, styles: dict[str, _Style]) -> Iterator[str]:
    """Rows of a table as Markdown rows; a table of one column is only a frame around paragraphs."""
    rows = [[list(cell.iter(f"{WORD}p")) for cell in row.findall(f"{WORD}tc")] for row in table.iter(f"{WORD}tr")]
    if all(len(row) < 2 for row in rows):
        for paragraph in (paragraph for row in rows for cell in row for paragraph in cell):
            yield from _paragraphs(paragraph, styles)
        return
    shown = (
        (" ".join(text for p in cell for text in _paragraphs(p, styles, cell=True)) for cell in row) for row in rows
    )
    lines = ["| " + " | ".join(cells) + " |" for cells in shown]
    yield "\n".join(lines)


def _paragraphs(paragraph: Element, styles: dict[str, _Style], *, cell: bool = False) -> Iterator[str]:
    """A paragraph as Markdown; a line break before bold words parts it, since labels are set so."""
    properties = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    name = _value(properties) if properties is not None else ""
    level, bold = _style(styles, name)
    pieces = list(_joined(_pieces(paragraph, styles, base=bold and not level)))
    part: list[_Piece] = []
    for piece in pieces:
        if piece.bold and part and part[-1].text.rstrip(" \t").endswith("\n"):
            yield from _written(part, level, cell=cell)
            part = []
        part.append(piece)
    yield from _written(part, level, cell=cell)


def _style(styles: dict[str, _Style], name: str) -> tuple[int, bool]:
    """Level of heading and weight that a style gives, its bases asked in turn."""
    level, bold = 0, None
    for _ in range(DEEPEST_STYLE):
        style = styles.get(name)
        if style is None:
            break
        level = level or style.heading
        bold = style.bold if bold is None else bold
        name = style.base
    return level, bool(bold)


def _pieces(paragraph: Element, styles: dict[str, _Style], *, base: bool) -> Iterator[_Piece]:
    """Words in the order of the document, without what is skipped."""
    stack: list[tuple[Element, bool]] = [(child, base) for child in reversed(paragraph)]
    while stack:
        element, bold = stack.pop()
        if element.tag in SKIPPED:
            continue
        if element.tag == f"{WORD}r":
            bold = _weight(element, styles, bold)
        text = _text(element)
        if text:
            yield _Piece(text, bold)
        stack += [(child, bold) for child in reversed(element)]


def _weight(run: Element, styles: dict[str, _Style], base: bool) -> bool:
    own = run.find(f"{WORD}rPr/{WORD}b")
    if own is not None:
        return _is_on(own)
    named = run.find(f"{WORD}rPr/{WORD}rStyle")
    return base or (named is not None and _style(styles, _value(named))[1])


def _text(element: Element) -> str:
    tag = element.tag.removeprefix(WORD)
    if tag == "t":
        return re.sub(r"\s+", " ", element.text or "")
    return {"tab": "\t", "br": "\n", "cr": "\n", "p": "\n", "noBreakHyphen": "-"}.get(tag, "")


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Neighbours of one weight as one piece; white space has the weight of what stands before it."""
    text, bold = "", False
    for piece in pieces:
        if not text or piece.bold == bold or not piece.text.strip():
            bold = piece.bold if not text.strip() else bold
            text += piece.text
            continue
        yield _Piece(text, bold)
        text, bold = piece.text, piece.bold
    if text:
        yield _Piece(text, bold)


def _written(pieces: list[_Piece], level: int, *, cell: bool) -> Iterator[str]:
    text = "".join(_marked(piece, plain=bool(level) or cell) for piece in pieces)
    lines = [line.strip() for line in text.split("\n") if line.strip().strip("*")]
    if lines:
        yield f"{'#' * level} {' '.join(lines)}" if level else (" " if cell else "\n").join(lines)


def _marked(piece: _Piece, *, plain: bool) -> str:
    """The words with their special characters escaped, in bold marks where they are bold, line by line."""
    lines = [SPECIAL.sub(r"\\\g<0>", line) for line in piece.text.split("\n")]
    if not piece.bold or plain:
        return "\n".join(lines)
    return "\n".join(_bold(line) for line in lines)


def _bold(line: str) -> str:
    words = line.strip()
    if not words:
        return line
    start = line.index(words)
    return f"{line[:start]}**{words}**{line[start + len(words) :]}"
