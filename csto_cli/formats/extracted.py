"""What an extractor gives for a binary file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text of a binary file, the extractor that gave it (with version), and the offset where each page begins.

    A format whose text has an encoding of its own tells it, the offsets of characters that stand for bytes that did not
    decode, whether the encoding is a guess, and the one that the file declares where its bytes are in another.
    """

    text: str
    extractor: str
    pages: tuple[int, ...] = ()
    encoding: str = "utf-8"
    replaced: tuple[int, ...] = ()
    guessed_encoding: bool = False
    declared: str | None = None
