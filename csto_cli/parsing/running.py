"""Running text: a whole record on one line, or on few, with its parts cut out of the one block by offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from csto_cli.formats.block import Block, BlockKind, join_blocks, slice_block
from csto_cli.patterns import pattern

SENTENCE_STOP = pattern(r"[.!?…]+[»”“\"’)\]>]*(?=\s|$)")
# A full stop after one of these ends no sentence: an initial, an abbreviation before a name.
NO_STOP = pattern(
    r"(?:(?<![^\W\d_])(?<![a-z]\s(?=I))[^\W\d_]|(?<!\w)(?:им|гг|см|ст|ул|стр|тыс|млн|млрд|руб|др|пр|акад|проф|Mr|Ms|Mrs|Dr|St|No))$"
)
CLOSERS = '.!?…»”")>]*'


@dataclass(frozen=True)
class Running:
    """Blocks joined to one text; ``breaks`` are the display offsets at which a block of the source begins."""

    block: Block
    breaks: tuple[int, ...]

    @property
    def text(self) -> str:
        """The display text as a whole."""
        return self.block.text

    @cached_property
    def stops(self) -> list[int]:
        """Where sentences end: offsets after the last mark of each, in order."""
        text = self.text
        return [
            found.end()
            for found in SENTENCE_STOP.finditer(text)
            if text[found.start()] != "." or not NO_STOP.search(text, max(found.start() - 6, 0), found.start())
        ]

    def cut(self, start: int, end: int, kind: BlockKind = "paragraph") -> Iterator[Block]:
        """The stretch as blocks of ``kind``, one for each block of the source that it covers."""
        inside = self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]
        bounds = [start, *inside, end]
        for first, last in pairwise(bounds):
            part = slice_block(self.block, first, last)
            if part is not None:
                part.kind = kind
                yield part

    def whole(self, start: int, end: int, kind: BlockKind = "paragraph") -> Block | None:
        """The stretch as one block, whatever lines it stands on."""
        part = slice_block(self.block, start, end)
        if part is not None:
            part.kind = kind
        return part


def run_on(blocks: Sequence[Block]) -> Running:
    """Join blocks to one running text."""
    joined = join_blocks(blocks) if len(blocks) > 1 else blocks[0]
    return Running(joined, tuple(_starts(blocks)))


def _starts(blocks: Iterable[Block]) -> Iterator[int]:
    position = 0
    for block in blocks:
        yield position
        position += len(block.text) + 1
