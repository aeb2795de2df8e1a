"""Lists published beside a record: who took part, which documents were signed.

A supplement has a source and an account of its own. While the record is read, its blocks count their offsets from a
``base`` behind the record's own text, so that every piece of evidence tells by its offset which source it stands in;
``place`` takes such an offset apart again, once, when the record is put together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from csto_cli.formats.block import Block
from csto_cli.formats.reading import Reading
from csto_cli.parsing.account import Stretch, partition
from csto_cli.parsing.dates import find_dates, read_dateline
from csto_cli.parsing.people import Named
from csto_cli.patterns import pattern
from csto_cli.source import Source

if TYPE_CHECKING:
    from csto_cli.parsing.documents import FoundDocument

LONGEST_TITLE = 600
NUMBER = pattern(r"(?:\(?\d{1,3}[.)]|[-•*·–—])[^\S\n]*$")


@dataclass(slots=True)
class Listed:
    """What a list names: people who took part, documents that were settled."""

    people: list[Named] = field(default_factory=list)
    documents: list[FoundDocument] = field(default_factory=list)


SupplementReader = Callable[[Sequence[Block]], Listed]
"""Blocks of a list in, what it names out: nothing where the text is no list that the family knows."""


@dataclass(slots=True)
class Supplement:
    """A list beside a record: its text, what it names, and the fields of ``source`` that the caller knows."""

    source: Source
    reading: Reading
    base: int
    convention: str
    listed: Listed
    origin: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The supplement as a whole source of the record, with an account of its own."""
        source, reading = self.source, self.reading
        hidden = [(start - self.base, end - self.base) for start, end in reading.hidden]
        account = partition(source.text, self._stretches(), hidden, reading.plain_gaps)
        return {
            "url": _address(reading), "sha256": source.sha256, "text_sha256": source.text_sha256,
            "encoding": source.encoding, "characters": len(source.text), "convention": self.convention,
            "extractor": source.extractor, "row": None, "text": None, **self.origin,
            "account": [{"kind": kind, "start": start, "end": end} for start, end, kind in account],
        }  # fmt: skip

    def _stretches(self) -> Iterator[Stretch]:
        """Title and date, headings of groups, and the list itself; a text that names nothing is an introduction."""
        kind = "documents" if self.listed.documents else "participants" if self.listed.people else "intro"
        first = min(self._entries(), default=self.base)
        first -= len(found.group()) if (found := NUMBER.search(self.source.text[: first - self.base])) else 0
        blocks = [block for block in self.reading.blocks if block.text]
        for i, block in enumerate(blocks):
            start, end = block.span()
            if block.kind in ("furniture", "caption", "meta"):
                yield self._stretch(start, end, "furniture")
            elif end <= first or (first == self.base and i == 0 and len(block.text) <= LONGEST_TITLE):
                yield self._stretch(start, end, _kind_of_head(block, i))
            elif start < first:
                yield from self._head(block, start, first)
                yield self._stretch(first, end, kind)
            else:
                yield self._stretch(start, end, "heading" if block.text.endswith(":") else kind)

    def _entries(self) -> Iterator[int]:
        """Where each entry begins."""
        for named in self.listed.people:
            yield named.block.span(named.offset, named.offset + 1)[0]
        for document in self.listed.documents:
            proof = document.title_proof
            yield proof.passage.span(proof.start, proof.end)[0]

    def _head(self, block: Block, start: int, first: int) -> Iterator[Stretch]:
        """Title and date before the first entry of a list in running text."""
        dates = [block.span(date.start, date.end) for date in find_dates(block.text)]
        dated = next((span for span in dates if span[1] <= first), None)
        if dated is None:
            yield self._stretch(start, first, "title")
            return
        if start < dated[0]:
            yield self._stretch(start, dated[0], "title")
        yield self._stretch(*dated, "dateline")
        if dated[1] < first:
            yield self._stretch(dated[1], first, "heading")

    def _stretch(self, start: int, end: int, kind: str) -> Stretch:
        """Without white space at its ends, which the account fills in as blank."""
        text = self.source.text[start - self.base : end - self.base]
        before, after = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
        if before == len(text):
            return Stretch(start - self.base, end - self.base, "blank")
        return Stretch(start - self.base + before, end - self.base - after, kind)


def _address(reading: Reading) -> str | None:
    return next((origin.value for origin in reading.origins if origin.field == "url"), reading.address)


def _kind_of_head(block: Block, position: int) -> str:
    if read_dateline(block.text) is not None:
        return "dateline"
    return "title" if position == 0 else "heading"


def count_from(reading: Reading, base: int) -> None:
    """Let every offset of a reading count from ``base``."""
    for block in {id(block): block for block in (*reading.blocks, *reading.lines)}.values():
        block.chunks = tuple(chunk._replace(source=chunk.source + base) for chunk in block.chunks)
        block.hidden = tuple((start + base, end + base) for start, end in block.hidden)
    reading.hidden = [(start + base, end + base) for start, end in reading.hidden]


def read_listed(blocks: Sequence[Block], readers: Iterable[tuple[str, SupplementReader]]) -> tuple[str, Listed]:
    """The convention whose reader finds most in a list, and what it finds; the first one where none finds anything."""
    found = [(name, read(blocks)) for name, read in readers]
    return max(found, key=lambda entry: len(entry[1].people) + len(entry[1].documents))


def place(supplements: Sequence[Supplement], offset: int) -> int:
    """Number (1-based) of the supplement that an offset counts in; 0 for the record itself."""
    return bisect_right([supplement.base for supplement in supplements], offset)
