"""What the tests of XML share: schemas, a record with every trap, and a view of what a round trip keeps."""

from __future__ import annotations

import gzip
import io
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from lxml import etree

from csto_cli import Meeting, parse

SAMPLES = Path(__file__).parent.parent / "samples"
RAW = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".json")
SCHEMAS = Path(__file__).parent / "schemas"
WRITERS = ("tei", "akn")
SPACES = {
    "tei": "http://www.tei-c.org/ns/1.0", "akn": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
    "xml": "http://www.w3.org/XML/1998/namespace", "csto": "urn:x-csto:record:1",
}  # fmt: skip

TRAPS = """Meeting of the Delta Commission

February 7, 2023, Sandbar

Olav Berg: Good <b>morning</b> & welcome, "friends".

Prime Minister of Norway Marina Veld: The dam holds (Laughter.) for now. It [the dam] is old and …

Olav Berg: Please go on.

Marina Veld: … and it will be replaced \x01 soon \ufffe.

<…>

It will.

Mr Berg: Who pays?

Olav Berg: I do.

Inga Berg: And I.

Question: ]]> and --> and <!DOCTYPE x>?

Unknown: I am nobody.
"""


@cache
def schema(name: str) -> Any:
    """The schema of a format, compiled once."""
    file = "parla-clarin.rng" if name == "tei" else "akomantoso30.xsd"
    with gzip.open(SCHEMAS / f"{file}.gz") as stream:
        tree = etree.parse(stream, base_url=str(SCHEMAS / file))
    return etree.RelaxNG(tree) if name == "tei" else etree.XMLSchema(tree)


def written(meeting: Meeting, name: str, said: list[str] | None = None) -> str:
    """A record as a document; what the writer says goes into ``said``."""
    stream = io.StringIO()
    remarks: list[str] = [] if said is None else said
    import_module(f"csto_cli.writers.{name}").write([meeting], stream, tell=remarks.append)
    return stream.getvalue()


def document(text: str) -> Any:
    """The document as lxml reads it; it refuses what is not well-formed, and an xml:id given twice."""
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def faults(root: Any, name: str) -> list[str]:
    """What the format's schema has against a document."""
    found = schema(name)
    found.validate(root)
    return [f"{entry.line}: {entry.message}" for entry in found.error_log]


def dangling(root: Any) -> list[str]:
    """Pointers into the document that point at nothing."""
    identifier = f"{{{SPACES['xml']}}}id"
    given = {element.get(identifier) or element.get("eId") for element in root.iter() if isinstance(element.tag, str)}
    return [
        token
        for element in root.iter() if isinstance(element.tag, str)
        for value in element.attrib.values() for token in value.split()
        if token.startswith("#") and not token.startswith("#char=") and token[1:] not in given
    ]  # fmt: skip


def kept(meeting: Meeting) -> dict[str, Any]:
    """What a round trip promises to keep."""
    return {
        "facts": [
            meeting.title, meeting.date, meeting.end_date, meeting.start_time, meeting.end_time, meeting.place,
            meeting.mode, meeting.language, meeting.chair,
        ],
        "people": [
            (person.id, person.name, person.role, person.attendance, person.country, person.organisation)
            for person in meeting.participants
        ],
        "links and labels": [(person.id, person.links, sorted(person.labels)) for person in meeting.participants],
        "offices": [[(office.title, office.country) for office in person.offices] for person in meeting.participants],
        "turns": [
            (turn.index, turn.speaker, turn.label, turn.office, turn.language_note, turn.candidates)
            for turn in meeting.turns
        ],
        "interruptions": [(turn.interrupted_by, turn.resumes) for turn in meeting.turns],
        "paragraphs": [[paragraph.text for paragraph in turn.paragraphs] for turn in meeting.turns],
        "notes": [[(note.kind, note.text) for note in turn.notes] for turn in meeting.turns],
        "notes between turns": [(note.kind, note.text) for note in meeting.notes],
        "documents": [
            (act.id, act.kind, act.number, act.title, act.status, act.date, act.amends, act.vote,
             [mention.turn for mention in act.mentions], [proof.text for proof in act.evidence.get("status", [])])
            for act in meeting.documents
        ],
        "topics": [topic.title for topic in meeting.topics],
    }  # fmt: skip


def traps() -> Meeting:
    """A record with a note inside a paragraph, a label that fits two, a voice, markup, and what XML forbids."""
    return parse(TRAPS.encode(), embed_source=True)
