"""Who spoke, in which office, for which country, how long, and who gave them the floor."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from csto_cli.model import Meeting, Participant, Turn
from csto_cli.patterns import pattern
from csto_cli.query.rows import SpeakerRow, origin

UNSPACED = "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that are written without spaces, as a class of a regular expression: kana and Han."""
_SIGN = pattern(f"[{UNSPACED}]")
_FAR = pattern("[\u3041-\U0002ffff]")
"""All that these signs stand among: one stretch is looked through sooner than several, and told apart at once."""


def words(turn: Turn) -> int:
    """Number of words of a turn: runs between white space that hold a letter or digit; see ``words_in``."""
    return sum(words_in(paragraph.text) for paragraph in turn.paragraphs)


def words_in(text: str) -> int:
    """Number of words: runs between white space that hold a letter or digit.

    In scripts that are written without spaces (Chinese, Japanese) each sign counts as one.
    """
    signs = 0
    if not text.isascii() and _FAR.search(text):
        text, signs = _SIGN.subn(" ", text)
    found = text.split()
    marked = [word for word in found if not word[0].isalnum()]
    return signs + len(found) - sum(1 for word in marked if not any(map(str.isalnum, word)))


def by_id(meeting: Meeting) -> dict[str, Participant]:
    """Participants by their id."""
    return {person.id: person for person in meeting.participants}


def offices_by_turn(meeting: Meeting) -> list[str | None]:
    """Office of each turn's speaker: the one in its label, else the last one printed before, else the first known."""
    known = {person.id: person.offices[0].title for person in meeting.participants if person.offices}
    result: list[str | None] = []
    for turn in meeting.turns:
        if turn.speaker is not None and turn.office:
            known[turn.speaker] = turn.office
        result.append(turn.office or known.get(turn.speaker or ""))
    return result


def distinct(offices: Iterable[str]) -> list[str]:
    """Offices without those that say in more or fewer words what an earlier one says."""
    kept: list[tuple[str, set[str]]] = []
    for office in offices:
        words_of = set(office.casefold().split())
        if not any(words_of <= other or other <= words_of for _, other in kept):
            kept.append((office, words_of))
    return [office for office, _ in kept]


@dataclass(slots=True)
class _Share:
    """What one speaker has of a record."""

    turns: list[Turn] = field(default_factory=list)
    words: int = 0
    givers: dict[str, None] = field(default_factory=dict)
    inside: dict[str, None] = field(default_factory=dict)


def speakers(meeting: Meeting) -> list[SpeakerRow]:
    """One row a participant, in order of first turn, then those who are silent; one for turns of nobody known."""
    people = by_id(meeting)
    shares: dict[str | None, _Share] = {person.id: _Share() for person in meeting.participants}
    for turn in meeting.turns:
        share = shares.setdefault(turn.speaker, _Share())
        share.turns.append(turn)
        share.words += words(turn)
        share.inside |= dict.fromkeys(_name(people, other) for other in turn.candidates)
    for event in meeting.floor:
        if event.kind == "given" and event.by and event.to in shares:
            shares[event.to].givers[_name(people, event.by)] = None
    total = sum(share.words for share in shares.values())
    rows = [_row(meeting, people.get(speaker or ""), speaker, share, total) for speaker, share in shares.items()]
    return sorted(rows, key=lambda row: (row.first_turn is None, row.first_turn or 0))


def speakers_of(
    source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, encoding_errors: str = "strict",
    input_format: str | None = None, convention: str | None = None, with_path: bool = True, name: str | None = None,
    supplements: Sequence[str | os.PathLike[str] | bytes] = (),
) -> list[SpeakerRow]:  # fmt: skip
    """The speakers of one raw record, read no further than they need: the rows of ``speakers(parse(source))``, sooner.

    Arguments and errors are those of ``csto_cli.parse``.
    """
    from csto_cli.library import parse_speakers

    return speakers(
        parse_speakers(
            source, encoding=encoding, encoding_errors=encoding_errors, input_format=input_format,
            convention=convention, with_path=with_path, name=name, supplements=supplements,
        )
    )  # fmt: skip


def _name(people: dict[str, Participant], speaker: str) -> str:
    return people[speaker].name if speaker in people else speaker


def _row(meeting: Meeting, person: Participant | None, speaker: str | None, share: _Share, total: int) -> SpeakerRow:
    """A participant, or the turns that have none, as a row with their share of the words."""
    own = share.turns
    return SpeakerRow(
        **origin(meeting),
        speaker=speaker,
        name=person.name if person else speaker,
        role=person.role if person else "unknown",
        attendance=person.attendance if person else "spoke",
        country=person.country if person else None,
        organisation=person.organisation if person else None,
        offices=tuple(office.title for office in person.offices) if person else (),
        turns=len(own),
        words=share.words,
        share=round(share.words / total, 4) if total else 0.0,
        first_turn=own[0].index if own else None,
        last_turn=own[-1].index if own else None,
        floor_given_by=tuple(share.givers),
        names_inside=tuple(share.inside) if person is None or person.role == "voice" else (),
        line=own[0].span.line if own else _printed(person),
    )


def _printed(person: Participant | None) -> int | None:
    proofs = person.evidence.get("name", []) if person else []
    return next((proof.span.line for proof in proofs if proof.span.source is None), None)
