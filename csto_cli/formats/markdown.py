"""Markdown: front matter, headings, bold runs and escapes, each shown character with its exact place.

Follows CommonMark 0.31 for what records use; parsers at hand give positions of lines only. Marks of emphasis and
backslashes belong to the character beside them, so that the words of a block are one stretch of the source.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from csto_cli.formats.block import INVISIBLE, Block, BlockKind, Chunk, Run, join_blocks
from csto_cli.formats.reading import Reading
from csto_cli.formats.text import near_dates, read_text, spaced
from csto_cli.patterns import pattern
from csto_cli.source import Source

FRONT_MATTER = pattern(r"---[ \t]*(?>\r\n?|\n)(?P<body>(?:[^\r\n]*(?>\r\n?|\n)){0,200}?)---[ \t]*(?=\r|\n|$)")
ENTRY = pattern(r"^(?P<key>[A-Za-z_][\w-]*):[ \t]*(?P<value>[^\r\n]*(?:(?>\r\n?|\n)[ \t][^\r\n]*)*)", re.MULTILINE)
BOLD_LABEL = pattern(r"(?m)^[ \t]*(\*\*|__)(?=\S)[^*_\n]{2,150}(?::[ \t]*\1|\1[^*_\n]{0,60}?:)")
"""Words in bold with a colon behind or inside, at the start of a line: what a speaker's label looks like."""
HEADING = pattern(r"#{1,6}[ \t]+")
ESCAPED = r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
MARK = pattern(
    rf"(?P<bold>\*\*|__)|(?P<escape>\\{ESCAPED})|(?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]\w{{1,31}});)"
    rf"|(?P<invisible>[{INVISIBLE}]+)"
)
YAML = pattern(
    r"\\(?>\r\n?|\n)[ \t]*(?:\\(?=[ \t]))?|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)|[ \t]*(?>\r\n?|\n)[ \t]+"
    rf"|[{INVISIBLE}]+"
)
COLOPHON = pattern(
    r"Source: .*, [\d,]+ characters(?:, language (?P<language>[a-z]{2}))?, SHA-256 `(?P<hash>[0-9a-f]{64})`\.\s*$"
)
"""The last line of the pages that csto writes; a record cannot have one, since its own backticks are escaped."""
BLANKS = {"_": " ", "n": " ", "t": " "}


def read_markdown(source: Source) -> Reading:
    """Blocks of a Markdown text; ``meta`` holds the front matter's entries, whose blocks stand in ``blocks`` too."""
    front = FRONT_MATTER.match(source.text)
    meta = dict(_entries(source.text, front)) if front else {}
    stop = front.end() if front else 0
    plain = read_text(source)
    lines = [line for line in plain.lines if line.span()[0] >= stop]
    paragraphs = plain.blocks if plain.layout != "lines" else _paragraphs(lines)
    body = [shown_block(block, source.text) for block in paragraphs if block.span()[0] >= stop]
    blocks = [*meta.values(), *body]
    return Reading(
        blocks, lines=plain.lines, meta=meta, plain_gaps="markup", layout=f"Markdown, {plain.layout}",
        marks_labels=any(block.bold for block in blocks),
    )  # fmt: skip


def own_page(text: str) -> bool:
    """Whether csto wrote the page: it begins with a title, and its last line names the source."""
    end = len(text.rstrip())
    last = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    return text.startswith("# ") and COLOPHON.match(text, last) is not None


def _paragraphs(lines: list[Block]) -> list[Block]:
    """Lines that follow one another are one paragraph; headings, dates and bold labels begin one of their own."""
    groups: list[list[Block]] = []
    near = {number + 1 for number in near_dates([line.text for line in lines])}
    for number, line in enumerate(lines):
        alone = HEADING.match(line.text) or HEADING.match(lines[number - 1].text) or number in near
        if not groups or line.gap or alone or BOLD_LABEL.match(line.text):
            groups.append([])
        groups[-1].append(line)
    return [join_blocks(group) for group in groups]


def _entries(text: str, front: re.Match[str]) -> Iterator[tuple[str, Block]]:
    for entry in ENTRY.finditer(text, front.start("body"), front.end("body")):
        start, end = entry.span("value")
        while end > start and text[end - 1] in " \t\r\n\"'":
            end -= 1
        while start < end and text[start] in " \t\"'":
            start += 1
        block = _block(text, start, end, YAML, "meta")
        if block is not None:
            yield entry["key"], block


def _block(text: str, start: int, end: int, marks: re.Pattern[str], kind: BlockKind) -> Block | None:
    """The stretch as a block, what ``marks`` finds shown as what it stands for."""
    parts: list[str] = []
    chunks: list[Chunk] = []
    length, position = 0, start
    for mark in [*marks.finditer(text, start, end), None]:
        stop = mark.start() if mark else end
        for shown, a, b in (
            (spaced(text[position:stop]), position, stop),
            (_unit(mark), *(mark.span() if mark else (0, 0))),
        ):
            if shown:
                chunks.append(Chunk(length, a, len(shown), b - a))
                parts.append(shown)
                length += len(shown)
        position = mark.end() if mark else end
    return Block("".join(parts), tuple(chunks), kind) if parts else None


def _unit(mark: re.Match[str] | None) -> str:
    """What an escape of YAML, or a folded line end, stands for."""
    words = mark.group() if mark else ""
    if not words or words[0] in INVISIBLE:
        return ""
    if words[0] != "\\" or words[1] in "\r\n":
        return "" if words[0] == "\\" and not words.endswith("\\") else " " if words[0] != "\\" else ""
    if words[1] in "ux" and len(words) > 2:
        code = words[2:]
        shown = chr(int(code, 16))
        return "" if shown in INVISIBLE else spaced(shown)
    return "" if words[1] in INVISIBLE else BLANKS.get(words[1], spaced(words[1]))


def shown_block(block: Block, text: str) -> Block:
    """A block of plain text (a paragraph or one line) of the source ``text`` with its Markdown marks read."""
    heading = HEADING.match(block.text)
    if heading is None and not MARK.search(block.text):
        return block
    start, end = block.span()
    return _marked(text, start + (heading.end() if heading else 0), end, block, heading)


def _marked(text: str, start: int, end: int, block: Block, heading: re.Match[str] | None) -> Block:
    """The words of one paragraph without the marks of Markdown; bold runs and what is hidden are kept by place."""
    parts: list[str] = []
    chunks: list[Chunk] = []
    bold: list[Run] = []
    length, position, opened, pending = 0, start, -1, start

    def enter(shown: str, a: int, b: int) -> None:
        nonlocal length
        if shown:
            chunks.append(Chunk(length, a, len(shown), b - a))
            parts.append(shown)
            length += len(shown)

    def copy(stop: int) -> None:
        """Plain text; marks that stand before it belong to its first character."""
        nonlocal pending
        if stop > position:
            if pending < position:
                enter(spaced(text[position]), pending, position + 1)
                enter(spaced(text[position + 1 : stop]), position + 1, stop)
            else:
                enter(spaced(text[position:stop]), position, stop)
            pending = stop

    for mark in MARK.finditer(text, start, end):
        copy(mark.start())
        position = mark.end()
        if mark["bold"]:
            if opened < 0:
                opened = length
            else:
                bold += [Run(opened, length)] if length > opened else []
                opened = -1
            continue
        shown = _plain(mark)
        enter(spaced(shown), min(pending, mark.start()), mark.end())
        pending = mark.end()
    copy(end)
    kind: BlockKind = "heading" if heading else block.kind
    level = len(heading.group().strip()) if heading else block.level
    made = Block("".join(parts), tuple(chunks), kind, tuple(bold), level=level, gap=block.gap, indent=block.indent)
    return made if made.text.strip(" ") else block


def visible_markdown(source: str, *, front: bool = False) -> str:
    """What a stretch of Markdown source shows, marks and escapes undone; white space is left as it is.

    ``front`` tells that the stretch stands in the front matter, which has escapes of its own.
    """
    if front:
        return YAML.sub(_unit, source)
    return MARK.sub(lambda mark: "" if mark["bold"] else _plain(mark), source)


def _plain(mark: re.Match[str]) -> str:
    """What an escape or an entity stands for; invisible characters leave no trace."""
    if mark["invisible"]:
        return ""
    return html.unescape(mark.group()) if mark["entity"] else mark.group()[1]
