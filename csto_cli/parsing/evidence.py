"""Words of the source that prove a fact, in source offsets, until the record is put together."""

from __future__ import annotations

from typing import NamedTuple

from csto_cli.formats.block import Block, tidy
from csto_cli.model import Basis


class Words(NamedTuple):
    """The source stretch ``[start, end)``, its display text folded, and how it proves the fact."""

    start: int
    end: int
    text: str
    basis: Basis = "printed"


def words_at(block: Block, start: int, end: int, basis: Basis = "printed") -> Words:
    """The words ``block.text[start:end]``, which must not be empty."""
    begin, stop = block.span(start, end)
    return Words(begin, stop, tidy(block.text[start:end]), basis)
