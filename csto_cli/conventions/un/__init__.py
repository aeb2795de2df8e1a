"""Verbatim records of the Security Council and the General Assembly of the United Nations, from text or PDF.

The front page names the President and, in the Council, the members with their representatives. A label is a title, a
surname, a country and perhaps a language, wrapped like everything else; ``The President`` is whom the front page names.
Heads and feet of pages stand in mid-sentence. Source of the form: records of 1950 to 2024.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

from csto_cli.conventions.un import outcomes
from csto_cli.conventions.un.front import Front, clock_time, read_front
from csto_cli.conventions.un.labels import (
    PRESIDING,
    Label,
    code_of,
    country_at,
    make_candidate,
    match_label,
    read_name,
    title_pattern,
)  # fmt: skip
from csto_cli.conventions.un.lines import Part, first_start, paragraph, parts_of
from csto_cli.conventions.un.pages import SYMBOL, find_furniture, page_numbers
from csto_cli.conventions.un.people import FullNames, Mention, secretary_general
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.formats.reading import Reading
from csto_cli.parsing.draft import Draft, DraftNote, Fact, Problem
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import RULES, Body, note_block, read_body
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "un"
SNIFFED_LINES = 300
SIDE_BY_SIDE = 0.1
ACTING = frozenset({"acting president", "acting chair", "acting chairman"})
SEATED = pattern(
    rf"(?P<title>{title_pattern()})\s+(?P<name>[^(),;:.]{{2,60}}?)\s*\((?P<country>(?:[^()]|\([^()]*\)){{2,80}})\)"
)
TOOK_CHAIR = pattern(
    rf"(?P<title>{title_pattern()})\s+(?P<name>[^(),;:]{{2,60}}?)\s*(?:\((?P<country>(?:[^()]|\([^()]*\)){{2,80}})\))?,"
    r"[^.]{0,80}?(?:took|in) the [Cc]hair"
)
TAKES_CHAIR = pattern(
    rf"(?:{title_pattern()})\s+(?P<name>[^(),;:.]{{2,60}}?)\s+(?:took|resumed|returned to) the [Cc]hair"
)
SHARED_RULES = dict(RULES)


def sniff(source: Source, reading: Reading) -> Sniff:
    """The symbol of a verbatim record at a line's edge on the first page, and the organisation's name."""
    lines = [line.text for line in reading.lines[:SNIFFED_LINES]]
    found = (symbol for line in lines if (symbol := SYMBOL.search(line)))
    symbol = next((match for match in found if match.start() == 0 or match.end() == len(match.string)), None)
    if symbol is None:
        return Sniff(0.0)
    named = any(re.search(r"united\s+nations|nations\s+unies", line, re.IGNORECASE) for line in lines)
    return Sniff(0.95 if named else 0.6, (f"the symbol {symbol.group()} of a verbatim record",))


def read(source: Source, reading: Reading) -> Draft:
    """Read a record: front page, then everything from the call to order."""
    draft = Draft(NAME, hidden=list(reading.hidden), reads_prose=False)
    lines = reading.lines or reading.blocks
    marks = find_furniture(lines, page_numbers(lines, source.text, source.pages))
    holes = []
    for marked, group in groupby(zip(marks, lines, strict=True), key=itemgetter(0)):
        if marked:
            run = [line for _, line in group]
            holes.append((run[0].span()[0], run[-1].span()[1]))
    kept = [
        replace(line, gap=0) if i and marks[i - 1] else line
        for i, line in enumerate(lines) if not marks[i]
    ]  # fmt: skip
    first = first_start(kept)
    front = read_front(draft, kept[:first], kept[first:])
    body = _Body(kept[first:], holes, _words(source.text, kept))
    draft.hidden = body.hidden
    _people(draft, front, body)
    read_body(draft, body.blocks, 0, draft.candidates, "", (("part of the record", body.claim), *RULES))
    _times(draft, body)
    _outcomes(draft, body)
    return draft


def _words(text: str, lines: Sequence[Block]) -> frozenset[str]:
    """The words of the record in lower case, where a line ends with a hyphen; they tell which hyphens stay."""
    if not any(line.text[-1] == "-" for line in lines):
        return frozenset()
    return frozenset(re.findall(r"[\w’']+(?:-[\w’']+)*", text.lower()))


@dataclass(slots=True)
class _Body:
    """The record after its front page: one block a part, with the label that it opens with."""

    lines: list[Block]
    holes: list[tuple[int, int]]
    words: frozenset[str]
    parts: list[Part] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    labels: list[tuple[int, Label]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the lines together."""
        self.parts = parts_of(self.lines)
        starts = [start for start, _ in self.holes]
        inner: set[tuple[int, int]] = set()
        for i, part in enumerate(self.parts):
            lines = self.lines[part.first : part.last]
            low = bisect_left(starts, lines[0].span()[0])
            high = bisect_left(starts, lines[-1].span()[1])
            block = paragraph(lines, self.holes[low:high], self.words)
            inner.update(block.hidden)
            self.blocks.append(block)
            label = match_label(block.text) if part.label is not None else None
            if label is not None:
                self.labels.append((i, label))
        self.hidden = [*self.holes, *inner]

    def claim(self, body: Body, block: Block) -> bool:
        """Claim stage lines, lists of votes, headings and what stands after the end; leave speech to other rules."""
        kind = self.parts[body.position].kind
        if kind == "speech":
            shared = "label" if body.position in body.labels else "paragraph"
            return SHARED_RULES[shared](body, block)
        if kind == "heading":
            body.draft.claim(block, "heading")
            body.pending.append(DraftNote("heading", tidy(block.text), *block.span()))
        elif kind == "foot":
            body.draft.claim(block, "footer")
        else:
            note_block(body, block, "stage")
        return True

    def stages(self, kind: str) -> list[Block]:
        """Blocks of the stage lines of a kind."""
        return [block for block, part in zip(self.blocks, self.parts, strict=True) if part.stage == kind]


def _people(draft: Draft, front: Front, body: _Body) -> None:
    """Labels with their readings, the roster of the front page and full names, and who chairs."""
    named = [(person.reading.name, _code(person)) for person in front.people]
    offices = []
    for position, found in body.labels:
        text = body.blocks[position].text
        name, country = tidy(text[slice(*found.name)]), text[slice(*found.country)] if found.country else ""
        if found.office:
            offices.append(name.lower())
        else:
            named.append((name, code_of(country)))
    full = FullNames(body.blocks, named)
    chair = _Chair(front, full, secretary_general(body.blocks), offices)
    draft.roster = [_fuller(person, full) for person in front.people]
    mentions: dict[str, Mention] = {}
    labelled = dict(body.labels)
    for position, part in enumerate(body.parts):
        block = body.blocks[position]
        if part.stage == "chair" and (taker := chair.moves(block)) is not None:
            draft.roster.append(taker)
        if part.stage == "seat":
            draft.roster += _seated(block, full)
        label = labelled.get(position)
        if label is None:
            continue
        reading = chair.reading(block, label) if label.office else _reading(block, label, full)
        if not label.office and (mention := full.of(label.title, tidy(block.text[slice(*label.name)]))):
            mentions.setdefault(mention.name, mention)
        draft.candidates.append(make_candidate(position, block, label, reading))
    for person in front.people:
        if mention := full.of(person.printed.split()[0], person.reading.name):
            mentions.setdefault(mention.name, mention)
    draft.roster += [one.named() for one in mentions.values()]
    draft.chairing = chair.first
    _doubt(draft)


def _seated(block: Block, full: FullNames) -> Iterator[Named]:
    """Those whom a stage line shows to their seats: ``Mr. Lee (Norway) took a seat at the Council table``."""
    for match in SEATED.finditer(block.text):
        offset = match.start()
        reading = read_name(block, match["title"], *match.span("name"), offset)
        found = full.of(match["title"], reading.name)
        country = country_at(block, *match.span("country"), offset)
        reading = reading._replace(name=found.name if found else reading.name, country=country)
        yield Named(reading, block, offset, tidy(match.group()), is_label=False)


def _code(person: Named) -> str | None:
    return code_of(person.reading.country.title) if person.reading.country else None


def _fuller(person: Named, full: FullNames) -> Named:
    """The front page's entry under the full name that the record prints elsewhere."""
    found = full.of(person.printed.split()[0], person.reading.name)
    return person if found is None else person._replace(reading=person.reading._replace(name=found.name))


def _reading(block: Block, label: Label, full: FullNames) -> LabelReading:
    reading = read_name(block, label.title, *label.name, 0)
    found = full.of(label.title, reading.name)
    if found is not None:
        reading = reading._replace(name=found.name)
    if label.country is not None:
        country = country_at(block, *label.country, 0)
        words = OfficeAt(tidy(block.text[slice(*label.country)]), *label.country)
        reading = reading._replace(country=country, affiliation=None if country else words)
    if label.held is not None:
        held = OfficeAt(tidy(block.text[slice(*label.held)]), *label.held)
        reading = reading._replace(offices=(*reading.offices, held))
    return reading


class _Chair:
    """Who sits in the chair, and who is meant by a label that names an office alone."""

    def __init__(self, front: Front, full: FullNames, secretary: Mention | None, offices: Collection[str]) -> None:
        """``offices`` are the offices, in lower case, that labels of the record name."""
        self.front, self.full, self.secretary = front, full, secretary
        self.acting: tuple[str, Words] | None = None
        # Of several presidents on the front page, the one whom a line shows to the chair.
        self.seated: tuple[str, Words] | None = None
        # Until the 1990s whoever sits in the chair is called the President; later records say "Acting President".
        self.deputises = not ACTING.intersection(offices)
        self.first: tuple[str, Words] | None = None

    def moves(self, block: Block) -> Named | None:
        """Somebody takes the chair: that person, with the office printed beside the name."""
        match = TOOK_CHAIR.search(block.text)
        if match is None:
            self.acting, self.seated = None, self._seated(block)
            return None
        offset = match.start()
        reading = read_name(block, match["title"], *match.span("name"), offset)
        if match["country"]:
            reading = reading._replace(country=country_at(block, *match.span("country"), offset))
        office = block.text.find("Vice-President", match.end("name"), match.end())
        if office >= 0:
            held = OfficeAt("Vice-President", office - offset, office - offset + len("Vice-President"))
            reading = reading._replace(offices=(*reading.offices, held))
        found = self.full.of(match["title"], reading.name)
        if found is not None:
            reading = reading._replace(name=found.name)
        self.acting = reading.name, words_at(block, *match.span())
        return Named(reading, block, offset, tidy(match.group()), is_label=False)

    def _seated(self, block: Block) -> tuple[str, Words] | None:
        """The president of the front page whom ``Mr. Lee took the Chair.`` names."""
        match = TAKES_CHAIR.match(block.text)
        if match is None:
            return None
        people = [person for people in self.front.presidents.values() for person in people]
        named = {_fuller(person, self.full).reading.name for person in people if person.reading.name == match["name"]}
        return (named.pop(), words_at(block, *match.span())) if len(named) == 1 else None

    def reading(self, block: Block, label: Label) -> LabelReading:
        """The reading of an office's label: whom the record says holds it, else a voice."""
        office = tidy(block.text[slice(*label.name)])
        if office.lower() == "secretary-general" and self.secretary is not None:
            return LabelReading("", self.secretary.name, *label.name, firm=True, inferred=True)
        plain = office.lower().replace("é", "e")
        people = self.front.presidents.get(plain) or []
        holder = self._holder(plain, people)
        if holder is not None:
            self.first = self.first or holder
            return LabelReading("", holder[0], *label.name, firm=True, inferred=True)
        if people:
            return LabelReading(offices=(OfficeAt(office, *label.name),))
        return LabelReading(voice=tidy(block.text[label.start : label.name[1]]))

    def _holder(self, office: str, people: Sequence[Named]) -> tuple[str, Words] | None:
        """Who holds an office of the chair, and the words that say so; None where nobody does, or several."""
        if self.acting is not None and (office in ACTING or (office in PRESIDING and self.deputises)):
            return self.acting
        if len(people) != 1:
            return self.seated
        reading = people[0].reading
        start = min((office.start for office in reading.offices), default=reading.start)
        return _fuller(people[0], self.full).reading.name, people[0].words(start, reading.end)


def _doubt(draft: Draft) -> None:
    """Records of the first decades print English and French side by side."""
    openings = [candidate.label.split(" ", 1)[0] for candidate in draft.candidates]
    french = sum(1 for opening in openings if opening in ("Le", "La", "M.", "Mme"))
    if openings and len(openings) * SIDE_BY_SIDE < french < len(openings):
        draft.problems.append(
            Problem("C121", "warning", "the record prints English and French side by side, and its text mixes them")
        )


def _times(draft: Draft, body: _Body) -> None:
    for fact, kind, last in (("start_time", "opened", False), ("end_time", "rose", True)):
        found = [(block, clock) for block in body.stages(kind) if (clock := clock_time(block.text))]
        if found:
            block, (value, start, end) = found[-1 if last else 0]
            draft.facts[fact] = Fact(value, [words_at(block, start, end)])


def _outcomes(draft: Draft, body: _Body) -> None:
    """Resolutions adopted: the Council's President says so, in the Assembly a stage line does."""
    spoken = [
        (turn.index, paragraph.passage)
        for turn in draft.turns if turn.candidate is not None and turn.candidate.core.split()[-1].lower() == "president"
        for paragraph in turn.paragraphs
    ]  # fmt: skip
    said = {
        id(paragraph.block): (turn.index, paragraph.passage) for turn in draft.turns for paragraph in turn.paragraphs
    }
    results = [
        (Passage(block, 0, len(block.text)), said.get(id(body.blocks[i - 1])))
        for i, block in enumerate(body.blocks) if body.parts[i].stage == "result"
    ]  # fmt: skip
    draft.documents = [*outcomes.adopted_by_council(spoken), *outcomes.adopted_by_assembly(results)]
    draft.documents.sort(key=lambda found: found.title_proof.passage.span()[0])
