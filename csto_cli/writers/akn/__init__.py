"""Akoma Ntoso 3.0: a ``debate`` for each record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from csto_cli.errors import OutputError
from csto_cli.model import Meeting
from csto_cli.writers.akn.body import write_body, write_preface
from csto_cli.writers.akn.meta import RESERVED, write_meta, write_places
from csto_cli.writers.prepared import Tell, silent
from csto_cli.writers.xml import Document, Identifiers, check, single

SHOWS_SOURCE = True
"""Notes are set more exactly where records embed their source."""
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:x-csto:record:1"
SOLID = ("p", "from", "heading", "scene", "narrative", "csto:document", "csto:person")
REFERENCES = (
    "by", "as", "to", "href", "source", "refersTo", "of", "chair", "organisation", "candidates", "resumes",
    "interrupted-by", "turn", "taken",
)  # fmt: skip


def write(meetings: Iterable[Meeting], stream: TextIO, *, tell: Tell = silent) -> None:
    """Write one record; ``tell`` hears of characters that were replaced."""
    meeting = single(meetings, "akn")
    if meeting is None:
        return
    identifiers = Identifiers(RESERVED)
    document = Document("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:csto": OWN})
    debate = document.add(document.root, "debate", {"name": "record"})
    own = write_meta(document, debate, meeting, identifiers)
    write_preface(document, debate, meeting)
    places = write_body(document, debate, meeting, identifiers)
    write_places(document, own, places, identifiers)
    speeches = sum(1 for _ in debate.iter("speech"))
    if speeches != len(meeting.turns):
        raise OutputError(f"{meeting.id}: {speeches} speeches for {len(meeting.turns)} turns; this is a bug")
    check(document.root, meeting.id, "eId", REFERENCES)
    remark = document.remark()
    if remark is not None:
        tell(f"{meeting.source.path or meeting.id}: {remark}")
    stream.write(document.text(SOLID))
