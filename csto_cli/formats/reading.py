"""What a format gives: blocks in source order, and what the packing itself says of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from csto_cli.formats.block import Block

if TYPE_CHECKING:
    from csto_cli.formats.xml import Tree


@dataclass(slots=True)
class Reading:
    """A source taken apart by a format.

    ``hidden`` lists the source stretches that are not shown (person cards and the like).
    ``lines`` holds, for plain text, one block a line (indent cut off, see ``Block.indent``), for conventions that put
    paragraphs together by their own rules (``join_blocks``); ``meta`` the entries of a
    front matter; ``tree``, for XML, the elements, and ``blocks`` is empty then. ``address`` and ``language`` are what
    the packing declares (a page's own link, ``lang``). ``cut_off`` is the offset where a truncated file breaks off,
    else None. ``marks_labels`` tells whether the markup can set labels apart, ``plain_gaps`` what the account calls the
    characters between blocks that are no white space, ``layout`` how the text is laid out, for people to read.
    """

    blocks: list[Block]
    hidden: list[tuple[int, int]] = field(default_factory=list)
    lines: list[Block] = field(default_factory=list)
    meta: dict[str, Block] = field(default_factory=dict)
    address: str | None = None
    language: str | None = None
    cut_off: int | None = None
    marks_labels: bool = False
    plain_gaps: str = "blank"
    layout: str = ""
    tree: Tree | None = None
