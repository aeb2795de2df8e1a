"""A corpus folder for ConvoKit: a conversation a record, an utterance a turn, and which turn it answers.

All JSON is ASCII, since ConvoKit opens its files in whatever encoding the system has.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TextIO

from csto_cli.errors import NotRecognisedError
from csto_cli.model import SCHEMA_VERSION, Meeting, Participant, Turn
from csto_cli.query.people import offices_by_turn, words
from csto_cli.query.turns import seconds, text_of
from csto_cli.version import VERSION
from csto_cli.writers.prepared import Ledger, Tell, prepared, scoped, silent

UTTERANCE = {
    "index": int, "label": str, "office": str, "label_office": str, "role": str, "reply_basis": str, "start": int,
    "end": int, "line": int, "paragraphs": int, "words": int, "language_note": str, "candidates": list,
    "start_time": str, "end_time": str, "interrupted_by": str, "resumes": str, "notes": list,
}  # fmt: skip
SPEAKER = {
    "participant": str, "name": str, "role": str, "attendance": str, "country": str, "organisation": str,
    "offices": list, "labels": list, "meeting": str,
}  # fmt: skip
CONVERSATION = {
    "meeting": str, "title": str, "date": str, "end_date": str, "place": str, "mode": str, "body": str, "language": str,
    "chair": str, "timestamps": str, "url": str, "archive_url": str, "archived": str, "saved": str,
    "path": str, "sha256": str, "notes": list,
}  # fmt: skip
OVERALL = {"name": str, "generator": str, "schema_version": str}


def fill(meetings: Iterable[Meeting], opened: Callable[..., Any], *, tell: Tell = silent) -> None:
    """Write the five files that ConvoKit reads; ``opened(name)`` is a context that gives a file's stream."""
    ledger = Ledger()
    speakers: dict[str, Any] = {}
    conversations: dict[str, Any] = {}
    with opened("utterances.jsonl") as stream:
        for meeting in prepared(meetings, tell):
            if not meeting.turns:
                tell(f"{meeting.source.path or meeting.id}: the record has no turns and is left out")
                continue
            _write_turns(meeting, stream, ledger)
            for person in meeting.participants:
                speakers[ledger.define("speaker", scoped(meeting, person.id))] = _entry(_person(meeting, person))
            root = ledger.define("conversation", scoped(meeting, meeting.turns[0].index))
            conversations[root] = _entry(_facts(meeting))
    if not conversations:
        raise NotRecognisedError("there is no turn to make a corpus of", hint="give records that have turns")
    ledger.close()
    index = {
        "utterances-index": _types(UTTERANCE), "speakers-index": _types(SPEAKER),
        "conversations-index": _types(CONVERSATION), "overall-index": _types(OVERALL), "version": 1, "vectors": [],
    }  # fmt: skip
    corpus = {"name": "csto", "generator": f"csto {VERSION}", "schema_version": SCHEMA_VERSION}
    files = {"speakers": speakers, "conversations": conversations, "corpus": corpus, "index": index}
    for name, value in files.items():
        with opened(f"{name}.json") as stream:
            json.dump(value, stream)


def _write_turns(meeting: Meeting, stream: TextIO, ledger: Ledger) -> None:
    """An utterance a line for each turn of a meeting."""
    roles = {person.id: person.role for person in meeting.participants}
    timed = _is_timed(meeting)
    for turn, office, (answered, basis) in zip(meeting.turns, offices_by_turn(meeting), _replies(meeting), strict=True):
        utterance: dict[str, Any] = {
            "id": ledger.define("utterance", scoped(meeting, turn.index)),
            "conversation_id": ledger.refer("conversation", scoped(meeting, meeting.turns[0].index)),
            "text": text_of(turn),
            "speaker": ledger.refer("speaker", scoped(meeting, turn.speaker)),
            "meta": _about(meeting, turn, office, roles[turn.speaker or ""], basis),
            "reply-to": None if answered is None else ledger.refer("utterance", scoped(meeting, answered)),
            "timestamp": seconds(turn.start_time) if timed and turn.start_time else turn.index,
            "vectors": [],
        }
        stream.write(f"{json.dumps(utterance)}\n")


def _replies(meeting: Meeting) -> Iterator[tuple[int | None, str]]:
    """For each turn the turn that it answers, and what says so.

    ``floor``: who has the floor was given it in that turn; ``interruption``: this turn cuts that one off; ``order``:
    the record does not tell, and it is the turn before; ``opening``: the first turn answers none.
    """
    given = {
        event.taken_in_turn: event.turn
        for event in meeting.floor
        if event.taken_in_turn is not None and event.turn is not None and event.turn < event.taken_in_turn
    }
    cut = {turn.interrupted_by: turn.index for turn in meeting.turns if turn.interrupted_by is not None}
    for number in range(len(meeting.turns)):
        if number == 0:
            yield None, "opening"
        elif number in given:
            yield given[number], "floor"
        elif cut.get(number, number) < number:
            yield cut[number], "interruption"
        else:
            yield number - 1, "order"


def _is_timed(meeting: Meeting) -> bool:
    return all(turn.start_time for turn in meeting.turns)


def _about(meeting: Meeting, turn: Turn, office: str | None, role: str, basis: str) -> dict[str, Any]:
    """The ``meta`` of an utterance: what csto knows of the turn beside its words."""
    span = turn.span
    cut, resumes = turn.interrupted_by, turn.resumes
    return {
        "index": turn.index, "label": turn.label, "office": office,
        "label_office": turn.office, "role": role, "reply_basis": basis,
        "start": span.start, "end": span.end, "line": span.line, "paragraphs": len(turn.paragraphs),
        "words": words(turn), "language_note": turn.language_note,
        "candidates": [scoped(meeting, other) for other in turn.candidates],
        "start_time": turn.start_time, "end_time": turn.end_time,
        "interrupted_by": None if cut is None else scoped(meeting, cut),
        "resumes": None if resumes is None else scoped(meeting, resumes),
        "notes": [_note(note) for note in turn.notes],
    }  # fmt: skip


def _person(meeting: Meeting, person: Participant) -> dict[str, Any]:
    return {
        "participant": person.id, "name": person.name, "role": person.role, "attendance": person.attendance,
        "country": person.country, "organisation": person.organisation,
        "offices": [office.title for office in person.offices], "labels": person.labels, "meeting": meeting.id,
    }  # fmt: skip


def _facts(meeting: Meeting) -> dict[str, Any]:
    source = meeting.source
    return {
        "meeting": meeting.id, "title": meeting.title, "date": meeting.date, "end_date": meeting.end_date,
        "place": meeting.place, "mode": meeting.mode, "body": meeting.body.name if meeting.body else None,
        "language": meeting.language, "chair": scoped(meeting, meeting.chair) if meeting.chair else None,
        "timestamps": "seconds" if _is_timed(meeting) else "order", "url": source.url,
        "archive_url": source.archive_url, "archived": source.archived, "saved": source.saved, "path": source.path,
        "sha256": source.sha256, "notes": [_note(note) for note in meeting.notes],
    }  # fmt: skip


def _note(note: Any) -> dict[str, Any]:
    return {"kind": note.kind, "text": note.text, "start": note.span.start, "end": note.span.end}


def _entry(meta: dict[str, Any]) -> dict[str, Any]:
    return {"meta": meta, "vectors": []}


def _types(kinds: Mapping[str, type]) -> dict[str, list[str]]:
    return {name: [str(kind)] for name, kind in kinds.items()}
