"""One meeting in two languages: which turns and paragraphs of one record are which of the other.

Turns are aligned first, by their speakers (names across scripts) and their lengths; then the paragraphs inside. The
method is that of W. A. Gale and K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational
Linguistics 19 (1993): a unit is about so many characters long in the other language, so the cheapest chain of beads
(1-1, 1-0, 0-1, 2-1, 1-2, 2-2) is the alignment. Numbers and names that both sides print are anchors beside the lengths.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from csto_cli.model import Meeting, Participant, Turn
from csto_cli.parsing.spelling import name_words, same_person, sound
from csto_cli.patterns import pattern
from csto_cli.query.people import by_id
from csto_cli.query.rows import Row, origin

VARIANCE = 6.8
"""Variance of the length of a translation per character (Gale and Church 1993, table 4 and section 3.2)."""
PRIORS = {(1, 1): 0.89, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
"""How often each bead occurs (the same, table 5; the two of a kind share their figure)."""
ANCHOR_WEIGHT = 4.0
SPEAKER_WEIGHT = 6.0
"""What anchors that agree, and speakers that do not, weigh beside the natural logarithm of a probability."""
NARROWEST = 64
"""Least width of the band around the diagonal in which beads are looked for."""
LEAST = 1e-6
MOVED_LENGTH, MOVED_ANCHORS, MOVED_WORDS = 0.1, 0.5, 5
"""Turns left over on both sides are one that was moved, where length and anchors agree so far and so much was said."""
ANCHOR = pattern(r"\d+(?:[.,]\d+)*|[^\W\d_]{3,}")

Bead = tuple[range, range]
"""Units of the first side and units of the second that belong together; one of them may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedRow(Row):
    """Paragraphs that say the same in both records, or stand in one alone; meeting, date, path are the first's."""

    beads: str
    """How many paragraphs of the first and of the second (``1-1``, ``2-1``, ``1-0``)."""
    score: float
    """How far to trust the pair, 0 to 1; 0 where it stands on one side only."""
    moved: bool
    """Whether the turn stands in another order in the second record."""
    speaker_first: str | None
    """Speaker in the first record."""
    speaker_second: str | None
    """Speaker in the second record."""
    turns_first: tuple[int, ...]
    """Indices of the turns in the first record."""
    turns_second: tuple[int, ...]
    """Indices of the turns in the second record."""
    line_first: int | None
    """Line of the first paragraph in the first record's source."""
    line_second: int | None
    """Line of the first paragraph in the second record's source."""
    first: str | None
    """Words in the first record; paragraphs stand apart by an empty line."""
    second: str | None
    """Words in the second record."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A turn or a paragraph as it is compared."""

    text: str
    anchors: frozenset[str]
    line: int
    turn: int
    speaker: Participant | None = None
    label: str | None = None
    parts: tuple[_Unit, ...] = ()


def align(first: Meeting, second: Meeting) -> list[AlignedRow]:
    """Rows in the order of the first record; what stands in the second alone comes where it stands there."""
    one, other = _turns(first), _turns(second)
    ratio = _ratio(one, other)
    beads = list(_chain(one, other, ratio, _speakers_differ))
    rows: list[AlignedRow] = []
    for bead, moved in _with_moves(beads, one, other, ratio):
        rows += _rows(first, [one[i] for i in bead[0]], [other[j] for j in bead[1]], ratio, moved=moved)
    return rows


def _turns(meeting: Meeting) -> list[_Unit]:
    people = by_id(meeting)
    return [_turn(turn, people.get(turn.speaker or "")) for turn in meeting.turns]


def _turn(turn: Turn, speaker: Participant | None) -> _Unit:
    parts = tuple(
        _Unit(paragraph.text, anchors(paragraph.text), paragraph.span.line, turn.index) for paragraph in turn.paragraphs
    )
    text = "\n\n".join(part.text for part in parts)
    together = frozenset().union(*(part.anchors for part in parts))
    return _Unit(text, together, turn.span.line, turn.index, speaker, turn.label, parts)


def anchors(text: str) -> frozenset[str]:
    """Numbers as printed (decimal comma or point alike), and the sound of words with a capital inside a sentence."""
    found = set()
    for match in ANCHOR.finditer(text):
        word = match.group()
        if word[0].isdigit():
            found.add(word.replace(",", "."))
        elif word[0].isupper() and text[max(match.start() - 2, 0) : match.start()].strip(" \n«“\"'") not in _STOPS:
            found.add(_stem(word))
    return frozenset(found)


_STOPS = {"", ".", "!", "?", ":", "…", "–", "-", "—"}


def _stem(word: str) -> str:
    """The beginning of a name's sound: its ending changes with the case, its vowels with the romanisation."""
    return re.sub(r"[aeiou]", "", sound(word))[:5]


def _ratio(one: Sequence[_Unit], other: Sequence[_Unit]) -> float:
    """Characters of the second language that one character of the first gives, over the whole of both records."""
    lengths = [sum(len(unit.text) for unit in units) for units in (one, other)]
    return lengths[1] / lengths[0] if all(lengths) else 1.0


def length_agreement(first: int, second: int, ratio: float) -> float:
    """Probability that a unit of ``first`` characters has a translation at least so far off as ``second``."""
    mean = (first + second / ratio) / 2
    if mean <= 0:
        return 1.0
    delta = (second - first * ratio) / math.sqrt(mean * VARIANCE)
    return max(math.erfc(abs(delta) / math.sqrt(2)), LEAST)


def _anchor_agreement(one: Sequence[_Unit], other: Sequence[_Unit]) -> float | None:
    """How far the anchors of two sides agree, 0 to 1; None where they tell nothing.

    Numbers should stand on both sides (Dice). Names that both have speak for the paragraphs that hold one; others tell
    nothing, since words of titles are written with capitals too, and languages differ in which.
    """
    a, b = (frozenset().union(*(unit.anchors for unit in units)) for units in (one, other))
    numbers = [{anchor for anchor in side if anchor[0].isdigit()} for side in (a, b)]
    told = []
    if numbers[0] or numbers[1]:
        told.append(2 * len(numbers[0] & numbers[1]) / (len(numbers[0]) + len(numbers[1])))
    names = (a & b) - numbers[0]
    if names:
        units = (*one, *other)
        told.append(sum(1 for unit in units if names & unit.anchors) / len(units))
    return sum(told) / len(told) if told else None


def _speakers_differ(one: Sequence[_Unit], other: Sequence[_Unit]) -> float:
    """0 where all units are one speaker's, 1 where two are not, a half where that is not known."""
    known = [_same_speaker(a.speaker, b.speaker) for a in one for b in (*other, *one)]
    return max((1.0 if same is False else 0.5 if same is None else 0.0 for same in known), default=0.0)


def _same_speaker(one: Participant | None, other: Participant | None) -> bool | None:
    if one is None or other is None:
        return None
    if one is other:
        return True
    if one.role == "voice" or other.role == "voice":
        return None if one.role == other.role else False
    return _same_name(one.name, other.name) or _same_office(one, other)


@cache
def _same_name(one: str, other: str) -> bool:
    """One person's name; across scripts the consonants of the surname and the first letter of the first name decide."""
    if same_person(one, other):
        return True
    a, b = name_words(one), name_words(other)
    return (
        sound(a[0])[:1] == sound(b[0])[:1] and _stem(a[-1]) == _stem(b[-1]) != "" and one.isascii() != other.isascii()
    )


def _same_office(one: Participant, other: Participant) -> bool:
    """People of one country of whom each is the chair: names that no romanisation joins."""
    return one.country is not None and one.country == other.country and one.role == other.role == "chair"


def _never(one: Sequence[_Unit], other: Sequence[_Unit]) -> float:
    """Paragraphs of turns that are aligned have one speaker."""
    del one, other
    return 0.0


def _chain(
    one: Sequence[_Unit], other: Sequence[_Unit], ratio: float,
    differ: Callable[[Sequence[_Unit], Sequence[_Unit]], float],
) -> Iterator[Bead]:  # fmt: skip
    """The cheapest chain of beads from the beginning of both sides to their end."""
    n, m = len(one), len(other)
    band = max(NARROWEST, 2 * abs(n - m), n // 5)
    costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(n + 1):
        middle = i * m // n if n else 0
        for j in range(max(0, middle - band) if n else 0, min(m, middle + band) + 1 if n else m + 1):
            here = costs.get((i, j))
            if here is None:
                continue
            for step in PRIORS:
                a, b = i + step[0], j + step[1]
                if a > n or b > m:
                    continue
                cost = here + _cost(one[i:a], other[j:b], ratio, step, differ)
                if cost < costs.get((a, b), math.inf):
                    costs[a, b], back[a, b] = cost, (i, j)
    beads: list[Bead] = []
    at = (n, m)
    while at != (0, 0):
        before = back[at]
        beads.append((range(before[0], at[0]), range(before[1], at[1])))
        at = before
    return reversed(beads)


def _cost(
    one: Sequence[_Unit], other: Sequence[_Unit], ratio: float, step: tuple[int, int],
    differ: Callable[[Sequence[_Unit], Sequence[_Unit]], float],
) -> float:  # fmt: skip
    cost = -math.log(PRIORS[step])
    if not one or not other:
        return cost
    lengths = [sum(len(unit.text) for unit in units) for units in (one, other)]
    cost -= math.log(length_agreement(lengths[0], lengths[1], ratio))
    agree = _anchor_agreement(one, other)
    if agree is not None:
        cost += ANCHOR_WEIGHT * (0.5 - agree)
    return cost + SPEAKER_WEIGHT * differ(one, other)


def _with_moves(
    beads: Sequence[Bead], one: Sequence[_Unit], other: Sequence[_Unit], ratio: float
) -> Iterator[tuple[Bead, bool]]:
    """The beads, those that stand on one side only joined where they are one turn in another place."""
    waiting = [bead[1][0] for bead in beads if not bead[0]]
    joined: dict[int, int] = {}
    for bead in beads:
        if bead[0] and not bead[1]:
            found = next((j for j in waiting if _is_moved(one[bead[0][0]], other[j], ratio)), None)
            if found is not None:
                joined[bead[0][0]] = found
                waiting.remove(found)
    taken = set(joined.values())
    for bead in beads:
        if not bead[1] and bead[0][0] in joined:
            place = joined[bead[0][0]]
            yield (bead[0], range(place, place + 1)), True
        elif bead[0] or bead[1][0] not in taken:
            yield bead, False


def _is_moved(one: _Unit, other: _Unit, ratio: float) -> bool:
    agree = _anchor_agreement([one], [other])
    return (
        _same_speaker(one.speaker, other.speaker) is True
        and len(one.text.split()) >= MOVED_WORDS
        and length_agreement(len(one.text), len(other.text), ratio) >= MOVED_LENGTH
        and (agree is None or agree >= MOVED_ANCHORS)
    )


def _rows(
    meeting: Meeting, one: Sequence[_Unit], other: Sequence[_Unit], ratio: float, *, moved: bool
) -> Iterator[AlignedRow]:
    """Rows of one bead of turns: its paragraphs aligned; a turn without words is a row too."""
    parts = [[part for turn in turns for part in turn.parts] for turns in (one, other)]
    trust = 1.0 - 0.6 * _speakers_differ(one, other)
    for a, b in _within(parts[0], parts[1], ratio):
        first, second = [parts[0][i] for i in a], [parts[1][j] for j in b]
        score = trust * _trust(first, second, ratio) if one and other else 0.0
        yield AlignedRow(
            **origin(meeting), beads=f"{len(a)}-{len(b)}", score=round(score, 3), moved=moved,
            speaker_first=_name(one), speaker_second=_name(other),
            turns_first=_indices(first or one), turns_second=_indices(second or other),
            line_first=_line(first or one), line_second=_line(second or other),
            first=_words(first), second=_words(second),
        )  # fmt: skip


def _within(one: Sequence[_Unit], other: Sequence[_Unit], ratio: float) -> Iterable[Bead]:
    """Beads of the paragraphs of one bead of turns.

    Where one side is a single paragraph (running text has no others), or has none, nothing is to be told apart.
    """
    if min(len(one), len(other)) <= 1:
        return [(range(len(one)), range(len(other)))]
    return _chain(one, other, ratio, _never)


def _trust(one: Sequence[_Unit], other: Sequence[_Unit], ratio: float) -> float:
    """Agreement of lengths, weighed with that of anchors where both sides have any; less for what is no pair of one."""
    if not one or not other:
        return 0.0
    agree = _anchor_agreement(one, other)
    lengths = length_agreement(sum(len(u.text) for u in one), sum(len(u.text) for u in other), ratio)
    both = lengths if agree is None else (lengths + agree) / 2
    return both if len(one) == len(other) == 1 else 0.9 * both


def _name(units: Sequence[_Unit]) -> str | None:
    if not units:
        return None
    return units[0].speaker.name if units[0].speaker else units[0].label


def _line(units: Sequence[_Unit]) -> int | None:
    return units[0].line if units else None


def _indices(units: Sequence[_Unit]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(unit.turn for unit in units))


def _words(units: Sequence[_Unit]) -> str | None:
    return "\n\n".join(unit.text for unit in units) or None
