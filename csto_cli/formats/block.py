"""Blocks: what every format turns a source into. Display text, its map to source offsets, what the markup says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal[
    "paragraph", "heading", "quote", "list", "table", "title", "lead", "date", "time", "place", "caption", "furniture",
    "meta",
]  # fmt: skip

# Characters that leave no trace in display text: soft hyphen, zero-width space and joiners, word joiner, byte-order
# mark, marks and overrides of direction.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_VISIBLE = str.maketrans("", "", INVISIBLE)


def fold(text: str) -> str:
    """Display text as it is written out: runs of white space become one space, invisible characters go."""
    return " ".join(text.translate(_VISIBLE).split())


def tidy(display: str) -> str:
    """Display text of a block as it is written out; a block's text holds no white space but spaces already."""
    return " ".join(display.split()) if "  " in display else display.strip(" ")


class Run(NamedTuple):
    """A stretch ``[start, end)`` of a block's display text that markup sets apart; ``href`` where it is a link."""

    start: int
    end: int
    href: str = ""


class Chunk(NamedTuple):
    """Display text from ``display`` on stands in the source from ``source`` on.

    ``length`` counts display characters. ``width`` counts source characters: equal to ``length`` where the text
    is copied character by character, another number where it stands for one unit (an entity such as ``&nbsp;``).
    """

    display: int
    source: int
    length: int
    width: int


@dataclass(slots=True)
class Block:
    """One paragraph-like part of a source.

    ``text`` is display text in which every white-space character is one space (runs are kept, so that offsets are
    simple) and invisible characters are left out. ``chunks`` map it to the source.
    """

    text: str
    chunks: tuple[Chunk, ...]
    kind: BlockKind = "paragraph"
    bold: tuple[Run, ...] = ()
    italic: tuple[Run, ...] = ()
    links: tuple[Run, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    """Source stretches inside the block that the page does not show (person cards)."""
    level: int = 0
    """Level of a heading; 0 elsewhere."""
    gap: int = 0
    """Blank lines before the block."""
    indent: int = 0
    """Columns of white space before the block on its line."""
    _starts: Sequence[int] = field(default=(), repr=False)

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Source offsets of the display stretch ``[start, end)``, which must not be empty."""
        end = len(self.text) if end is None else end
        chunks = self.chunks
        if len(chunks) == 1 and chunks[0].length == chunks[0].width:
            base = chunks[0].source
            return base + start, base + end
        if not self._starts:
            self._starts = [chunk.display for chunk in chunks]
        first = chunks[bisect_right(self._starts, start) - 1]
        last = chunks[bisect_right(self._starts, end - 1) - 1]
        begin = first.source + (start - first.display if first.length == first.width else 0)
        stop = last.source + (end - last.display if last.length == last.width else last.width)
        return begin, stop


def cut_chunks(chunks: Iterable[Chunk], start: int, end: int) -> Iterator[Chunk]:
    """The chunks between two display offsets, counted from ``start``."""
    for chunk in chunks:
        stop = chunk.display + chunk.length
        if stop <= start or chunk.display >= end:
            continue
        if chunk.length != chunk.width:
            yield Chunk(max(chunk.display - start, 0), chunk.source, chunk.length, chunk.width)
            continue
        skip = max(start - chunk.display, 0)
        length = min(stop, end) - chunk.display - skip
        yield Chunk(chunk.display + skip - start, chunk.source + skip, length, length)


def _shift(runs: Iterable[Run], start: int, end: int, by: int) -> Iterator[Run]:
    """The parts of runs between two display offsets, moved by ``by``."""
    for run in runs:
        first, last = max(run.start, start), min(run.end, end)
        if first < last:
            yield Run(first + by, last + by, run.href)


def slice_block(block: Block, start: int, end: int) -> Block | None:
    """The display stretch ``[start, end)`` as a block of its own, outer spaces cut off; None where nothing is left."""
    text = block.text[start:end]
    start += len(text) - len(text.lstrip(" "))
    text = text.strip(" ")
    if not text:
        return None
    end = start + len(text)
    block._starts = block._starts or [chunk.display for chunk in block.chunks]
    low, high = max(bisect_right(block._starts, start) - 1, 0), bisect_left(block._starts, end)
    chunks = tuple(cut_chunks(block.chunks[low:high], start, end))
    bold, italic, links = (
        tuple(_shift(_near(runs, start, end), start, end, -start)) for runs in (block.bold, block.italic, block.links)
    )
    part = Block(text, chunks, block.kind, bold, italic, links, level=block.level, gap=block.gap)
    first, last = part.span()
    holes = block.hidden[bisect_left(block.hidden, (first, 0)) : bisect_left(block.hidden, (last, 0))]
    part.hidden = tuple(hole for hole in holes if hole[1] <= last)
    return part


def _near(runs: Sequence[Run], start: int, end: int) -> Sequence[Run]:
    """The runs (in order) that can reach into a stretch, found without looking at all of them."""
    low = max(bisect_right(runs, start, key=lambda run: run.start) - 1, 0)
    return runs[low : bisect_left(runs, end, key=lambda run: run.start)]


def outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, without those that lie inside another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def join_blocks(blocks: Sequence[Block], hidden: Sequence[tuple[int, int]] = ()) -> Block:
    """Several blocks, in source order, as one paragraph: a single space stands for what lies between two of them.

    ``hidden`` names source stretches between them that are no part of the paragraph (a page's head).
    """
    parts: list[str] = []
    chunks: list[Chunk] = []
    runs: dict[str, list[Run]] = {"bold": [], "italic": [], "links": []}
    length, last = 0, 0
    for block in blocks:
        first, stop = block.span()
        if parts:
            parts.append(" ")
            chunks.append(Chunk(length, last, 1, max(first - last, 0)))
            length += 1
        chunks += [Chunk(c.display + length, c.source, c.length, c.width) for c in block.chunks]
        for name, found in (("bold", block.bold), ("italic", block.italic), ("links", block.links)):
            runs[name] += _shift(found, 0, len(block.text), length)
        parts.append(block.text)
        length, last = length + len(block.text), stop
    head = blocks[0]
    holes = outermost([*(hole for block in blocks for hole in block.hidden), *hidden])
    return Block(
        "".join(parts), tuple(chunks), head.kind, tuple(runs["bold"]), tuple(runs["italic"]), tuple(runs["links"]),
        tuple(holes), head.level, head.gap,
    )  # fmt: skip


def without(block: Block, holes: Sequence[tuple[int, int]]) -> Block:
    """The block with display stretches taken out and marked as hidden; for blocks without emphasis or links."""
    parts: list[str] = []
    chunks: list[Chunk] = []
    hidden = list(block.hidden)
    starts = [chunk.display for chunk in block.chunks]
    length = position = 0
    for start, end in (*holes, (len(block.text), len(block.text))):
        if start > position:
            parts.append(block.text[position:start])
            near = block.chunks[max(bisect_right(starts, position) - 1, 0) : bisect_left(starts, start)]
            chunks += [
                Chunk(c.display + length, c.source, c.length, c.width) for c in cut_chunks(near, position, start)
            ]
            length += start - position
        if end > start:
            hidden.append(block.span(start, end))
        position = end
    return Block(
        "".join(parts), tuple(chunks), block.kind, hidden=tuple(outermost(hidden)), level=block.level, gap=block.gap
    )


class Passage(NamedTuple):
    """The stretch ``[start, end)`` of one block's display text, with what is needed to prove words in it."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its display text (white-space characters are spaces, runs kept)."""
        return self.block.text[self.start : self.end]

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Source offsets of ``text[start:end]``, which must not be empty."""
        return self.block.span(self.start + start, self.end if end is None else self.start + end)
