"""Debates of the European Parliament as the Europarl corpus holds them: one chapter a file, marks of speakers.

``<SPEAKER ID="7" NAME="Ann Lee" AFFILIATION="PSE">`` opens a turn, ``<P>`` parts paragraphs; it is no XML, since
nothing is closed. ``(PL)`` before a speech names the language it was held in; a paragraph in brackets is a stage note.
``Member of the Commission. -`` before the first words of a turn says in what capacity somebody speaks: it is no speech.
Source of the form: the Europarl corpus, release 7.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache

from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, join_blocks, slice_block, tidy
from csto_cli.formats.reading import Reading
from csto_cli.parsing.chamber import step_of
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import OFFICE_KINDS, LabelReading, OfficeAt, kind_of, words_of
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import RULES, Body, note_block, read_body, read_intro
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "europarl"
SPEAKER = pattern(r"<SPEAKER\b[^>]*?\bNAME=\"(?P<name>[^\"]*)\"[^>]*>")
AFFILIATION = pattern(r"\bAFFILIATION=\"(?P<group>[^\"]*)\"")
TAG = pattern(r"</?(?:CHAPTER|P|SPEAKER|DOC|TITLE)\b[^>]*>\s*$", re.IGNORECASE)
# A name as some marks print it: a group in brackets, or an office behind a comma, and a stop.
PRINTED = pattern(
    r" *(?P<name>[^,()]*[^,() .]\.?)(?: \((?P<group>[^()]+)\))?(?:, (?P<office>[^,].*?))?(?P<stop>[,.]?) *$"
)
VOICES = frozenset({"president", "the president"})


@cache
def _capacity() -> re.Pattern[str]:
    """In what capacity somebody speaks, before a dash or the mark of a language; some copies have a comma first."""
    words = "|".join(row["pattern"] for row in rows("parliament_capacities.csv"))
    return re.compile(rf"(?:[,;] ?)?(?P<said>{words})\.(?: ?[-–—−] ?(?=\S)| (?=\([A-Z]{{2}}\)))", re.IGNORECASE)


def sniff(source: Source, reading: Reading) -> Sniff:
    """The marks of chapters and speakers."""
    marks = len(re.findall(r"^<SPEAKER ID=", source.text, re.MULTILINE))
    return Sniff(0.9, (f"{marks} marks of speakers",)) if marks else Sniff(0.0)


def read(source: Source, reading: Reading) -> Draft:
    """Read a chapter: its heading, then the turns that the marks of speakers open."""
    reading.plain_gaps = "markup"
    draft = Draft(NAME, hidden=reading.hidden, reads_prose=False)
    blocks: list[Block] = []
    labels: list[Candidate] = []
    told: set[int] = set()
    for line in reading.lines or reading.blocks:
        match = SPEAKER.match(line.text)
        if match is not None and match["name"].strip():
            label = slice_block(line, *match.span("name"))
            assert label is not None
            labels.append(_label(label, len(blocks)))
            blocks.append(label)
            draft.roster += _affiliated(line, match, labels[-1].reading)
        elif not TAG.match(line.text):
            capacity = _capacity().match(line.text) if labels and labels[-1].position == len(blocks) - 1 else None
            if capacity is not None:
                said, rest = slice_block(line, 0, capacity.end()), slice_block(line, capacity.end(), len(line.text))
                assert said is not None
                assert rest is not None
                told.add(len(blocks))
                draft.roster += _in_capacity(labels[-1], said, capacity)
                blocks += (said, rest)
            else:
                blocks.append(line)
    draft.candidates = labels
    first = labels[0].position if labels else len(blocks)
    _head(draft, blocks[:first])

    def is_capacity(body: Body, block: Block) -> bool:
        if body.position not in told:
            return False
        note_block(body, block, "other")
        return True

    told_apart = (
        ("capacity of a speaker", is_capacity),
        ("next business", _is_heading),
        ("stage note", _is_stage_note),
    )
    read_body(draft, blocks, first, labels, "", (*told_apart, *RULES))
    return draft


def _label(block: Block, position: int) -> Candidate:
    end = len(block.text)
    found = Candidate(position, block, 0, end, end, bold=False, core=tidy(block.text), reading=_reading(block.text))
    found.reasons, found.score, found.is_label = [("a mark of a speaker", 9)], 9, True
    return found


def _reading(text: str) -> LabelReading:
    """A voice, or a name with the group or the office that stands beside it in the mark."""
    whole = tidy(text)
    printed = PRINTED.match(text)
    if whole.lower().rstrip(".") in VOICES:
        return LabelReading(voice=whole.rstrip("."))
    office = printed["office"] if printed is not None else None
    if printed is None or (office and not _is_office(office)):
        return LabelReading("", whole, 0, len(text), firm=True)
    offices = (OfficeAt(office, *printed.span("office")),) if office else ()
    group = OfficeAt(printed["group"], *printed.span("group")) if printed["group"] else None
    return LabelReading("", printed["name"], *printed.span("name"), offices, firm=True, affiliation=group)


def _is_office(words: str) -> bool:
    return any(kind_of(word.key) in OFFICE_KINDS for word in words_of(words))


def _affiliated(line: Block, mark: re.Match[str], label: LabelReading) -> list[Named]:
    """Office or group that the mark names beside the speaker."""
    match = AFFILIATION.search(line.text, mark.start(), mark.end())
    group = (match["group"] if match else "").strip()
    if match is None or not group or label.voice:
        return []
    at = OfficeAt(html.unescape(group), match.start("group"), match.start("group") + len(group))
    held = _is_office(group)
    start = mark.start("name") + label.start
    reading = LabelReading(
        "",
        label.name,
        start,
        start + len(label.name),
        (at,) if held else (),
        firm=True,
        affiliation=None if held else at,
    )
    return [Named(reading, line, 0, label.name, is_label=False)]


def _in_capacity(label: Candidate, said: Block, match: re.Match[str]) -> list[Named]:
    """The office or the group in which somebody speaks, as printed before the first words."""
    group = match["group"] is not None
    start, end = match.span("group" if group else "said")
    words = match["group"] or match["said"]
    if label.reading.voice or not (group or _is_office(words)):
        return []
    block = join_blocks([label.block, said])
    offset = len(label.block.text) + 1
    at = OfficeAt(tidy(words), offset + start, offset + end)
    reading = LabelReading(
        "",
        label.reading.name,
        label.reading.start,
        label.reading.end,
        () if group else (at,),
        firm=True,
        affiliation=at if group else None,
    )
    return [Named(reading, block, 0, label.label, is_label=False)]


def _head(draft: Draft, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if draft.title is None:
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        else:
            read_intro(draft, block)


def _is_stage_note(body: Body, block: Block) -> bool:
    """A paragraph that is a bracket and nothing else."""
    if not (block.text[0] == "(" and block.text[-1] == ")" and block.text.count("(") == 1):
        return False
    note_block(body, block, "stage")
    return True


def _is_heading(body: Body, block: Block) -> bool:
    """What the record does next (``Written statements (Rule 149)``) nobody says."""
    if body.position in body.labels or step_of(block) != "heading":
        return False
    note_block(body, block, "heading")
    return True
