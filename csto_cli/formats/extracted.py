"""What an extractor gives for a binary file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text of a binary file, the extractor that gave it (with version), and the offset where each page begins."""

    text: str
    extractor: str
    pages: tuple[int, ...] = ()
