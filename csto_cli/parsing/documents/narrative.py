"""Adoption as the record itself tells it: title, lead, paragraphs outside the turns."""

from __future__ import annotations

from collections.abc import Sequence

from csto_cli.formats.block import Passage
from csto_cli.parsing.documents.act import Act
from csto_cli.parsing.documents.acts import acts
from csto_cli.parsing.documents.found import SETTLED
from csto_cli.parsing.documents.gather import Said
from csto_cli.parsing.documents.items import Item, item, worth
from csto_cli.parsing.documents.judge import NOTHING, anchored, status
from csto_cli.parsing.documents.reading import Reading
from csto_cli.parsing.documents.sentences import sentences
from csto_cli.parsing.documents.topics import concerned

_SUPPLEMENT = "/supplement/"
"""Part of the address of a document published beside the record."""


def narrated(reading: Reading, title: Passage | None, narrative: Sequence[Passage]) -> None:
    """Read the title and the paragraphs outside the turns."""
    opened: tuple[Act, str] | None = None
    for passage in ([title] if title is not None else []) + list(narrative):
        if opened is not None and _list_line(reading, passage, opened):
            continue
        opened = None
        if passage is not title:
            _bare_link(reading, passage)
        if reading.lexicon.acting.search(passage.text) or reading.lexicon.naming.search(passage.text):
            opened = _paragraph(reading, passage, heading=passage is title)


def _paragraph(reading: Reading, passage: Passage, *, heading: bool) -> tuple[Act, str] | None:
    """Read one paragraph; returns the act whose list the next paragraphs hold (``The following were signed:``)."""
    opened = None
    before = NOTHING
    for s in sentences(passage, reading.lexicon):
        told = False
        opened = None
        if before in SETTLED:
            reading.highlight(s, before)
        before = NOTHING
        for act in acts(s):
            verdict = status(s, act, reading.date)
            if verdict in SETTLED and act.adjective and not anchored(s, act):
                verdict = "mentioned"
            if verdict == NOTHING:
                continue
            if reading.take(s, act, verdict, heading=heading):
                told, before = True, verdict
            if verdict in SETTLED and s.word(len(s) - 1) == ":":
                opened = (act, verdict)
        if not told:
            reading.topics += concerned(s)
    return opened


def _bare_link(reading: Reading, passage: Passage) -> None:
    """Keep a document that a paragraph holds as nothing but a link to its text."""
    text = passage.text
    link = next((run for run in passage.block.links if _SUPPLEMENT in run.href), None)
    if link is None or len(text.strip(" .")) > link.end - link.start + 1:
        return
    for s in sentences(passage, reading.lexicon):
        it = item(s, 0, len(s))
        if it is not None and it.head is not None and worth(s, it):
            reading.batches += 1
            words = (it.head.at, it.head.end)
            said = Said(s, it, "adopted", words, None, batch=reading.batches, basis="inferred")
            reading.sayings.append(said)
        return


def _list_line(reading: Reading, passage: Passage, opened: tuple[Act, str]) -> bool:
    """Read a paragraph as one title of the list that ``opened`` announces."""
    act, verdict = opened
    lines = list(sentences(passage, reading.lexicon))
    if len(lines) != 1:
        return False
    s = lines[0]
    start, end = 0, len(s)
    while start < end and s.mark(start):
        start += 1
    while end > start and s.mark(end - 1) and s.low[end - 1] != ")":
        end -= 1
    it = item(s, start, end, act.listing.lead) if start < end else None
    if it is None or it.head is None:
        return False
    whole = Item(it.kind, it.start, end, it.head, complement=True)
    said = Said(s, whole, verdict, (it.head.at, it.head.end), None, batch=reading.batches)
    reading.sayings.append(said)
    return True
