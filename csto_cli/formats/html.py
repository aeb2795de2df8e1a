"""HTML pages: visible text as blocks, each character mapped to the source; roles from the page's own markup."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import (
    INVISIBLE,
    Block,
    BlockKind,
    Chunk,
    Run,
    cut_chunks,
    fold,
    join_blocks,
    slice_block,
)
from csto_cli.formats.markup import RAW_TEXT, Tag, attributes, tags
from csto_cli.formats.origins import Origins
from csto_cli.formats.reading import Frame, Reading
from csto_cli.formats.text import spaced
from csto_cli.patterns import pattern
from csto_cli.source import LINE_END, Source

VOID = frozenset({
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
BLOCK = frozenset({
    "address", "article", "aside", "body", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "time", "title", "tr", "ul",
})  # fmt: skip
CLOSES_PARAGRAPH = BLOCK - {"br", "time", "option", "select"}
FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "select", "head", "title", "template"})
FRAMES = frozenset({"frame", "iframe"})
DESCRIBING = frozenset({"meta", "link", "html"}) | FRAMES
HEADING = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
SPECIAL = pattern(rf"&(?:\#[0-9]{{1,7}};?|\#[xX][0-9a-fA-F]{{1,6}};?|[A-Za-z][A-Za-z0-9]{{1,31}};?)|[{INVISIBLE}]+")
NOT_SHOWN = pattern(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
OPENED = pattern(r"<(?:html|body)\b", re.IGNORECASE)
LARGEST_INDENT = 6
RECORD, HIDDEN = "record", "hidden"
OUTSIDE = ("furniture", "footer", "caption", HIDDEN)


@cache
def _roles() -> dict[tuple[str, str], str]:
    """``(attribute, word)`` to the role that the page's template gives it."""
    return {(row["attribute"], row["value"]): row["role"] for row in rows("page_roles.csv")}


INLINE = frozenset({"a", "b", "i", "span", "sup"})
EMPHASIS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "a": "links"}


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element; role and kind are inherited, so that nothing has to be looked up the stack."""

    name: str
    role: str
    kind: BlockKind
    level: int
    start: int
    preformatted: bool = False


@dataclass(slots=True)
class Builder:
    """Display text gathered since the last block boundary, each character mapped to the source."""

    parts: list[str] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    length: int = 0
    runs: dict[str, list[Run]] = field(default_factory=lambda: {"bold": [], "italic": [], "links": []})
    hidden: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, start: int) -> None:
        """Add source text that stands at ``start``: entities undone, invisible characters left out."""
        position = 0
        for special in SPECIAL.finditer(text) if "&" in text or _has_invisible(text) else ():
            self.copy(text[position : special.start()], start + position)
            shown = spaced(html.unescape(special.group())).translate(_DROP) if special.group()[0] == "&" else ""
            if shown:
                self.chunks.append(Chunk(self.length, start + special.start(), len(shown), len(special.group())))
                self.parts.append(shown)
                self.length += len(shown)
            position = special.end()
        self.copy(text[position:], start + position)

    def copy(self, text: str, start: int) -> None:
        """Add source text that stands at ``start`` as it is, white space apart."""
        if text:
            self.chunks.append(Chunk(self.length, start, len(text), len(text)))
            self.parts.append(spaced(text))
            self.length += len(text)

    def add_blank(self, start: int, end: int) -> None:
        """Add a space for source characters that part words and are none (the tag of a line break)."""
        self.chunks.append(Chunk(self.length, start, 1, end - start))
        self.parts.append(" ")
        self.length += 1

    def build(self, kind: BlockKind, level: int) -> Block | None:
        """The block, outer white space cut off; None where nothing is to be seen."""
        whole = "".join(self.parts)
        text = whole.strip(" ")
        if not text:
            return None
        lead = len(whole) - len(whole.lstrip(" "))
        chunks = tuple(cut_chunks(self.chunks, lead, lead + len(text)))
        bold, italic, links = (tuple(_clip(self.runs[run], lead, len(text))) for run in ("bold", "italic", "links"))
        return Block(text, chunks, kind, bold, italic, links, tuple(self.hidden), level)

    def add_run(self, name: str, start: int, href: str) -> None:
        """An emphasis or link from display offset ``start`` to the end of what was gathered."""
        if start < self.length:
            self.runs[name].append(Run(start, self.length, href))


_DROP = str.maketrans("", "", INVISIBLE)


def _has_invisible(text: str) -> bool:
    return not text.isascii() and any(character in text for character in INVISIBLE)


def _clip(runs: Iterable[Run], lead: int, length: int) -> Iterable[Run]:
    for run in runs:
        start, end = max(run.start - lead, 0), min(run.end - lead, length)
        if start < end:
            yield Run(start, end, run.href)


ROOT = _Element("", "", "paragraph", 0, 0)
KINDS: dict[str, BlockKind] = {"p": "paragraph", "blockquote": "quote", "li": "list", "td": "table", "th": "table"}
ROLE_KINDS: dict[str, BlockKind] = {
    "title": "title", "lead": "lead", "date": "date", "time": "time", "place": "place", "caption": "caption",
    "furniture": "furniture", "footer": "furniture",
}  # fmt: skip


class _Page:
    """One walk over the tags; ``blocks`` holds what was seen, with whether it stands inside the record's element."""

    def __init__(self, source: str) -> None:
        self.blocks: list[tuple[Block, bool]] = []
        self.lines: list[Block] = []
        self._source = source
        self.hidden: list[tuple[int, int]] = []
        self.origins = Origins(source)
        self.frames: list[Frame] = []
        self.language: str | None = None
        self._open: list[_Element] = [ROOT]
        self._count: dict[str, int] = {}
        self._depth: dict[str, int] = {}
        self._runs: dict[str, tuple[int, str]] = {}
        self._builder = Builder()

    def text(self, text: str, start: int) -> None:
        """Character data at ``start``."""
        if self._open[-1].role != HIDDEN:
            self._builder.add(text, start)

    def tag(self, tag: Tag) -> None:
        """A tag: block boundaries, emphasis, links, roles."""
        if not tag.name:
            self.origins.hidden(tag)
            return
        if tag.name in BLOCK and self._open[-1].role != HIDDEN:
            self._flush()
        if tag.closing:
            self._close(tag)
        else:
            self._start(tag)

    def finish(self) -> None:
        """The end of the file closes everything."""
        self._flush()

    def _start(self, tag: Tag) -> None:
        if tag.name in DESCRIBING:
            self._describe(tag)
        if tag.name in VOID or tag.attributes.endswith("/"):
            return
        if tag.name in CLOSES_PARAGRAPH and self._open[-1].name == "p":
            self._pop(tag.start)
        parent = self._open[-1]
        role = self._role(tag, parent.role)
        kind, level = parent.kind, parent.level
        if tag.name in HEADING:
            kind, level = "heading", HEADING[tag.name]
        elif tag.name in KINDS and (kind == "paragraph" or tag.name != "p"):
            kind, level = KINDS[tag.name], 0
        preformatted = parent.preformatted or tag.name == "pre"
        self._open.append(_Element(tag.name, role, kind, level, tag.start, preformatted))
        self._count[tag.name] = self._count.get(tag.name, 0) + 1
        self._emphasise(tag)

    def _role(self, tag: Tag, inherited: str) -> str:
        if inherited == HIDDEN or tag.name in RAW_TEXT:
            return HIDDEN
        own = _role_of(tag.attributes) if tag.attributes else ""
        if own == HIDDEN or (tag.name in INLINE and (own == "furniture" or _is_not_shown(tag.attributes))):
            return HIDDEN
        if inherited in OUTSIDE:
            return inherited
        return own or ("furniture" if tag.name in FURNITURE else inherited)

    def _emphasise(self, tag: Tag) -> None:
        """The outermost of nested emphases counts."""
        run = EMPHASIS.get(tag.name)
        if run is None or self._open[-1].role == HIDDEN:
            return
        self._depth[run] = self._depth.get(run, 0) + 1
        if self._depth[run] == 1:
            href = html.unescape(attributes(tag.attributes).get("href", "")) if run == "links" else ""
            self._runs[run] = (self._builder.length, href)

    def _close(self, tag: Tag) -> None:
        if self._count.get(tag.name):
            while self._pop(tag.start, tag.end) != tag.name:
                pass

    def _pop(self, start: int, end: int | None = None) -> str:
        element = self._open.pop()
        self._count[element.name] -= 1
        if element.role == HIDDEN:
            if self._open[-1].role != HIDDEN and element.name not in RAW_TEXT:
                self.hidden.append((element.start, end or start))
                self._builder.hidden.append((element.start, end or start))
            return element.name
        run = EMPHASIS.get(element.name)
        if run is not None:
            self._depth[run] -= 1
            if not self._depth[run]:
                self._builder.add_run(run, *self._runs.pop(run))
        return element.name

    def _flush(self) -> None:
        """A block boundary ends the open emphases here; they go on in the next block."""
        builder, element = self._builder, self._open[-1]
        if builder.length:
            for run, (start, href) in self._runs.items():
                builder.add_run(run, start, href)
            block = builder.build(ROLE_KINDS.get(element.role, element.kind), element.level)
            inside = element.role not in ("", *OUTSIDE)
            if block is not None and element.preformatted:
                lines = _lines_of(block, self._source)
                self.lines += lines
                self.blocks += [(paragraph, inside) for paragraph in _paragraphs_of(lines)]
            elif block is not None:
                self.blocks.append((block, inside))
        if builder.length or builder.hidden:
            self._builder = Builder()
        for run, (_, href) in self._runs.items():
            self._runs[run] = (0, href)

    def _describe(self, tag: Tag) -> None:
        found = attributes(tag.attributes)
        if tag.name == "html":
            self.language = self.language or (found.get("lang") or "")[:2].lower() or None
        if tag.name in FRAMES:
            address = html.unescape(found.get("src") or "")
            self.frames.append(Frame(tag.start, tag.end, address, set=tag.name == "frame"))
        else:
            self.origins.element(tag, found)


def _lines_of(block: Block, source: str) -> list[Block]:
    """The lines of preformatted text as blocks, with the blank lines and the indent before each.

    Lines end where the source's lines end; the indent of the first one is counted from its own line's start.
    """
    ends = [
        (chunk.display + end.start() - chunk.source, chunk.display + end.end() - chunk.source)
        for chunk in block.chunks
        if chunk.length == chunk.width
        for end in LINE_END.finditer(source, chunk.source, chunk.source + chunk.length)
    ]
    first = block.span(0, 1)[0]
    column = first - max(source.rfind("\n", 0, first), source.rfind(">", 0, first)) - 1
    lines: list[Block] = []
    gap, start = 0, 0
    for stop, following in [*ends, (len(block.text), len(block.text))]:
        line = slice_block(block, start, stop) if stop > start else None
        if line is None:
            gap += 1
        else:
            words = block.text[start:stop]
            line.gap, line.indent = gap, len(words) - len(words.lstrip(" ")) + (0 if lines else column)
            lines.append(line)
            gap = 0
        start = following
    return lines


def _paragraphs_of(lines: list[Block]) -> list[Block]:
    """Preformatted lines as paragraphs.

    One begins after a blank line, where a line stands further to the right than the one before, and at the small
    indent that most first lines of the text have.
    """
    small = Counter(line.indent for line in lines if 0 < line.indent <= LARGEST_INDENT)
    usual = small.most_common(1)[0][0] if small else 0
    groups: list[list[Block]] = []
    for line in lines:
        if not groups or line.gap or line.indent > groups[-1][-1].indent or (usual and line.indent == usual):
            groups.append([])
        groups[-1].append(line)
    return [join_blocks(group) for group in groups]


def _role_of(raw: str) -> str:
    """Role that a tag's attributes give; the most specific word of the table wins: hidden, then the rest."""
    roles, found = _roles(), ""
    for name, value in attributes(raw).items():
        if name not in ("class", "itemprop", "id"):
            continue
        for word in value.split():
            role = roles.get((name, word), "")
            if role == HIDDEN:
                return role
            if role and (not found or found == "furniture"):
                found = role
    return HIDDEN if not found and re.search(r"(?:^|\s)hidden(?:\s|=|/|$)", raw) else found


def _is_not_shown(raw: str) -> bool:
    """Does a tag's own style take it off the page?"""
    return "display" in raw.lower() and NOT_SHOWN.search(attributes(raw).get("style", "")) is not None


def read_html(source: Source) -> Reading:
    """Blocks of a page; what stands outside the record's own element, where the page has one, is furniture."""
    return read_page(source.text)


def read_page(text: str, start: int = 0, headers: Iterable[tuple[str, int, int]] = ()) -> Reading:
    """Blocks of the page that begins at ``start`` of a text; what stands before is markup.

    ``headers`` are names of headers before it, each with the place of its value.
    """
    page, position, last = _Page(text), start, None
    for name, first, stop in headers:
        page.origins.header(name, first, stop)
    for tag in tags(text, start):
        if tag.start > position:
            page.text(text[position : tag.start], position)
        page.tag(tag)
        position, last = tag.end, tag
    if position < len(text):
        page.text(text[position:], position)
    page.finish()
    has_record = any(inside for _, inside in page.blocks)
    if has_record:
        for block, inside in page.blocks:
            if not inside:
                block.kind = "furniture"
    cut_off = _cut_off(text, start, last)
    blocks = [block for block, _ in page.blocks]
    return Reading(
        blocks, hidden=page.hidden, lines=page.lines, language=page.language, cut_off=cut_off,
        origins=page.origins.found(), frames=page.frames,
        marks_labels=any(block.bold for block in blocks), plain_gaps="markup",
        layout="page with marked parts" if has_record else "page of lines" if page.lines else "page",
    )  # fmt: skip


def _cut_off(text: str, start: int, last: Tag | None) -> int | None:
    """Where a truncated page breaks off: inside a tag, or before the end of an ``html`` or ``body`` that was opened."""
    if last is not None and not last.complete and last.end == len(text):
        return last.start
    opened = OPENED.search(text, start)
    closed = re.search(r"</(?:html|body)\s*>", text[-4096:], re.IGNORECASE)
    return len(text) if opened and not closed else None


def visible_text(source: str) -> str:
    """What a stretch of HTML source shows: tags and hidden parts out, entities undone, white space folded."""
    page, position = _Page(source), 0
    shown: list[str] = []
    for tag in tags(source):
        if tag.start > position:
            page.text(source[position : tag.start], position)
        page.tag(tag)
        position = tag.end
    if position < len(source):
        page.text(source[position:], position)
    page.finish()
    shown = [block.text for block, _ in page.blocks]
    return fold(" ".join(shown))
