"""Preface and body of an Akoma Ntoso debate: speeches, and what nobody said as scenes, narratives and remarks."""

from __future__ import annotations

from functools import partial
from xml.etree.ElementTree import Element

from csto_cli.model import Meeting, Note, NoteKind, Turn
from csto_cli.query.people import offices_by_turn
from csto_cli.writers.akn.meta import LOCATION, UNKNOWN, Placed, speech_id
from csto_cli.writers.passages import Passages, Said, course, office_in_label
from csto_cli.writers.xml import Document, Identifiers, place

REMARKS: dict[NoteKind, str] = {
    "stage": "sceneDescription", "vocal": "phenomenon", "incident": "phenomenon", "caption": "caption",
    "language": "translation",
}  # fmt: skip
"""Kinds of remarks that the format knows; csto's own kind is the ``class``."""
SCENES = frozenset({"stage", "vocal", "incident"})


def write_preface(document: Document, debate: Element, meeting: Meeting) -> None:
    """Title, date and place."""
    if not (meeting.title or meeting.date or meeting.place):
        return
    preface = document.add(debate, "preface")
    if meeting.title:
        document.add(document.add(preface, "p"), "docTitle", None, meeting.title)
    if meeting.date:
        document.add(document.add(preface, "p"), "docDate", {"date": meeting.date}, meeting.date)
    if meeting.place:
        document.add(document.add(preface, "p"), "location", {"refersTo": f"#{LOCATION}"}, meeting.place)


def write_body(document: Document, debate: Element, meeting: Meeting, identifiers: Identifiers) -> list[Placed]:
    """Speeches and notes in the order of the source; gives the place of each element."""
    walk = _Walk(document, document.add(debate, "debateBody"), meeting, identifiers)
    number = 0
    for part in course(meeting):
        if isinstance(part, Note):
            walk.note(part)
        else:
            walk.speech(number, part)
            number += 1
    return walk.places


class _Walk:
    """State of the walk: the section that is open, and how many there are."""

    def __init__(self, document: Document, body: Element, meeting: Meeting, identifiers: Identifiers) -> None:
        self.document, self.body, self.identifiers = document, body, identifiers
        self.places: list[Placed] = []
        self.passages = Passages(meeting)
        self.offices = offices_by_turn(meeting)
        self.givers = {move.taken_in_turn: move.by for move in meeting.floor if move.kind == "given" and move.by}
        ends = [move.turn for move in meeting.floor if move.kind in ("closed", "adjourned") and move.turn is not None]
        self.adjourns = min(ends, default=None)
        self.sections = self.notes = 0
        self.adjourned = False
        self.section = self._open("debateSection")

    def _open(self, tag: str) -> Element:
        self.sections += 1
        name = {"name": "meeting"} if tag == "debateSection" else {}
        return self.document.add(self.body, tag, {**name, "eId": f"section_{self.sections}"})

    def speech(self, number: int, turn: Turn) -> None:
        """One turn; from the words on that close or adjourn the meeting, turns stand in the adjournment."""
        if self.adjourns is not None and turn.index >= self.adjourns and not self.adjourned:
            self.section, self.adjourned = self._open("adjournment"), True
        identifier = speech_id(turn.index)
        office, giver = self.offices[number], self.givers.get(turn.index)
        element = self.document.add(self.section, "speech", {
            "eId": identifier,
            "by": f"#{self.identifiers.of('person', turn.speaker) if turn.speaker is not None else UNKNOWN}",
            "as": f"#{self.identifiers.of('role', f'role-{office}')}" if office else None,
            "to": f"#{self.identifiers.of('person', giver)}" if giver else None,
        })  # fmt: skip
        self.places.append(Placed(identifier, place(turn.span), turn))
        if turn.label is not None:
            self._label(element, identifier, turn)
        for part in self.passages.of(number, turn):
            if isinstance(part, Note):
                self._remark(self.document.add(element, "p"), part)
            else:
                self._paragraph(element, identifier, part)
        if element.find("p") is None:
            self.document.add(element, "p")

    def _label(self, speech: Element, identifier: str, turn: Turn) -> None:
        source = self.document.add(speech, "from", {"eId": f"{identifier}__from"})
        role = {"refersTo": f"#{self.identifiers.of('role', f'role-{turn.office}')}"}
        self.document.add_marked(source, f"{turn.label}:", office_in_label(turn), "role", role)
        self.places.append(Placed(f"{identifier}__from", place(turn.label_span)))

    def _paragraph(self, speech: Element, identifier: str, said: Said) -> None:
        """A paragraph as a ``p``, the documents named in it as ``ref``, and where in the source it stands."""
        paragraph, document = said.paragraph, self.document
        element = document.add(speech, "p", {"eId": f"{identifier}__p_{said.number + 1}"})
        pieces = " ".join(f"src:{start}-{end}" for start, end in paragraph.pieces)
        self.places.append(Placed(element.get("eId", ""), pieces or place(paragraph.span)))

        def refer(own: str, words: str) -> None:
            document.add(element, "ref", {"href": f"#{self.identifiers.of('doc', f'doc-{own}')}"}, words)

        said.put_into(partial(document.add_text, element), refer, partial(self._remark, element))

    def _remark(self, parent: Element, note: Note) -> None:
        """A note inside a speech."""
        tag = "omissis" if note.kind == "omission" else "remark"
        kind = None if tag == "omissis" else REMARKS.get(note.kind)
        self.document.add(parent, tag, {"eId": self._noted(note), "class": note.kind, "type": kind}, note.text)

    def note(self, note: Note) -> None:
        """A note between speeches; a heading opens a section."""
        if note.kind == "heading" and not self.adjourned:
            self.section = self._open("debateSection")
            self.document.add(self.section, "heading", {"eId": self._noted(note)}, note.text)
            return
        tag = "scene" if note.kind in SCENES else "narrative"
        self.document.add(self.section, tag, {"eId": self._noted(note), "class": note.kind}, note.text)

    def _noted(self, note: Note) -> str:
        self.notes += 1
        self.places.append(Placed(f"note_{self.notes}", place(note.span)))
        return f"note_{self.notes}"
