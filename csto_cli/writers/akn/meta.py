"""Metadata of an Akoma Ntoso debate: identification, references, and what has no place of its own in the format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from csto_cli.model import Document as Act
from csto_cli.model import Evidence, Meeting, Participant, Turn
from csto_cli.parsing.spelling import slug
from csto_cli.query.documents import full_title
from csto_cli.query.evidence import Layout
from csto_cli.version import VERSION
from csto_cli.writers.languages import three_letters
from csto_cli.writers.xml import Document, Identifiers, place, proven

TOOL, ORGAN, AUTHOR, EDITOR, UNKNOWN, LOCATION = "csto", "organ", "author", "editor", "unknown", "place"
RESERVED = frozenset({TOOL, ORGAN, AUTHOR, EDITOR, UNKNOWN, LOCATION})
NO_DATE = "0001-01-01"
"""The format asks for a date; this one says that the record prints none."""
INTERNATIONAL, NO_COUNTRY = "un", "zz"


class Placed(NamedTuple):
    """An element of the text, where it stands in the source, and the turn that it is, if it is one."""

    element: str
    source: str
    turn: Turn | None = None


def write_meta(document: Document, debate: Element, meeting: Meeting, identifiers: Identifiers) -> Element:
    """Write the metadata, and return the element for csto's own, where places go once the text is there."""
    meta = document.add(debate, "meta")
    _identification(document, document.add(meta, "identification", {"source": f"#{TOOL}"}), meeting)
    _references(document, document.add(meta, "references", {"source": f"#{TOOL}"}), meeting, identifiers)
    own = document.add(meta, "proprietary", {"source": f"#{TOOL}"})
    _facts(document, own, meeting, identifiers)
    for person in meeting.participants:
        _person(document, own, person, identifiers)
    layout = Layout(meeting)
    for act in meeting.documents:
        _act(document, own, act, layout, identifiers)
    for topic in meeting.topics:
        document.add(own, "csto:topic", {"place": place(topic.span)}, topic.title)
    return own


def country_of(meeting: Meeting) -> str:
    """Country of the record: the only one that its participants stand for; several make it international."""
    codes = {person.country for person in meeting.participants if person.country}
    if len(codes) == 1:
        return codes.pop().lower()
    return INTERNATIONAL if codes or (meeting.body and meeting.body.organisation) else NO_COUNTRY


def _identification(document: Document, parent: Element, meeting: Meeting) -> None:
    """``identification``: work, expression and manifestation, named as Akoma Ntoso names them."""
    date = meeting.date or NO_DATE
    dated = {"date": date, "name": "meeting" if meeting.date else "unknown"}
    actor = slug(meeting.body.name if meeting.body else "meeting", "meeting")[:60].strip("-")
    actor = actor if actor[0].isalpha() else f"organ-{actor}"
    language = three_letters(meeting.language)
    part = f"-{meeting.source.part.number}" if meeting.source.part is not None else ""
    work = f"/akn/{country_of(meeting)}/debate/{actor}/{date}/record-{meeting.source.sha256[:8]}{part}"
    expression = f"{work}/{language}@{date}"
    organ = {"href": f"#{ORGAN if meeting.body else TOOL}", "as": f"#{AUTHOR if meeting.body else EDITOR}"}
    tool = {"href": f"#{TOOL}", "as": f"#{EDITOR}"}
    first = document.add(parent, "FRBRWork")
    document.add(first, "FRBRthis", {"value": f"{work}/!main"})
    document.add(first, "FRBRuri", {"value": work})
    if meeting.title:
        document.add(first, "FRBRalias", {"name": "title", "value": meeting.title})
    document.add(first, "FRBRalias", {"name": "csto", "value": meeting.id})
    document.add(first, "FRBRdate", dated)
    document.add(first, "FRBRauthor", organ)
    document.add(first, "FRBRcountry", {"value": country_of(meeting)})
    second = document.add(parent, "FRBRExpression")
    document.add(second, "FRBRthis", {"value": f"{expression}/!main"})
    document.add(second, "FRBRuri", {"value": expression})
    document.add(second, "FRBRdate", dated)
    document.add(second, "FRBRauthor", organ)
    document.add(second, "FRBRlanguage", {"language": language})
    third = document.add(parent, "FRBRManifestation")
    document.add(third, "FRBRthis", {"value": f"{expression}/!main.xml"})
    document.add(third, "FRBRuri", {"value": f"{expression}.akn"})
    document.add(third, "FRBRdate", dated)
    document.add(third, "FRBRauthor", tool)
    document.add(third, "FRBRformat", {"value": "application/akn+xml"})


def _references(document: Document, parent: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """``references``: an entry of an ontology for everybody and everything that the body refers to."""

    def refer(tag: str, identifier: str, kind: str, own: str, words: str) -> None:
        about = {"eId": identifier, "href": f"/ontology/{kind}/csto/{slug(own)}", "showAs": words}
        document.add(parent, tag, about)

    refer("TLCOrganization", TOOL, "organization", "csto-program", f"csto {VERSION} (program)")
    if meeting.body is not None:
        refer("TLCOrganization", ORGAN, "organization", meeting.body.name, meeting.body.name)
    for name in dict.fromkeys(person.organisation for person in meeting.participants if person.organisation):
        refer("TLCOrganization", identifiers.of("org", f"org-{name}"), "organization", name, name)
    for person in meeting.participants:
        refer("TLCPerson", identifiers.of("person", person.id), "person", person.id, person.name)
    if any(turn.speaker is None for turn in meeting.turns):
        refer("TLCPerson", UNKNOWN, "person", UNKNOWN, "Speaker whom the record does not tell")
    refer("TLCRole", AUTHOR, "role", AUTHOR, "Author")
    refer("TLCRole", EDITOR, "role", EDITOR, "Editor")
    offices = [office.title for person in meeting.participants for office in person.offices]
    for title in dict.fromkeys([*offices, *(turn.office for turn in meeting.turns if turn.office)]):
        refer("TLCRole", identifiers.of("role", f"role-{title}"), "role", title, title)
    if meeting.place:
        refer("TLCLocation", LOCATION, "location", meeting.place, meeting.place)
    for act in meeting.documents:
        words = f"{full_title(act.kind, act.title)}: {act.status}"
        refer("TLCEvent", identifiers.of("doc", f"doc-{act.id}"), f"event/{act.status}", act.id, words)


def _facts(document: Document, own: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """What csto knows and Akoma Ntoso has no element for, as elements of its own name space."""
    source, body = meeting.source, meeting.body
    document.add(own, "csto:source", {
        "url": source.url, "archive-url": source.archive_url, "archived": source.archived, "saved": source.saved,
        "sha256": source.sha256, "text-sha256": source.text_sha256,
        "characters": str(source.characters), "language": meeting.language,
    })  # fmt: skip
    facts = document.add(own, "csto:meeting", {
        "id": meeting.id, "date": meeting.date, "end-date": meeting.end_date, "start-time": meeting.start_time,
        "end-time": meeting.end_time, "place-name": meeting.place, "mode": meeting.mode,
        "chair": f"#{identifiers.of('person', meeting.chair)}" if meeting.chair else None,
        "organisation": body.organisation if body else None, "short-name": body.short_name if body else None,
    })  # fmt: skip
    _evidence(document, facts, meeting.evidence)
    for move in meeting.floor:
        document.add(own, "csto:floor", {
            "kind": move.kind, "place": place(move.span),
            "by": f"#{identifiers.of('person', move.by)}" if move.by else None,
            "to": f"#{identifiers.of('person', move.to)}" if move.to else None,
            "turn": f"#{speech_id(move.turn)}" if move.turn is not None else None,
            "taken": f"#{speech_id(move.taken_in_turn)}" if move.taken_in_turn is not None else None,
        }, move.to_text or "")  # fmt: skip


def speech_id(index: int) -> str:
    """Identifier of a turn's element."""
    return f"speech_{index + 1}"


def _person(document: Document, own: Element, person: Participant, identifiers: Identifiers) -> None:
    element = document.add(own, "csto:person", {
        "of": f"#{identifiers.of('person', person.id)}", "role": person.role, "attendance": person.attendance,
        "country": person.country,
        "organisation": f"#{identifiers.of('org', f'org-{person.organisation}')}" if person.organisation else None,
    })  # fmt: skip
    for office in person.offices:
        document.add(element, "csto:office", {
            "of": f"#{identifiers.of('role', f'role-{office.title}')}", "country": office.country,
            "place": proven(office.evidence),
        }, office.title)  # fmt: skip
    for link in person.links:
        document.add(element, "csto:link", None, link)
    _evidence(document, element, person.evidence)


def _act(document: Document, own: Element, act: Act, layout: Layout, identifiers: Identifiers) -> None:
    """A document as an element of csto's own, with its status, vote and mentions, and what proves them."""
    element = document.add(own, "csto:document", {
        "of": f"#{identifiers.of('doc', f'doc-{act.id}')}", "kind": act.kind, "status": act.status,
        "number": act.number, "date": act.date,
    })  # fmt: skip
    document.add(element, "csto:title", None, act.title)
    if act.amends is not None:
        document.add(element, "csto:amends", {"date": act.amends.date}, act.amends.title)
    if act.vote is not None:
        numbers = {
            name: None if (value := getattr(act.vote, name)) is None else str(value)
            for name in ("in_favour", "against", "abstentions")
        }
        document.add(element, "csto:vote", numbers, act.vote.text)
    for mention in act.mentions:
        found = layout.mark(mention.span, act.title) if mention.turn is not None else None
        target = None
        if mention.turn is not None:
            target = f"#{speech_id(mention.turn)}" + (f"__p_{found[0][1] + 1}" if found is not None else "")
        document.add(element, "csto:mention", {"of": target, "place": place(mention.span)})
    _evidence(document, element, act.evidence)


def _evidence(document: Document, parent: Element, evidence: Mapping[str, Iterable[Evidence]]) -> None:
    for field, proofs in evidence.items():
        for proof in proofs:
            about = {"of-fact": field, "basis": proof.basis, "place": place(proof.span)}
            document.add(parent, "csto:evidence", about, proof.text)


def write_places(document: Document, own: Element, places: Iterable[Placed], identifiers: Identifiers) -> None:
    """Where each element of the text stands in the source, and what links turns."""
    for placed in places:
        turn = placed.turn
        about: dict[str, str | None] = {"of": f"#{placed.element}", "place": placed.source}
        if turn is not None:
            about |= {
                "candidates": " ".join(f"#{identifiers.of('person', own)}" for own in turn.candidates),
                "resumes": f"#{speech_id(turn.resumes)}" if turn.resumes is not None else None,
                "interrupted-by": f"#{speech_id(turn.interrupted_by)}" if turn.interrupted_by is not None else None,
                "start-time": turn.start_time, "end-time": turn.end_time,
            }  # fmt: skip
        document.add(own, "csto:place", about)
