"""The account: what every character of the source is, as a partition from 0 to its length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from csto_cli.formats.block import outermost


class Stretch(NamedTuple):
    """A stretch of the source with its kind of account."""

    start: int
    end: int
    kind: str


def partition(
    text: str,
    stretches: Iterable[Stretch],
    hidden: Sequence[tuple[int, int]],
    gap: str,
    marks: Sequence[tuple[int, int]] = (),
) -> list[Stretch]:
    """Tile the source: elements where they stand, hidden markup as furniture, what is left as white space or ``gap``.

    ``marks`` are cut out of the elements as hidden stretches are, and count as markup.

    ``stretches`` may come in any order but must not overlap; ``hidden`` stretches are cut out of the elements around
    them. Raises ``ValueError`` where two elements claim the same character, which would be a bug of the parser.
    """
    ordered = sorted(stretches)
    tiles: list[Stretch] = []
    kinds = {**dict.fromkeys(marks, "markup"), **dict.fromkeys(hidden, "furniture")}
    hides = [Stretch(*at, kinds[at]) for at in outermost(kinds)]
    starts = [hide.start for hide in hides]
    position = 0
    for stretch in ordered:
        if stretch.start < position:
            raise ValueError(f"two elements claim character {stretch.start}: {tiles[-1]} and {stretch}")
        _fill(tiles, text, position, stretch.start, hides, starts, gap)
        _lay(tiles, stretch, hides, starts)
        position = stretch.end
    _fill(tiles, text, position, len(text), hides, starts, gap)
    return tiles


def _inside(start: int, end: int, hides: Sequence[Stretch], starts: list[int]) -> Iterable[Stretch]:
    i = bisect_left(starts, start)
    while i < len(hides) and hides[i].start < end:
        if hides[i].end <= end:
            yield hides[i]
        i += 1


def _lay(tiles: list[Stretch], stretch: Stretch, hides: Sequence[Stretch], starts: list[int]) -> None:
    position = stretch.start
    for hide in _inside(stretch.start, stretch.end, hides, starts) if starts else ():
        if hide.start > position:
            tiles.append(Stretch(position, hide.start, stretch.kind))
        tiles.append(hide)
        position = hide.end
    if position < stretch.end:
        tiles.append(Stretch(position, stretch.end, stretch.kind))


def _fill(
    tiles: list[Stretch], text: str, start: int, end: int, hides: Sequence[Stretch], starts: list[int], gap: str
) -> None:
    if start >= end:
        return
    position = start
    for hide in _inside(start, end, hides, starts) if starts else ():
        _fill_plain(tiles, text, position, hide.start, gap)
        tiles.append(hide)
        position = hide.end
    _fill_plain(tiles, text, position, end, gap)


def _fill_plain(tiles: list[Stretch], text: str, start: int, end: int, gap: str) -> None:
    if start < end:
        tiles.append(Stretch(start, end, "blank" if text[start:end].isspace() else gap))
