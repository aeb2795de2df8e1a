"""Parla-CLARIN: a TEI document for each record; in a folder a corpus root that includes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TextIO

from csto_cli.errors import OutputError
from csto_cli.model import Meeting
from csto_cli.query.people import words
from csto_cli.writers.escape import file_name, free_name
from csto_cli.writers.prepared import Tell, silent
from csto_cli.writers.tei.back import write_back
from csto_cli.writers.tei.body import write_body, write_front
from csto_cli.writers.tei.header import RESERVED, corpus_root, write_counts, write_header
from csto_cli.writers.xml import Document, Identifiers, check, single

SHOWS_SOURCE = True
"""Notes are set more exactly where records embed their source."""
NAMESPACE = "http://www.tei-c.org/ns/1.0"
SOLID = ("head", "seg", "note", "p", "title", "item", "persName", "bibl", "kinesic", "vocal", "incident", "gap")
REFERENCES = ("who", "ana", "ref", "target", "corresp", "next", "prev", "start", "end")
COUNTED = ("u", "seg", "note", "kinesic", "vocal", "incident", "gap")
CORPUS = "corpus.xml"


def write(meetings: Iterable[Meeting], stream: TextIO, *, tell: Tell = silent) -> None:
    """Write one record; ``tell`` hears of characters that were replaced."""
    meeting = single(meetings, "tei")
    if meeting is not None:
        stream.write(_document(meeting, "", tell)[0])


def fill(
    meetings: Iterable[Meeting], opened: Callable[[str], AbstractContextManager[TextIO]], *, tell: Tell = silent
) -> None:
    """Write a file for each record, and the corpus root; identifiers begin with the record's, so that none is twice."""
    taken = {CORPUS.removesuffix(".xml")}
    names: list[str] = []
    totals: Counter[str] = Counter()
    for meeting in meetings:
        name = free_name(file_name(meeting.id), taken)
        text, counts = _document(meeting, f"csto-{name}.", tell)
        with opened(f"{name}.xml") as stream:
            stream.write(text)
        names.append(name)
        totals += counts
    if names:
        with opened(CORPUS) as stream:
            stream.write(corpus_root(NAMESPACE, [f"{name}.xml" for name in names], totals))


def _document(meeting: Meeting, prefix: str, tell: Tell) -> tuple[str, Counter[str]]:
    """The text of one record's document, proved, and the counts of its elements and words."""
    identifiers = Identifiers(RESERVED, prefix)
    name = prefix.rstrip(".") or Identifiers().of("csto", f"csto-{meeting.id}")
    language = meeting.language or "und"
    document = Document("TEI", {"xmlns": NAMESPACE, "xml:id": name, "xml:lang": language})
    header = document.add(document.root, "teiHeader")
    text = document.add(document.root, "text", {"xml:lang": language})
    write_header(document, header, meeting, identifiers)
    write_front(document, text, meeting, identifiers)
    write_body(document, text, meeting, identifiers)
    write_back(document, text, meeting, identifiers)
    counts = Counter(element.tag for element in text.iter() if element.tag in COUNTED)
    counts["words"] = sum(map(words, meeting.turns))
    _prove_counts(meeting, counts)
    write_counts(document, header, counts)
    check(document.root, meeting.id, "xml:id", REFERENCES)
    remark = document.remark()
    if remark is not None:
        tell(f"{meeting.source.path or meeting.id}: {remark}")
    return document.text(SOLID), counts


def _prove_counts(meeting: Meeting, counts: Counter[str]) -> None:
    """Every turn and paragraph of the record has its element."""
    wanted = {"u": len(meeting.turns), "seg": sum(len(turn.paragraphs) for turn in meeting.turns)}
    for tag, number in wanted.items():
        if counts[tag] != number:
            raise OutputError(f"{meeting.id}: {counts[tag]} elements {tag} for {number} in the record; this is a bug")
