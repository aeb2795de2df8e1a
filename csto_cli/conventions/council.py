"""Records of city councils: Hansards (``Mayor Lee:``, ``Clerk:``) and caption files with turns inside the lines.

A Hansard sets a label before a colon at a paragraph's start, by office and surname; the page's head stands between the
paragraphs of copies. A caption file runs on: a label stands after two spaces, or at the start of a line, and marks of
pages (``May 4, 2011  7 of 18``) stand in mid-sentence.
Sources of the form: Hansards of the City of Winnipeg (2013 to 2015), minutes of the City of Portland, Oregon (2011).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, tidy, without
from csto_cli.formats.reading import Reading
from csto_cli.parsing.dates import find_date, read_dateline
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate, gather, weigh
from csto_cli.parsing.letters import LARGE
from csto_cli.parsing.names import LabelReading, OfficeAt, is_given_name
from csto_cli.parsing.people import Named
from csto_cli.parsing.running import run_on
from csto_cli.parsing.segment import RULES, Body, is_separator, note_block, read_body, read_intro
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "council"
HEAD = 6000
CITY = pattern(r"\b(?:city council|council of the city|city of [A-Z]\w+|the council met at)\b", re.IGNORECASE)
OFFICES = (
    r"(?:(?:Deputy |Acting |Council )?(?:Mayor|Councillor|Councilor|Commissioner|Councilmember|Alderman|President))"
)
HELD = pattern(rf"(?:\*\*)?{OFFICES} [{LARGE}][\w'’-]+ ?(?:\*\*)?:")
CLERK = pattern(
    r"(?P<label>(?:(?:Deputy|Acting|City|Council) )*Clerk|(?:Madam|Mr\.?|Mister|Deputy) Speaker"
    r"|(?:Un(?:known|identified)[\w ]{0,20})|\*{4,6})\s*:(?=\s|$)"
)
RUNNING = pattern(
    rf"(?<![\w'’-])(?P<label>(?P<name>[{LARGE}][\w'’-]+(?: (?:[{LARGE}]\.|[{LARGE}][\w'’-]+)){{0,3}})"
    r"(?:, (?P<office>[A-Z][^.:;?!\n]{3,100}))?):\s+"
)
BEFORE_LABEL = pattern(r"(?:  |[.?!\]\"”] |\bof \d{1,3} )$")
CAPTIONS = pattern(r"Closed Caption File|closed captioning process")
PAGE = pattern(r"(?:[A-Z][a-z]+ \d{1,2}, \d{4}\s+)\d{1,3} of \d{1,3}\b")
TIME = pattern(r"(?P<hour>1[0-2]|0?[1-9]):(?P<minute>[0-5]\d)\s*(?P<half>[ap])\.?m", re.IGNORECASE)
MET = pattern(r"(?:Council|meeting) (?:met|was called to order|convened) at", re.IGNORECASE)
CLOSED = pattern(
    r"\bAt (?:1[0-2]|0?[1-9]):[0-5]\d\s*[ap]\.?m\.?,? Council (?:adjourned|recessed|reconvened)\.?", re.IGNORECASE
)
ADJOURNED = pattern(r"Council adjourned|adjourned at", re.IGNORECASE)
NOT_NAMES = frozenset({"key", "item", "disposition", "note", "motion", "agenda", "present", "also present"})
FEWEST_LABELS = 5
LONGEST_HEADING, LONGEST_DAY = 160, 40


def sniff(source: Source, reading: Reading) -> Sniff:
    """A city's council in the head, and labels by its offices or a caption file."""
    head, length = [], 0
    for block in reading.blocks:
        head.append(block.text)
        length += len(block.text)
        if length > HEAD:
            break
    if not CITY.search("\n".join(head)):
        return Sniff(0.0)
    labels = sum(1 for block in reading.blocks if HELD.match(block.text) or CLERK.match(block.text))
    if labels >= FEWEST_LABELS:
        return Sniff(0.6, ("the council of a city", f"{labels} labels by its offices"))
    if any(CAPTIONS.search(block.text) for block in reading.blocks):
        return Sniff(0.6, ("the council of a city", "a caption file"))
    return Sniff(0.0)


def read(source: Source, reading: Reading) -> Draft:
    """Read a record of a council: head, then turns by labels at the start of paragraphs, or inside the lines."""
    blocks, labels = _running(reading.blocks)
    if not labels:
        labels = _starting(blocks)
    hidden = [*reading.hidden, *(hole for block in blocks for hole in block.hidden)]
    draft = Draft(NAME, hidden=sorted(set(hidden)), reads_prose=False)
    draft.candidates = labels
    first = labels[0].position if labels else len(blocks)
    _date_of_pages(draft, reading.blocks)
    _head(draft, blocks[:first])
    draft.roster = list(_named_in_full(blocks[:first], labels))
    heads = {tidy(draft.title.text)} if draft.title is not None else set()
    rules = (("head of a page", _Pages(heads).rule), ("heading", _is_heading), ("minutes", _is_minutes), *RULES)
    read_body(draft, blocks, first, labels, "", rules)
    return draft


def _starting(blocks: Sequence[Block]) -> list[Candidate]:
    """Labels at the start of paragraphs: those that all records share, and the clerk's and the speaker's."""
    found = gather(blocks)
    weigh(found, "\n".join(block.text for block in blocks))
    known = {candidate.position: candidate for candidate in found if candidate.is_label}
    for position, block in enumerate(blocks):
        match = CLERK.match(block.text)
        if match is not None:
            reading = LabelReading(voice=match["label"])
            known[position] = _made(position, block, match.span("label"), match.end(), reading)
    return [known[position] for position in sorted(known)]


def _made(position: int, block: Block, label: tuple[int, int], after: int, reading: LabelReading) -> Candidate:
    after += len(block.text[after:]) - len(block.text[after:].lstrip(" "))
    core = tidy(block.text[slice(*label)])
    made = Candidate(position, block, *label, after, bold=False, core=core, reading=reading)
    made.reasons, made.score, made.is_label = [("a label of a council's record", 6)], 6, True
    return made


def _running(blocks: Sequence[Block]) -> tuple[list[Block], list[Candidate]]:
    """The record cut at the labels inside its lines; no labels where it is no caption file."""
    start = next((i for i, block in enumerate(blocks) if CAPTIONS.search(block.text)), None)
    if start is None:
        return list(blocks), []
    running = run_on(blocks[start:])
    breaks = frozenset(running.breaks)
    # No label runs over the end of a line.
    text = "\n".join(block.text for block in blocks[start:])
    found = [match for match in RUNNING.finditer(text) if match.start() in breaks or _follows(text, match.start())]
    counts = Counter(key(match["label"]) for match in found)
    found = [match for match in found if _is_speaker(match, counts[key(match["label"])])]
    if not found:
        return list(blocks), []
    parts = [*blocks[:start], *running.cut(0, found[0].start())]
    closed = [match.span() for match in CLOSED.finditer(running.text, found[0].end())]
    labels: list[Candidate] = []
    names = {match.start(): match for match in found}
    points = sorted({*names, *(offset for span in closed for offset in span), len(running.text)})
    for first, last in pairwise(points):
        part = running.whole(first, last)
        if part is None:
            continue
        part = _without_pages(part)
        if first in names:
            length = len(names[first]["label"])
            reading = _named_label(part.text[:length], names[first])
            labels.append(_made(len(parts), part, (0, length), length + 1, reading))
        parts.append(part)
    return [block if block.hidden else _without_pages(block) for block in parts], labels


def _follows(text: str, start: int) -> bool:
    return BEFORE_LABEL.search(text, max(start - 8, 0), start) is not None


def _named_label(label: str, match: re.Match[str]) -> LabelReading:
    """A name alone, or with the office behind it: ``Ann Lee, Parks Manager, Bureau of Parks``."""
    end = len(match["name"])
    offices: tuple[OfficeAt, ...] = ()
    if match["office"]:
        offices = (OfficeAt(tidy(match["office"]), len(label) - len(match["office"]), len(label)),)
    return LabelReading("", match["name"], 0, end, offices, firm=True)


def _is_speaker(match: re.Match[str], count: int) -> bool:
    """A surname that has several turns, or a name of two words and more; an office stands with a full name only."""
    label, name = match["label"], match["name"]
    if match["office"]:
        return " " in name and is_given_name(name.split()[0])
    return label.lower() not in NOT_NAMES and not label.isupper() and (count > 1 or " " in label or "-" in label)


def _without_pages(block: Block) -> Block:
    holes = [match.span() for match in PAGE.finditer(block.text)]
    return without(block, holes) if holes and holes[0][1] - holes[0][0] < len(block.text) else block


def _head(draft: Draft, blocks: Sequence[Block]) -> None:
    """Title in capitals or as a heading, day, hour, and the introduction."""
    for block in blocks:
        if is_separator(block) or block.kind == "furniture":
            draft.claim(block, "separator" if is_separator(block) else "furniture")
            continue
        met = MET.search(block.text)
        if met is not None:
            _time(draft, block, "start_time", met.end())
        if draft.title is None and met is None and _is_title(block):
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        elif "date" not in draft.facts and _date(draft, block):
            draft.claim(block, "dateline")
        else:
            read_intro(draft, block)


def _is_title(block: Block) -> bool:
    short = len(block.text) <= LONGEST_HEADING and (block.kind == "heading" or block.text.isupper())
    return short and CITY.search(block.text) is not None


def _date(draft: Draft, block: Block) -> bool:
    """A line that tells the day, and hardly more."""
    found = find_date(block.text) if len(block.text) <= LONGEST_DAY else None
    if found is None or not found.first:
        return False
    draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])
    return True


def _date_of_pages(draft: Draft, blocks: Sequence[Block]) -> None:
    """The day that the marks of pages repeat."""
    for block in blocks:
        page = PAGE.search(block.text)
        found = find_date(block.text, page.start()) if page is not None else None
        if found is not None and found.first:
            draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])
            return


def _time(draft: Draft, block: Block, field: str, start: int) -> None:
    match = TIME.search(block.text, start)
    if match is not None and field not in draft.facts:
        hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
        draft.facts[field] = Fact(f"{hour:02}:{match['minute']}", [words_at(block, match.start(), match.end())])


def _named_in_full(blocks: Sequence[Block], labels: Sequence[Candidate]) -> Iterator[Named]:
    """Office and full name of those whom labels call by surname: ``Commissioner Ann Lee``."""
    surnames = {key(name.split()[-1]) for label in labels if (name := label.reading.name)}
    name = rf"(?P<name>[{LARGE}][^\W\d_{LARGE}]+ (?P<surname>[{LARGE}][\w'’-]+))"
    pattern = re.compile(rf"\b(?P<office>{OFFICES}) {name}\b")
    seen: set[str] = set()
    for block in blocks:
        for match in pattern.finditer(block.text):
            surname = key(match["surname"])
            if surname in surnames and surname not in seen:
                seen.add(surname)
                length = len(match["office"])
                office = OfficeAt(match["office"], 0, length)
                reading = LabelReading("", match["name"], length + 1, match.end() - match.start(), (office,), firm=True)
                yield Named(reading, block, match.start(), match.group(), is_label=False)


class _Pages:
    """The heads of pages: the title again, a number alone, the day alone."""

    def __init__(self, heads: set[str]) -> None:
        self._heads = heads

    def rule(self, body: Body, block: Block) -> bool:
        """Claim the head of a page as furniture."""
        text = tidy(block.text)
        dated = len(text) < LONGEST_DAY and read_dateline(text) is not None
        if body.position in body.labels or not (text in self._heads or text.isdigit() or dated):
            return False
        body.draft.claim(block, "furniture")
        return True


def _is_heading(body: Body, block: Block) -> bool:
    """A heading, or a short paragraph in capitals, ends the turn."""
    capitals = len(block.text) <= LONGEST_HEADING and block.text.isupper() and len(block.text) > FEWEST_LABELS
    if body.position in body.labels or not (block.kind == "heading" or capitals):
        return False
    note_block(body, block, "heading")
    body.draft.stretches[-1] = body.draft.stretches[-1]._replace(kind="heading")
    body.turn = None
    return True


def _is_minutes(body: Body, block: Block) -> bool:
    """What stands between a heading and the next label, tables, and the end of the meeting."""
    ended = ADJOURNED.search(block.text) if len(block.text) <= LONGEST_HEADING else None
    if body.position in body.labels or not (body.turn is None or block.kind == "table" or _is_end(block, ended)):
        return False
    if ended is not None:
        _time(body.draft, block, "end_time", 0)
    note_block(body, block, "other")
    return True


def _is_end(block: Block, ended: re.Match[str] | None) -> bool:
    return ended is not None and TIME.search(block.text) is not None
