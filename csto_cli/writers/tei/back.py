"""Back of a TEI document: documents with their evidence, topics, and who had the floor."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from csto_cli.model import Document as Act
from csto_cli.model import FloorEvent, Meeting
from csto_cli.query.evidence import Layout
from csto_cli.query.people import by_id
from csto_cli.writers.tei.header import write_evidence
from csto_cli.writers.xml import Document, Identifiers, place


def write_back(document: Document, text: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """Lists of documents, topics and events of the floor, each where the record has any."""
    if not (meeting.documents or meeting.topics or meeting.floor):
        return
    back = document.add(text, "back")
    if meeting.documents:
        listed = document.add(document.add(back, "div", {"type": "documents"}), "listBibl")
        layout = Layout(meeting)
        for act in meeting.documents:
            _act(document, document.add(listed, "bibl", _about(act, identifiers)), act, layout, identifiers)
    if meeting.topics:
        topics = document.add(document.add(back, "div", {"type": "topics"}), "list")
        for topic in meeting.topics:
            document.add(topics, "item", {"source": place(topic.span)}, topic.title)
    if meeting.floor:
        moves = document.add(document.add(back, "div", {"type": "floor"}), "list")
        names = {own: person.name for own, person in by_id(meeting).items()}
        for move in meeting.floor:
            _move(document, moves, move, names, identifiers)


def _about(act: Act, identifiers: Identifiers) -> dict[str, str | None]:
    return {
        "xml:id": identifiers.of("doc", f"doc.{act.id}"),
        "type": act.kind.replace(" ", "-") if act.kind else None,
        "ana": f"#{identifiers.prefix}status.{act.status}",
    }


def _act(document: Document, element: Element, act: Act, layout: Layout, identifiers: Identifiers) -> None:
    """What is known of a document, put into its element: title, number, date, what it amends, vote, mentions."""
    document.add(element, "title", None, act.title)
    if act.number:
        document.add(element, "idno", {"type": "number"}, act.number)
    if act.date:
        document.add(element, "date", {"when": act.date}, act.date)
    if act.amends is not None:
        other = document.add(document.add(element, "relatedItem", {"type": "amends"}), "bibl")
        document.add(other, "title", None, act.amends.title)
        if act.amends.date:
            document.add(other, "date", {"when": act.amends.date}, act.amends.date)
    if act.vote is not None:
        vote = document.add(element, "note", {"type": "vote"}, act.vote.text)
        for name in ("in_favour", "against", "abstentions"):
            number = getattr(act.vote, name)
            if number is not None:
                document.add(vote, "num", {"type": name, "value": str(number)})
    for target, where in _mentions(act, layout, identifiers):
        document.add(element, "ref", {"type": "mention", "target": target, "source": where})
    write_evidence(document, element, act.evidence, identifiers.prefix)


def _mentions(act: Act, layout: Layout, identifiers: Identifiers) -> Iterator[tuple[str | None, str]]:
    for mention in act.mentions:
        found = layout.mark(mention.span, act.title) if mention.turn is not None else None
        if found is not None:
            turn, paragraph = found[0]
            yield f"#{identifiers.of('seg', f'u.{layout.meeting.turns[turn].index}.{paragraph}')}", place(mention.span)
        elif mention.turn is not None:
            yield f"#{identifiers.of('u', f'u.{mention.turn}')}", place(mention.span)
        else:
            yield None, place(mention.span)


def _move(
    document: Document, moves: Element, move: FloorEvent, names: dict[str, str], identifiers: Identifiers
) -> None:
    """The event's kind, who did it, whom it concerns, and the turns in which it is done and taken."""
    turn = f"#{identifiers.of('u', f'u.{move.turn}')}" if move.turn is not None else None
    about = {"ana": f"#{identifiers.prefix}floor.{move.kind}", "corresp": turn, "source": place(move.span)}
    element = document.add(moves, "item", about)
    for role, own in (("by", move.by), ("to", move.to)):
        if own is not None:
            person = {"type": role, "ref": f"#{identifiers.of('person', own)}"}
            document.add(element, "name", person, names.get(own, own)).tail = " "
    if move.to_text:
        document.add(element, "term", {"type": "called"}, move.to_text).tail = " "
    if move.taken_in_turn is not None:
        document.add(element, "ref", {"type": "taken", "target": f"#{identifiers.of('u', f'u.{move.taken_in_turn}')}"})
