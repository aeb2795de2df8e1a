"""A Meeting as the rows of a store: plain values that can be handed from one process to another."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from csto_cli.corpus.packed import LEVEL, packed
from csto_cli.corpus.people import node_key
from csto_cli.corpus.stems import stems
from csto_cli.model import Document, Meeting, Span
from csto_cli.query.people import offices_by_turn, words
from csto_cli.query.turns import text_of
from csto_cli.writers.values import record_json, row_json

Values = tuple[Any, ...]


@dataclass(slots=True)
class Rows:
    """Everything that one record puts into the store.

    Rows of a record name one another by their numbers in it: a participant and a turn by its place in its list.
    """

    meeting: Values
    record: bytes
    text: bytes | None
    participants: list[Values] = field(default_factory=list)
    offices: list[tuple[int, Values]] = field(default_factory=list)
    turns: list[tuple[int | None, Values, str]] = field(default_factory=list)
    documents: list[tuple[int | None, Values, str]] = field(default_factory=list)
    topics: list[Values] = field(default_factory=list)
    floor: list[tuple[int | None, int | None, int | None, int | None, Values]] = field(default_factory=list)
    diagnostics: list[Values] = field(default_factory=list)


def rows_of(meeting: Meeting, cut: Callable[[str], str]) -> Rows:
    """The rows of a record; ``cut`` cuts words to their stems. An embedded source is kept beside the record."""
    text, meeting.source.text = meeting.source.text, None
    said = [_text(text_of(turn)) for turn in meeting.turns]
    record = packed(record_json(meeting).encode(), said)
    places = {person.id: place for place, person in enumerate(meeting.participants)}
    names = {person.id: person.name for person in meeting.participants}
    counts = [words(turn) for turn in meeting.turns]
    rows = Rows(
        _clean((
            meeting.id, meeting.title, meeting.body.name if meeting.body else None,
            meeting.body.organisation if meeting.body else None, meeting.date, meeting.end_date, _year(meeting.date),
            meeting.start_time, meeting.end_time, meeting.place, meeting.mode, meeting.language,
            names.get(meeting.chair or ""), meeting.source.convention, meeting.source.url, len(meeting.turns),
            sum(counts),
        )),
        record,
        None if text is None else zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL),
    )  # fmt: skip
    _people(rows, meeting, counts)
    for turn, office, count, words_said in zip(meeting.turns, offices_by_turn(meeting), counts, said, strict=True):
        values = (turn.index, turn.label, office, *_place(turn.span), turn.start_time, count, words_said)
        rows.turns.append((places.get(turn.speaker or ""), _clean(values), stems(words_said, cut)))
    for document in meeting.documents:
        title = _text(document.title)
        rows.documents.append((_turn_of(document), _document(document, title), stems(title, cut)))
    rows.topics += [_clean((topic.title, topic.span.line)) for topic in meeting.topics]
    for event in meeting.floor:
        by, to = places.get(event.by or ""), places.get(event.to or "")
        values = _clean((event.kind, event.to_text, event.span.line))
        rows.floor.append((by, to, event.turn, event.taken_in_turn, values))
    for said_of in meeting.diagnostics:
        line = said_of.span.line if said_of.span else None
        rows.diagnostics.append(_clean((said_of.code, said_of.severity, said_of.message, said_of.hint, line)))
    return rows


def _people(rows: Rows, meeting: Meeting, counts: list[int]) -> None:
    turns: dict[str | None, int] = {}
    spoken: dict[str | None, int] = {}
    for turn, count in zip(meeting.turns, counts, strict=True):
        turns[turn.speaker] = turns.get(turn.speaker, 0) + 1
        spoken[turn.speaker] = spoken.get(turn.speaker, 0) + count
    for place, person in enumerate(meeting.participants):
        links = [_whole(link, meeting.source.url) for link in person.links]
        own = (turns.get(person.id, 0), spoken.get(person.id, 0))
        values = (
            node_key(person, meeting), person.id, person.name, person.role, person.attendance, person.country,
            person.organisation, _list(person.labels), _list(links), *own,
        )  # fmt: skip
        rows.participants.append(_clean(values))
        seen: dict[tuple[str, str | None], None] = dict.fromkeys((o.title, o.country) for o in person.offices)
        rows.offices += [(place, _clean(office)) for office in seen]


def _whole(link: str, page: str | None) -> str:
    """A link with its host, where the page tells its own: ``/persons/1`` alone means another one on another site."""
    try:
        return urljoin(page or "", link)
    except ValueError:
        return link


def _document(document: Document, title: str) -> Values:
    vote = document.vote
    proof = next(iter(document.evidence.get("status") or document.evidence.get("title") or ()), None)
    line = proof.span.line if proof else document.mentions[0].span.line if document.mentions else None
    return _clean((
        document.kind, document.number, title, document.status, document.date,
        document.amends.title if document.amends else None, vote.text if vote else None,
        vote.in_favour if vote else None, vote.against if vote else None, vote.abstentions if vote else None, line,
    ))  # fmt: skip


def _turn_of(document: Document) -> int | None:
    return next((mention.turn for mention in document.mentions if mention.turn is not None), None)


def _place(span: Span) -> tuple[int, int, int]:
    return span.line, span.start, span.end


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


def _list(values: Iterable[str]) -> str:
    return row_json(list(values))


def _clean(values: Values) -> Values:
    return tuple(_text(value) if isinstance(value, str) else value for value in values)


def _text(text: str) -> str:
    """Text as SQLite keeps it: a lone surrogate, and the zero that would end it, become a sign of replacement."""
    if text.isprintable():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "\ufffd")
