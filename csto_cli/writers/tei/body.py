"""Front and body of a TEI document: turns as ``u``, paragraphs as ``seg``, notes by what they tell."""

from __future__ import annotations

from functools import partial
from xml.etree.ElementTree import Element

from csto_cli.model import Meeting, Note, NoteKind, Participant, Turn
from csto_cli.query.people import by_id
from csto_cli.writers.passages import Passages, Said, course, office_in_label
from csto_cli.writers.tei.header import UNKNOWN, write_evidence
from csto_cli.writers.xml import Document, Identifiers, place

KINDS_OF_SPEAKERS = {"chair": "chair", "member": "regular", "secretariat": "regular"}
SPOKEN: dict[NoteKind, str] = {"vocal": "vocal", "incident": "incident", "stage": "kinesic"}
"""Notes that TEI has an element of its own for; the others are ``note`` with their kind as type."""


def write_front(document: Document, text: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """Title and date, and the words that prove the facts of the meeting."""
    if meeting.title is None and meeting.date is None:
        return
    preface = document.add(document.add(text, "front"), "div", {"type": "preface"})
    if meeting.title:
        document.add(preface, "head", None, meeting.title)
    if meeting.date:
        document.add(preface, "docDate", {"when": meeting.date}, meeting.date)
    write_evidence(document, preface, meeting.evidence, identifiers.prefix)


def write_body(document: Document, text: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """Turns, and the notes between them, in the order of the source."""
    body = document.add(text, "body")
    section = document.add(body, "div", {"type": "debateSection"})
    times = _timeline(document, text, body, meeting, identifiers)
    walk = _Walk(document, section, meeting, identifiers, times)
    number = 0
    for part in course(meeting):
        if isinstance(part, Note):
            walk.note(section, part)
        else:
            walk.turn(number, part)
            number += 1
    if not len(section):
        document.add(section, "p", None, "The record has no turns.")


def _timeline(
    document: Document, text: Element, body: Element, meeting: Meeting, identifiers: Identifiers
) -> dict[str, str]:
    """Times of turns to the identifiers that they have on the timeline, which is written before the body."""
    times = dict.fromkeys(time for turn in meeting.turns for time in (turn.start_time, turn.end_time) if time)
    if not times:
        return {}
    timeline = document.add(text, "timeline", {"unit": "s"})
    text.remove(timeline)
    text.insert(list(text).index(body), timeline)
    given = {time: identifiers.of("time", f"t.{time}") for time in times}
    for time, identifier in given.items():
        document.add(timeline, "when", {"xml:id": identifier, "absolute": time})
    return given


class _Walk:
    """What is needed to write turns and notes."""

    def __init__(
        self, document: Document, section: Element, meeting: Meeting, identifiers: Identifiers, times: dict[str, str]
    ) -> None:
        self.document, self.section, self.identifiers, self.times = document, section, identifiers, times
        self.people = by_id(meeting)
        self.passages = Passages(meeting)
        self.resumed = {turn.resumes: turn.index for turn in meeting.turns if turn.resumes is not None}

    def turn(self, number: int, turn: Turn) -> None:
        """The label as a note, then the turn."""
        document = self.document
        if turn.label is not None:
            label = document.add(self.section, "note", {"type": "speaker", "source": place(turn.label_span)})
            mark = office_in_label(turn)
            exact = mark is None or turn.label[slice(*mark)] == turn.office
            document.add_marked(label, f"{turn.label}:", mark, "roleName", {"key": None if exact else turn.office})
        spoken = document.add(self.section, "u", self._about(turn))
        for part in self.passages.of(number, turn):
            if isinstance(part, Note):
                self.note(spoken, part)
            else:
                self._paragraph(spoken, turn, part)

    def _about(self, turn: Turn) -> dict[str, str | None]:
        """Attributes of a ``u``: who speaks, what it continues, and its clock."""
        person = self.people.get(turn.speaker or "")
        speaker = self._person(turn.speaker) if turn.speaker is not None else f"#{self.identifiers.prefix}{UNKNOWN}"
        following = self.resumed.get(turn.index)
        return {
            "xml:id": self._turn(turn.index),
            "who": speaker,
            "ana": f"#{self.identifiers.prefix}{kind_of_speaker(person)}",
            "corresp": " ".join(map(self._person, turn.candidates)),
            "next": f"#{self._turn(following)}" if following is not None else None,
            "prev": f"#{self._turn(turn.resumes)}" if turn.resumes is not None else None,
            "start": f"#{self.times[turn.start_time]}" if turn.start_time else None,
            "end": f"#{self.times[turn.end_time]}" if turn.end_time else None,
            "source": place(turn.span),
        }

    def _person(self, own: str) -> str:
        return f"#{self.identifiers.of('person', own)}"

    def _turn(self, index: int) -> str:
        return self.identifiers.of("u", f"u.{index}")

    def _paragraph(self, spoken: Element, turn: Turn, said: Said) -> None:
        """A paragraph as a ``seg``, with the documents that are named in it and its notes at their places."""
        document, paragraph = self.document, said.paragraph
        pieces = " ".join(f"src:{start}-{end}" for start, end in paragraph.pieces)
        about = {
            "xml:id": self.identifiers.of("seg", f"u.{turn.index}.{said.number}"),
            "source": pieces or place(paragraph.span),
        }
        element = document.add(spoken, "seg", about)

        def refer(own: str, words: str) -> None:
            document.add(element, "ref", {"target": f"#{self.identifiers.of('doc', f'doc.{own}')}"}, words)

        said.put_into(partial(document.add_text, element), refer, partial(self.note, element))

    def note(self, parent: Element, note: Note) -> None:
        """A note by what it tells."""
        about = {"source": place(note.span)}
        if note.kind in SPOKEN:
            element = self.document.add(parent, SPOKEN[note.kind], {"type": note.kind, **about})
            self.document.add(element, "desc", None, note.text)
        elif note.kind == "omission":
            gap = self.document.add(parent, "gap", {"reason": "editorial", **about})
            self.document.add(gap, "desc", None, note.text)
        else:
            self.document.add(parent, "note", {"type": note.kind, **about}, note.text)


def kind_of_speaker(person: Participant | None) -> str:
    """Chair, regular or guest, as corpora of parliaments tell them apart."""
    return KINDS_OF_SPEAKERS.get(person.role, "guest") if person is not None else "guest"
