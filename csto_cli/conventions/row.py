"""What a convention is to those who choose among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from csto_cli.formats import Sniff
from csto_cli.formats.reading import Reading
from csto_cli.parsing.draft import Draft
from csto_cli.source import Source


@dataclass(frozen=True, slots=True)
class Convention:
    """A family of records that can be asked for by name.

    ``sniff`` says how sure it is that a record is one of its own, and why; the surest convention reads it.
    """

    name: str
    description: str
    sniff: Callable[[Source, Reading], Sniff]
    read: Callable[[Source, Reading], Draft]
