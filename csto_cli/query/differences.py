"""Two records of one meeting: what one has and the other lacks, in facts, people, documents, turns and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal, TypeVar

from csto_cli.model import Document, Meeting, Note, Participant, Turn
from csto_cli.parsing.spelling import key
from csto_cli.query.documents import full_title
from csto_cli.query.people import by_id
from csto_cli.query.rows import Row, origin

FACTS = ("title", "date", "end_date", "start_time", "end_time", "place", "mode", "language")
ALIKE = 0.5
"""Turns at least so alike, as a share of their words, are one turn in two wordings."""
SAME_SPEAKER = 0.2
"""What the same speaker adds to that share."""
MOST_PAIRS = 250_000
"""Pairs of turns that are compared with one another in one gap; a larger gap is paired in its order."""
EXACT_WORDS = 3_000
"""Longer turns are compared without the words that stand in them very often."""
SHORTEST_MOVE = 4
"""Words that a turn has at least, to be called moved: a "Thank you." is found everywhere."""

PILCROW = "¶"

What = Literal["fact", "person", "document", "turn", "note"]
Change = Literal["added", "lost", "changed", "moved"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """A run of words that both have, that only the first has, or only the second."""

    change: Literal["same", "lost", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow(Row):
    """One difference; the row's meeting, date and path are the second record's."""

    what: What
    """What differs."""
    change: Change
    """``added``: only the second record has it; ``lost``: only the first."""
    name: str
    """Name of the fact, the person, the document's title, the turn's speaker, the kind of note."""
    before: str | None
    """Value in the first record."""
    after: str | None
    """Value in the second record."""
    turn_before: int | None
    """Index of the turn in the first record."""
    turn_after: int | None
    """Index of the turn in the second record."""
    line_before: int | None
    """Line in the first record's source."""
    line_after: int | None
    """Line in the second record's source."""
    words: tuple[WordChange, ...]
    """The wording of a changed turn, run by run."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A turn as it is compared."""

    turn: Turn
    name: str
    text: str
    counts: Counter[str]

    @property
    def key(self) -> tuple[str, str]:
        return key(self.name), self.text


def differences(first: Meeting, second: Meeting) -> list[DifferenceRow]:
    """What sets the second record of a meeting apart from the first: facts, people, documents, turns, notes."""
    return [
        *_facts(first, second),
        *_people(first, second),
        *_documents(first, second),
        *_turns(first, second),
        *_notes(first, second),
    ]


def _row(
    second: Meeting, what: What, change: Change, name: str, before: str | None = None, after: str | None = None, *,
    turns: tuple[int | None, int | None] = (None, None), lines: tuple[int | None, int | None] = (None, None),
    words: Iterable[WordChange] = (),
) -> DifferenceRow:  # fmt: skip
    return DifferenceRow(
        **origin(second), what=what, change=change, name=name, before=before, after=after, turn_before=turns[0],
        turn_after=turns[1], line_before=lines[0], line_after=lines[1], words=tuple(words),
    )  # fmt: skip


def _change(before: object, after: object) -> Change:
    return "added" if before in (None, "") else "lost" if after in (None, "") else "changed"


def _facts(first: Meeting, second: Meeting) -> Iterator[DifferenceRow]:
    for name in (*FACTS, "chair"):
        before, after = _fact(first, name), _fact(second, name)
        if before != after:
            lines = (_line_of(first, name), _line_of(second, name))
            yield _row(second, "fact", _change(before, after), name, before, after, lines=lines)


def _fact(meeting: Meeting, name: str) -> str | None:
    value: str | None = getattr(meeting, name)
    if name == "chair" and value is not None:
        person = by_id(meeting).get(value)
        return person.name if person else value
    return value


def _line_of(meeting: Meeting, name: str) -> int | None:
    proofs = meeting.evidence.get(name, [])
    return proofs[0].span.line if proofs else None


def _paired(
    first: Sequence[Item], second: Sequence[Item], name: Callable[[Item], str]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Items of one name together, the n-th with the n-th, in the order of the first and then of the second."""
    waiting: dict[str, list[Item]] = {}
    for item in second:
        waiting.setdefault(name(item), []).append(item)
    for item in first:
        same = waiting.get(name(item))
        yield item, same.pop(0) if same else None
    for rest in waiting.values():
        yield from ((None, item) for item in rest)


def _people(first: Meeting, second: Meeting) -> Iterator[DifferenceRow]:
    for before, after in _paired(first.participants, second.participants, lambda person: key(person.name)):
        person = after or before
        assert person is not None
        told = (_person(before) if before else None, _person(after) if after else None)
        if told[0] != told[1]:
            lines = (_first_line(before), _first_line(after))
            yield _row(second, "person", _change(before, after), person.name, *told, lines=lines)


def _person(person: Participant) -> str:
    offices = sorted({office.title for office in person.offices})
    return "; ".join([f"{person.role}, {person.attendance}", *offices])


def _first_line(item: Participant | Document | None) -> int | None:
    proofs = next(iter(item.evidence.values()), []) if item else []
    return proofs[0].span.line if proofs else None


def _documents(first: Meeting, second: Meeting) -> Iterator[DifferenceRow]:
    for before, after in _paired(first.documents, second.documents, lambda d: key(full_title(d.kind, d.title))):
        document = after or before
        assert document is not None
        told = (_document(before) if before else None, _document(after) if after else None)
        if told[0] != told[1]:
            lines = (_first_line(before), _first_line(after))
            title = full_title(document.kind, document.title)
            yield _row(second, "document", _change(before, after), title, *told, lines=lines)


def _document(document: Document) -> str:
    amends = f"amends {document.amends.title}" if document.amends else None
    vote = document.vote.text if document.vote else None
    return "; ".join(part for part in (document.status, document.number, document.date, amends, vote) if part)


def _turns(first: Meeting, second: Meeting) -> Iterator[DifferenceRow]:
    """What differs between the turns of two records, in order."""
    pairs = list(_aligned(_said(first), _said(second)))
    gone = {before.key: before for before, after in pairs if before is not None and after is None}
    come = {after.key for before, after in pairs if after is not None and before is None}
    moved = {found for found in come & gone.keys() if len(found[1].split()) >= SHORTEST_MOVE}
    for before, after in pairs:
        if before is not None and after is not None:
            if before.key != after.key:
                yield _turn(second, "changed", before, after)
        elif after is not None:
            where = gone[after.key] if after.key in moved else None
            yield _turn(second, "moved" if where else "added", where, after)
        elif before is not None and before.key not in moved:
            yield _turn(second, "lost", before, None)


def _turn(second: Meeting, change: Change, before: _Said | None, after: _Said | None) -> DifferenceRow:
    """A turn that was changed, moved, added or lost, as a row; where words were changed, which."""
    said = after or before
    assert said is not None
    words: Iterable[WordChange] = ()
    if change == "changed" and before and after:
        words = word_changes(before.text, after.text)
    name = said.name
    if before and after and before.name != after.name:
        name = f"{before.name} → {after.name}"
    return _row(
        second, "turn", change, name, before.text if before else None, after.text if after else None, words=words,
        turns=(before.turn.index if before else None, after.turn.index if after else None),
        lines=(before.turn.span.line if before else None, after.turn.span.line if after else None),
    )  # fmt: skip


def _said(meeting: Meeting) -> list[_Said]:
    people = by_id(meeting)
    result = []
    for turn in meeting.turns:
        person = people.get(turn.speaker or "")
        text = "\n\n".join(paragraph.text for paragraph in turn.paragraphs)
        name = person.name if person else turn.label or "not told"
        result.append(_Said(turn, name, text, Counter(text.casefold().split())))
    return result


def _aligned(one: Sequence[_Said], other: Sequence[_Said]) -> Iterator[tuple[_Said | None, _Said | None]]:
    """Turns of both records in order: those that are one turn together, the others alone."""
    matcher = SequenceMatcher(None, [said.key for said in one], [said.key for said in other], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(one[a:b], other[c:d], strict=True)
        else:
            yield from _gap(one[a:b], other[c:d])


def _gap(one: Sequence[_Said], other: Sequence[_Said]) -> Iterator[tuple[_Said | None, _Said | None]]:
    """Turns between two equal ones: the pairing in order that makes the sum of likenesses largest."""
    if len(one) * len(other) > MOST_PAIRS:
        for i in range(max(len(one), len(other))):
            yield one[i] if i < len(one) else None, other[i] if i < len(other) else None
        return
    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    alike = [[_likeness(said, same) for same in other] for said in one]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            together = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(one) or j < len(other):
        if i < len(one) and j < len(other) and alike[i][j] >= ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield one[i], other[j]
            i, j = i + 1, j + 1
        elif i < len(one) and (j == len(other) or best[i][j] == best[i + 1][j]):
            yield one[i], None
            i += 1
        else:
            yield None, other[j]
            j += 1


def _likeness(one: _Said, other: _Said) -> float:
    """Share of words that two turns have in common, and a little for one speaker."""
    total = one.counts.total() + other.counts.total()
    common = 2 * (one.counts & other.counts).total() / total if total else 1.0
    return common + (SAME_SPEAKER if key(one.name) == key(other.name) else 0.0)


def word_changes(before: str, after: str) -> Iterator[WordChange]:
    """Two wordings as runs of words that both have, that only the first has, or only the second.

    Where the words are the same, and only the paragraphs differ, a pilcrow is the word that stands between two of them.
    """
    one, other = before.split(), after.split()
    if one == other:
        one, other = (text.replace("\n\n", f" {PILCROW} ").split() for text in (before, after))
    long = max(len(one), len(other)) > EXACT_WORDS
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=long).get_opcodes():
        if tag == "equal":
            yield WordChange(change="same", text=" ".join(one[a:b]))
            continue
        if a < b:
            yield WordChange(change="lost", text=" ".join(one[a:b]))
        if c < d:
            yield WordChange(change="added", text=" ".join(other[c:d]))


def _notes(first: Meeting, second: Meeting) -> Iterator[DifferenceRow]:
    one, other = list(_all_notes(first)), list(_all_notes(second))
    keys = [[f"{note.kind} {note.text}" for _, note in notes] for notes in (one, other)]
    for tag, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for turn, note in one[a:b]:
            yield _row(second, "note", "lost", note.kind, note.text, turns=(turn, None), lines=(note.span.line, None))
        for turn, note in other[c:d]:
            yield _row(
                second, "note", "added", note.kind, None, note.text, turns=(None, turn), lines=(None, note.span.line)
            )


def _all_notes(meeting: Meeting) -> Iterator[tuple[int | None, Note]]:
    """Notes that tell something of the meeting, with the turn they stand in; captions and links are the page's own."""
    outside = ((None, note) for note in meeting.notes)
    inside = ((turn.index, note) for turn in meeting.turns for note in turn.notes)
    yield from (entry for entry in chain(outside, inside) if entry[1].kind not in ("caption", "link"))
