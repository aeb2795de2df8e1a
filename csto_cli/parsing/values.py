"""What a draft says in plain values: shared by the whole record and by what is told of speakers alone."""

from __future__ import annotations

from typing import Any

from csto_cli.parsing.draft import Draft, DraftTurn
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.geography import body_of
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.people import Person
from csto_cli.parsing.spelling import key, slug
from csto_cli.source import Source

ID_WORDS = 60


def record_id(source: Source, date: str | None, body: str | None, title: str | None) -> str:
    """The record's id, for show; where a file holds several, its number tells them apart."""
    name = slug(body or title or "meeting", "meeting")[:ID_WORDS].strip("-")
    number = f"-{source.part.number}" if source.part is not None else ""
    return f"{date or 'undated'}-{name}-{source.sha256[:8]}{number}"


def body_that_met(draft: Draft) -> tuple[dict[str, Any], Words] | None:
    """The body that met, as plain values, and the words that name it."""
    title = draft.title
    if draft.body is not None:
        printed, words, owner = draft.body
        return {"name": printed, "organisation": owner.name, "short_name": owner.short_name}, words
    found = body_of(title.text) if title is not None else None
    if found is None or title is None:
        return None
    name, start, end, organisation = found
    value = {
        "name": name,
        "organisation": organisation.name if organisation else None,
        "short_name": organisation.short_name if organisation else None,
    }
    return value, words_at(title.block, title.start + start, title.start + end)


def name_words(person: Person) -> list[Words]:
    """The words that print a person's name as it is kept, else the first that print any of their names."""
    exact = [words for name, words in person.name_words.items() if key(name) == key(person.name)]
    return (exact or list(person.name_words.values()))[:1]


def speaker_of(turn: DraftTurn) -> str | None:
    """Participant's id of who speaks, where a label or other words of the record say so."""
    labelled = turn.candidate is not None or (turn.goes_on is not None and turn.goes_on.candidate is not None)
    if turn.person is None or not (labelled or turn.speaker_words is not None):
        return None
    return turn.person.id


def label_at(candidate: Candidate) -> tuple[int, int]:
    """Source offsets of a label and its mark."""
    after = len(candidate.block.text[: candidate.after].rstrip(" "))
    return candidate.block.span(candidate.start, after)
