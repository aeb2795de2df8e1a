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
from csto_cli.parsing.documents.sentences import Sentence, sentences
from csto_cli.parsing.documents.topics import concerned
from csto_cli.patterns import pattern

_ENUMERATOR = pattern(r"\s*(?:\d{1,3}[.)]|[–—•*-])\s+")
"""A number, dash or bullet before a line of a list."""

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
        if reading.lexicon.acting.may_stand_in(passage.text) or reading.lexicon.naming.may_stand_in(passage.text):
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
    number = _ENUMERATOR.match(passage.text)
    skip = number.end() if number else 0
    lines = list(sentences(Passage(passage.block, passage.start + skip, passage.end), reading.lexicon))
    if len(lines) != 1:
        return False
    whole = _whole(lines[0], act)
    if whole is None:
        return False
    words = (whole.start, whole.start + 1) if whole.head is None else (whole.head.at, whole.head.end)
    reading.sayings.append(Said(lines[0], whole, verdict, words, None, batch=reading.batches))
    return True


def _whole(s: Sentence, act: Act) -> Item | None:
    """The paragraph as a title, without its closing mark; none where it is a sentence of its own."""
    end = len(s)
    while end and s.mark(end - 1) and s.low[end - 1] != ")":
        end -= 1
    start = next((i for i in range(end) if not s.mark(i)), end)
    if start == end or (s.word(end) != ";" and any(s.has("auxiliary", i) for i in range(end))):
        return None
    lead = act.listing.lead
    it = item(s, start, end, lead)
    if it is not None and it.head is not None:
        return Item(it.kind, it.start, end, it.head, complement=True)
    if lead is not None and not lead.bare and s.has("repeated", start):
        return Item(lead.kind, start, end, None, complement=True)
    return None
