"""Persons, organisations, posts, memberships, events, speeches and motions in the Popolo standard."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TextIO

from csto_cli.data import rows
from csto_cli.model import Document, Evidence, Meeting, Note, Participant, SourceInfo, Span
from csto_cli.query.documents import SETTLED
from csto_cli.query.turns import text_of
from csto_cli.writers.prepared import Ledger, Tell, prepared, scoped, silent, source_of

Part = dict[str, Any]
COUNTS = {"in_favour": "yes", "against": "no", "abstentions": "abstain"}
MOVED = (*SETTLED, "proposed")
"""Status of the documents that are motions of the meeting; others are only named in it."""
REFERENCES = {
    "person_id": "persons", "creator_id": "persons", "organization_id": "organizations", "event_id": "events",
    "post_id": "posts", "on_behalf_of_id": "organizations", "parent_id": "organizations",
    "legislative_session_id": "events",
}  # fmt: skip
"""Keys that hold another part's id, and the list that it is in."""


def write(meetings: Iterable[Meeting], stream: TextIO, *, tell: Tell = silent) -> None:
    """Write one document over all records."""
    ledger = Ledger()
    whole: dict[str, dict[str, Part]] = {
        name: {} for name in ("persons", "organizations", "posts", "memberships", "events", "speeches", "motions")
    }
    for meeting in prepared(meetings, tell):
        for kind, part in _parts(meeting):
            if kind == "organizations" and part["id"] in whole[kind]:
                continue
            whole[kind][ledger.define(kind, part["id"])] = part
            for name, target in REFERENCES.items():
                if part.get(name):
                    ledger.refer(target, part[name])
    ledger.close()
    json.dump({kind: list(parts.values()) for kind, parts in whole.items()}, stream, ensure_ascii=True, indent=1)
    stream.write("\n")


def _parts(meeting: Meeting) -> Iterator[tuple[str, Part]]:
    """Every part of one record, with the list that it belongs to."""
    yield "events", _event(meeting)
    if meeting.body:
        if meeting.body.organisation:
            yield "organizations", _organisation(meeting.body.organisation)
        yield "organizations", _body(meeting)
    for person in meeting.participants:
        yield "persons", _person(meeting, person)
        yield from _memberships(meeting, person)
    for number, part in enumerate(_speeches(meeting)):
        yield "speeches", {**part, "position": number}
    for document in meeting.documents:
        if document.status in MOVED:
            yield "motions", _motion(meeting, document)


def _event(meeting: Meeting) -> Part:
    """The meeting as an ``Event``."""
    at = {"start_date": (meeting.date, meeting.start_time), "end_date": (meeting.end_date, meeting.end_time)}
    if meeting.end_time and not meeting.end_date:
        at["end_date"] = (meeting.date, meeting.end_time)
    return _known(
        {
            "id": meeting.id,
            "name": meeting.title or meeting.id,
            "classification": "meeting",
            **{name: f"{day}T{time}" if day and time else day for name, (day, time) in at.items()},
            "location": meeting.place,
            "organization_id": _body_id(meeting),
            "sources": _sources(meeting, [e for entries in meeting.evidence.values() for e in entries])
            or [_link(meeting.source)],
            "identifiers": [{"scheme": "sha256", "identifier": meeting.source.sha256}],
        }
    )


def _body_id(meeting: Meeting) -> str | None:
    body = meeting.body
    return f"body:{'/'.join(filter(None, (body.organisation, body.name)))}" if body else None


def _body(meeting: Meeting) -> Part:
    body = meeting.body
    parent = body.organisation if body else None
    return _known({
        "id": _body_id(meeting), "name": body.name if body else None, "classification": "body",
        "parent_id": f"organisation:{parent}" if parent else None,
    })  # fmt: skip


def _organisation(name: str) -> Part:
    return {"id": f"organisation:{name}", "name": name, "classification": "organisation"}


def _country(code: str) -> Part:
    return {"id": f"country:{code}", "name": _country_names().get(code, code), "classification": "country"}


@cache
def _country_names() -> dict[str, str]:
    return {
        row["code"]: row["name"] for row in rows("countries.csv") if row["kind"] == "short" and row["language"] == "en"
    }


def _person(meeting: Meeting, person: Participant) -> Part:
    others = [label for label in dict.fromkeys(person.labels) if label != person.name]
    return _known(
        {
            "id": scoped(meeting, person.id),
            "name": person.name,
            "other_names": [{"name": label, "note": "label in the record"} for label in others],
            "summary": "a word of the record, nobody's name" if person.role == "voice" else None,
            "links": [{"url": link} for link in person.links],
            "sources": _sources(meeting, person.evidence.get("name", [])),
        }
    )


def _memberships(meeting: Meeting, person: Participant) -> Iterator[tuple[str, Part]]:
    """Offices as posts of a country, what is named with the person, and the part played in the body that met."""
    who = scoped(meeting, person.id)
    country = f"country:{person.country}" if person.country else None
    if person.country:
        yield "organizations", _country(person.country)
    for number, office in enumerate(person.offices):
        within = f"country:{office.country}" if office.country else None
        if office.country:
            yield "organizations", _country(office.country)
        post = f"{who}.post.{number}"
        yield "posts", _known({"id": post, "label": office.title, "organization_id": within})
        yield "memberships", _known({
            "id": f"{who}.office.{number}", "person_id": who, "post_id": post, "organization_id": within,
            "label": office.title, "sources": _sources(meeting, office.evidence),
        })  # fmt: skip
    if person.organisation:
        yield "organizations", _organisation(person.organisation)
        yield "memberships", {
            "id": f"{who}.organisation", "person_id": who, "organization_id": f"organisation:{person.organisation}",
        }  # fmt: skip
    yield "memberships", _known({
        "id": f"{who}.part", "person_id": who, "organization_id": _body_id(meeting), "role": person.role,
        "label": f"{person.role}, {person.attendance}", "on_behalf_of_id": country,
        "sources": _sources(meeting, person.evidence.get("attendance", [])),
    })  # fmt: skip


def _speeches(meeting: Meeting) -> Iterator[Part]:
    """Turns and notes in the order of the source; a note inside a turn comes after the turn.

    An editor's brackets stand in the words of the speech already.
    """
    roles = {person.id: person.role for person in meeting.participants}
    placed: list[tuple[int, str, Part]] = []
    for number, note in enumerate(meeting.notes):
        placed.append((note.span.start, "", _scene(meeting, note, f"note.{number}")))
    for turn in meeting.turns:
        start = turn.span.start
        placed.append((start, "", _known({
            "id": scoped(meeting, turn.index), "type": "speech", "creator_id": scoped(meeting, turn.speaker),
            "role": roles[turn.speaker or ""], "attribution_text": turn.label, "text": text_of(turn),
            "event_id": meeting.id, "date": meeting.date, "sources": [_place(meeting, turn.span)],
        })))  # fmt: skip
        spoken = [note for note in turn.notes if note.kind != "editor"]
        for number, note in enumerate(spoken):
            placed.append((start, "note", _scene(meeting, note, f"{turn.index}.note.{number}")))
    yield from (part for _, _, part in sorted(placed, key=lambda entry: entry[:2]))


def _scene(meeting: Meeting, note: Note, name: str) -> Part:
    kind = "scene" if note.kind in {"stage", "vocal", "incident"} else "narrative"
    return _known({
        "id": scoped(meeting, name), "type": kind, "text": note.text, "event_id": meeting.id, "date": meeting.date,
        "sources": [_place(meeting, note.span)],
    })  # fmt: skip


def _motion(meeting: Meeting, document: Document) -> Part:
    """A document as a ``Motion``; only what was settled here has a result."""
    settled = document.status in SETTLED
    return _known(
        {
            "id": scoped(meeting, document.id),
            "organization_id": _body_id(meeting),
            "legislative_session_id": meeting.id,
            "text": document.title,
            "classification": document.kind,
            "identifier": document.number,
            "date": (document.date or meeting.date) if settled else document.date,
            "requirement": None,
            "result": "pass" if settled else None,
            "vote_events": _votes(meeting, document),
            "sources": _sources(meeting, document.evidence.get("status", [])),
        }
    )


def _votes(meeting: Meeting, document: Document) -> list[Part]:
    vote = document.vote
    if vote is None:
        return []
    counts = [
        {"option": option, "value": value}
        for name, option in COUNTS.items()
        if (value := getattr(vote, name)) is not None
    ]
    return [_known({"id": f"{scoped(meeting, document.id)}.vote", "identifier": vote.text, "counts": counts})]


def _sources(meeting: Meeting, evidence: Iterable[Evidence]) -> list[Part]:
    return [_place(meeting, entry.span) for entry in evidence]


def _place(meeting: Meeting, span: Span) -> Part:
    """Address of the source, and the place in it as RFC 5147 writes it."""
    return {**_link(source_of(meeting, span)), "note": f"char={span.start},{span.end}"}


def _link(source: SourceInfo) -> Part:
    return {"url": source.url or f"urn:sha256:{source.sha256}"}


def _known(values: Part) -> Part:
    """The values without those that say nothing."""
    return {name: value for name, value in values.items() if value not in (None, [])}
