"""What a format gives: blocks in source order, and what the packing itself says of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from csto_cli.formats.block import Block
from csto_cli.source import Source


@dataclass(slots=True)
class Reading:
    """A source taken apart by a format.

    ``hidden`` lists the source stretches that are not shown (person cards and the like).
    ``address`` and ``language`` are what the packing declares (a page's own link, ``lang``); ``cut_off`` is the offset
    where a truncated file breaks off, else None; ``marks_labels`` tells whether the markup can set labels apart.
    """

    blocks: list[Block]
    hidden: list[tuple[int, int]] = field(default_factory=list)
    address: str | None = None
    language: str | None = None
    cut_off: int | None = None
    marks_labels: bool = False
    extractor: str | None = None
    plain_gaps: str = "blank"
    layout: str = ""


Format = Callable[[Source], Reading]
"""A format: takes a decoded source apart into blocks; raises nothing, since decoding has already succeeded."""
