"""The account: what every character of the source is, as a partition from 0 to its length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Stretch(NamedTuple):
    """A stretch of the source with its kind of account."""

    start: int
    end: int
    kind: str


def partition(text: str, stretches: Iterable[Stretch], hidden: Sequence[tuple[int, int]], gap: str) -> list[Stretch]:
    """Tile the source: elements where they stand, hidden markup as furniture, what is left as white space or ``gap``.

    ``stretches`` may come in any order but must not overlap; ``hidden`` stretches are cut out of the elements around
    them. Raises ``ValueError`` where two elements claim the same character, which would be a bug of the parser.
    """
    ordered = sorted(stretches)
    tiles: list[Stretch] = []
    hides = sorted(hidden)
    starts = [start for start, _ in hides]
    position = 0
    for stretch in ordered:
        if stretch.start < position:
            raise ValueError(f"two elements claim character {stretch.start}: {tiles[-1]} and {stretch}")
        _fill(tiles, text, position, stretch.start, hides, starts, gap)
        _lay(tiles, stretch, hides, starts)
        position = stretch.end
    _fill(tiles, text, position, len(text), hides, starts, gap)
    return tiles


def _inside(start: int, end: int, hides: Sequence[tuple[int, int]], starts: list[int]) -> Iterable[tuple[int, int]]:
    i = bisect_left(starts, start)
    while i < len(hides) and hides[i][0] < end:
        if hides[i][1] <= end:
            yield hides[i]
        i += 1


def _lay(tiles: list[Stretch], stretch: Stretch, hides: Sequence[tuple[int, int]], starts: list[int]) -> None:
    position = stretch.start
    for start, end in _inside(stretch.start, stretch.end, hides, starts) if starts else ():
        if start > position:
            tiles.append(Stretch(position, start, stretch.kind))
        tiles.append(Stretch(start, end, "furniture"))
        position = end
    if position < stretch.end:
        tiles.append(Stretch(position, stretch.end, stretch.kind))


def _fill(
    tiles: list[Stretch], text: str, start: int, end: int, hides: Sequence[tuple[int, int]], starts: list[int], gap: str
) -> None:
    if start >= end:
        return
    position = start
    for begin, stop in _inside(start, end, hides, starts) if starts else ():
        _fill_plain(tiles, text, position, begin, gap)
        tiles.append(Stretch(begin, stop, "furniture"))
        position = stop
    _fill_plain(tiles, text, position, end, gap)


def _fill_plain(tiles: list[Stretch], text: str, start: int, end: int, gap: str) -> None:
    if start < end:
        tiles.append(Stretch(start, end, "blank" if text[start:end].isspace() else gap))
