"""Every fact as a W3C Web Annotation whose target is the words of the source that prove it.

A target is given three times over: by offsets of the decoded source, by the words with what stands around them (as a
reader sees them, where the source is HTML), and as the fragment of RFC 5147.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, NamedTuple, TextIO
from urllib.parse import quote

from csto_cli.model import (
    Amended,
    Body,
    Document,
    Evidence,
    Meeting,
    Participant,
    SourceFile,
    SourceInfo,
    Span,
    Turn,
    Vote,
)
from csto_cli.query.evidence import shown
from csto_cli.version import VERSION
from csto_cli.writers.prepared import Ledger, Tell, prepared, silent, source_of

SHOWS_SOURCE = True
"""Words of the source stand before and after what is quoted, where the record embeds it."""
AROUND = 32
"""Characters of prefix and suffix."""
SEEN = 400
"""Characters of markup that are looked at for a prefix or suffix."""
MARKED = ("html", "mhtml", "tei", "akn")
"""Formats whose source is markup, which no reader sees."""
RFC_5147 = "http://tools.ietf.org/rfc/rfc5147"
GENERATOR = {"id": f"urn:csto:{VERSION}", "type": "Software", "name": f"csto {VERSION}"}


class Fact(NamedTuple):
    """What is said, of what, and the words that prove it."""

    about: str
    field: str
    value: str
    span: Span
    text: str | None
    basis: str = "printed"


def write(meetings: Iterable[Meeting], stream: TextIO, *, tell: Tell = silent) -> None:
    """Write one collection over all records, whose only page holds the annotations one a line."""
    ledger = Ledger()
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:csto:annotations",
        "type": "AnnotationCollection",
    }
    stream.write(f'{json.dumps(head)[:-1]}, "first": {{"id": "urn:csto:annotations:1", "type": "AnnotationPage", ')
    stream.write('"startIndex": 0, "items": [')
    total = 0
    for meeting in prepared(meetings, tell):
        for number, fact in enumerate(facts(meeting)):
            made = _annotation(meeting, number, fact)
            ledger.define("annotation", made["id"])
            stream.write(f"{',' if total else ''}\n{json.dumps(made)}")
            total += 1
    stream.write(f'\n]}}, "total": {total}}}\n')


def facts(meeting: Meeting) -> Iterator[Fact]:
    """Every fact of a record that has words to prove it."""
    yield from _proved(meeting, "meeting", meeting.evidence)
    for person in meeting.participants:
        yield from _proved(person, f"participant:{person.id}", person.evidence)
        yield from _offices(person)
    for turn in meeting.turns:
        yield from _of_turn(turn)
    for document in meeting.documents:
        yield from _of_document(document)
    for topic in meeting.topics:
        yield Fact("meeting", "topic", topic.title, topic.span, None)
    for number, event in enumerate(meeting.floor):
        whom = event.to or event.to_text
        move = f"{event.kind}{f' by {event.by}' if event.by else ''}{f' to {whom}' if whom else ''}"
        yield Fact(f"floor:{number}", "floor", move, event.span, None)
    for number, note in enumerate(meeting.notes):
        yield Fact(f"note:{number}", note.kind, note.text, note.span, note.text)


def _proved(part: Any, about: str, evidence: dict[str, list[Evidence]]) -> Iterator[Fact]:
    for field, entries in evidence.items():
        value = _words(getattr(part, field, None))
        for entry in entries:
            yield Fact(about, field, value, entry.span, entry.text, entry.basis)


def _words(value: Any) -> str:
    """A value of the record in words; bodies, amended documents and votes by their name, title or text."""
    if isinstance(value, Body):
        return value.name
    if isinstance(value, Amended):
        return value.title
    if isinstance(value, Vote):
        return value.text
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _offices(person: Participant) -> Iterator[Fact]:
    for office in person.offices:
        for entry in office.evidence:
            yield Fact(f"participant:{person.id}", "office", office.title, entry.span, entry.text, entry.basis)


def _of_turn(turn: Turn) -> Iterator[Fact]:
    about = f"turn:{turn.index}"
    yield from _proved(turn, about, turn.evidence)
    if turn.label and turn.label_span:
        yield Fact(about, "label", turn.label, turn.label_span, None)
    for number, note in enumerate(turn.notes):
        yield Fact(f"{about}:note:{number}", note.kind, note.text, note.span, note.text)


def _of_document(document: Document) -> Iterator[Fact]:
    about = f"document:{document.id}"
    yield from _proved(document, about, document.evidence)
    for mention in document.mentions:
        yield Fact(about, "mention", document.title, mention.span, None)


def _annotation(meeting: Meeting, number: int, fact: Fact) -> dict[str, Any]:
    """A fact as a Web Annotation: its value as the body, its place and words as selectors of the source."""
    source = source_of(meeting, fact.span)
    label = f"{fact.about} {fact.field}: {fact.value}{'' if fact.basis == 'printed' else f' ({fact.basis})'}"
    body: dict[str, Any] = {"type": "TextualBody", "value": label, "format": "text/plain", "purpose": "describing"}
    file = source.file_of(fact.span) if fact.span.source is None else None
    first = 0 if file is None else file.start
    start, end = fact.span.start - first, fact.span.end - first
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    quoted = _quoted(source, fact)
    if quoted:
        selectors.append({"type": "TextQuoteSelector", **quoted})
    selectors.append({"type": "FragmentSelector", "conformsTo": RFC_5147, "value": f"char={start},{end}"})
    return {
        "id": f"urn:csto:{quote(meeting.id, safe='')}:{number}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": GENERATOR,
        "body": body | ({"language": meeting.language} if meeting.language else {}),
        "target": {
            "type": "SpecificResource",
            "source": _address(source, file),
            "selector": selectors,
        },
    }


def _address(source: SourceInfo, file: SourceFile | None) -> str:
    """Where the target stands; a later file of a record has no address but its path."""
    if source.url and (file is None or file.start == 0):
        return source.url
    own = source if file is None else file
    return PurePath(own.path).as_posix() if own.path else f"urn:sha256:{own.sha256}"


def _quoted(source: SourceInfo, fact: Fact) -> dict[str, str]:
    """The words, and what stands before and after them where the source's text is there."""
    text, (start, end) = source.text, (fact.span.start, fact.span.end)
    if text is None:
        return {"exact": fact.text} if fact.text else {}
    if source.format not in MARKED:
        return {
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        }
    before, after = text[max(0, start - SEEN) : start], text[end : end + SEEN]
    return {
        "exact": fact.text or shown(text[start:end], markup=True).strip(),
        "prefix": shown(before, markup=True)[-AROUND:],
        "suffix": shown(after, markup=True)[:AROUND],
    }
