"""United States Congress: the Congressional Record and hearings, as the Government Publishing Office prints them.

A label ends in a full stop at a paragraph's start: ``Mr. THOMPSON. Mr. President, ...`` in the Record, where surnames
stand in capitals, ``Chairwoman Velazquez. Good morning.`` in hearings. ``STATEMENT OF ANN LEE, CHIEF ECONOMIST`` gives
name and office. What follows ``[Whereupon, ... adjourned.]`` was not said at the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, join_blocks, tidy, without
from csto_cli.formats.reading import Reading
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt, is_given_name
from csto_cli.parsing.notes import stage_kind
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import RULES, Body, is_separator, note_block, read_body, read_intro
from csto_cli.parsing.spelling import running_case
from csto_cli.source import Source

NAME = "congress"
PAGE = re.compile(r"\s*\[\[Page [A-Z]*\d+\]\]\s*")
SURNAME = r"(?:(?:de|la|van|von|der|Mc|Mac|O'|D') ?)*[A-Z][\w'’-]+(?: (?:[A-Z]\.|Jr\.?|[A-Z][\w'’-]+)){0,2}"
STATE = r"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
CHAIR = (
    r"The (?:PRESIDING OFFICER|ACTING PRESIDENT pro tempore|PRESIDENT pro tempore|VICE PRESIDENT|CHIEF JUSTICE"
    r"|SPEAKER(?: pro tempore)?|(?:ACTING |Acting )?C(?:HAIRMAN|hairman|HAIR|hair|hairwoman|HAIRWOMAN)|CLERK|Clerk)"
)
BRACKET = r"(?: [\[(](?P<holder>(?:Mr|Mrs|Ms|Miss|Dr)\. [^\])]{2,60})[\])])?"
ADDRESSES = frozenset(
    {"president", "speaker", "chairman", "chair", "chairwoman", "secretary", "leader", "chief", "vice"}
)
ENDED = re.compile(r"\[?\(?Whereupon,[^\]]{0,200}(?:adjourned|concluded|recess)", re.IGNORECASE)
STATEMENT = re.compile(
    r"(?:OPENING |PREPARED |)?(?:STATEMENTS?|TESTIMONY)(?: AND PREPARED STATEMENT)? OF (?:THE )?"
    r"(?:HON(?:ORABLE|\.) |DR\. |MR\. |MS\. )*"
    r"(?P<name>[A-Z][A-Z'’.-]+(?: (?:[A-Z]\.|[A-Z][A-Z'’.-]+)){1,4})(?:, (?P<office>.+))?$"
)
PRESENT = re.compile(r"(?:Members? [Pp]resent|Present): (?:Representatives?|Senators?) (?P<names>[^.]+)\.")
PRESIDING = re.compile(
    r"Hon\. (?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})[ ,]*(?:[\[(][^\])]{3,60}[\])])? ?,? [Pp]residing"
)
CLERK = re.compile(r"The (?:[a-z]+ )*clerk (?:proceeded to|called the|read|designated)\b[^.]*\.$")
MARKS = re.compile(r"Government (?:Publishing|Printing) Office|\[Congressional Record|U\.S\. Congress")
NO_TITLE = re.compile(
    r"\b(?:SESSION|CONGRESS|HOUSE OF REPRESENTATIVES|COMMITTEE|SENATE|HEARING|MEETING|C O N T|WITNESSES|APPENDIX"
    r"|STATEMENTS?|PRINTED|PRINTING|TESTIMONY|SUBMITTED|MATERIAL|MEMBERS?|STAFF|WASHINGTON)\b"
)
LONGEST_HEADING = 400
FEWEST_BOLD = 5


def sniff(source: Source, reading: Reading) -> Sniff:
    """The publisher's own lines and labels that end in a full stop."""
    found = []
    if MARKS.search(source.text[:6000]):
        found.append((0.55, "a line of the Government Publishing Office"))
    labels = sum(1 for block in reading.blocks if _label().match(block.text))
    if labels > 1:
        found.append((0.3, f"{labels} labels that end in a full stop"))
    bold = sum(1 for block in reading.blocks if block.bold[:1] and _label().match(block.text, block.bold[0].start))
    if bold >= FEWEST_BOLD:
        found.append((0.2, f"{bold} of them begin in bold"))
    if len(found) < 2:
        return Sniff(0.0)
    return Sniff(min(sum(weight for weight, _ in found), 0.85), tuple(reason for _, reason in found))


def read(source: Source, reading: Reading) -> Draft:  # noqa: ARG001 - the signature of every convention
    """Read a debate of the Record or a hearing."""
    blocks = [_without_pages(block) for block in reading.blocks]
    hidden = [*reading.hidden, *(hole for block in blocks for hole in block.hidden)]
    draft = Draft(NAME, hidden=sorted(set(hidden)), reads_prose=False)
    labels = list(_labels(blocks))
    draft.candidates = labels
    first = labels[0].position if labels else len(blocks)
    stop = next((i + 1 for i in range(first, len(blocks)) if ENDED.match(blocks[i].text)), len(blocks))
    labels = [label for label in labels if label.position < stop]
    _head(draft, blocks[:first])
    sentences = "\n".join(block.text for block in blocks[:stop])
    draft.roster = [*_stated(blocks[:stop]), *_given(blocks[:stop], labels, sentences), *draft.roster]
    draft.chairing = _chairing(blocks[:first], labels)
    rules = (("note in brackets", _is_note), ("heading in capitals", _is_capitals), *RULES)
    read_body(draft, blocks[:stop], first, labels, "", rules)
    for block in blocks[stop:]:
        draft.claim(block, "footer")
    return draft


def _without_pages(block: Block) -> Block:
    holes = []
    for match in PAGE.finditer(block.text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip(" "))
        holes.append((start, match.end() - (len(words) - len(words.rstrip(" ")))))
    return without(block, holes) if holes and len(block.text) > holes[0][1] - holes[0][0] else block


@cache
def _label() -> re.Pattern[str]:
    titles = "|".join(re.escape(row["title"]) for row in rows("congress_titles.csv"))
    return re.compile(
        rf"(?P<label>(?P<chair>{CHAIR}){BRACKET}|(?P<title>{titles}) (?P<name>{SURNAME}){STATE})"
        r"(?: \[(?P<note>[^\]]{3,40})\]\.?)?(?:\.|(?<=\]))(?=\s+\S|\s*$)"
    )


def _labels(blocks: Sequence[Block]) -> Iterator[Candidate]:
    found = [(i, match) for i, block in enumerate(blocks) if (match := _label().match(block.text)) and _is_name(match)]
    capitals = sum(1 for _, match in found if match["name"] and match["name"].split()[-1].isupper())
    record = capitals * 2 > len([1 for _, match in found if match["name"]])
    for position, match in found:
        if record and match["name"] and not _has_capitals(match["name"]):
            continue
        block, (start, end) = blocks[position], match.span("label")
        after = len(block.text) - len(block.text[match.end() :].lstrip(" "))
        label = block.text[start:end]
        made = Candidate(position, block, start, end, after, bold=False, core=tidy(label), reading=_reading(match))
        made.reasons, made.score, made.is_label = [("a title, a name and a full stop", 5)], 5, True
        yield made


def _has_capitals(name: str) -> bool:
    return sum(1 for letter in name if letter.isupper()) > sum(1 for letter in name if letter.islower())


def _is_name(match: re.Match[str]) -> bool:
    return match["name"] is None or match["name"].split()[0].lower() not in ADDRESSES


def _reading(match: re.Match[str]) -> LabelReading:
    if match["chair"]:
        office = match["chair"].removeprefix("The ")
        if match["holder"] is None:
            return LabelReading(voice=match["chair"])
        name = match["holder"].split(" ", 1)[1]
        start = match.start("holder") + len(match["holder"]) - len(name)
        begin = match.start("chair") + len("The ")
        held = OfficeAt(office, begin, begin + len(office))
        return LabelReading("", name, start, start + len(name), (held,), firm=True)
    offices: tuple[OfficeAt, ...] = ()
    if match["title"].rstrip(".") not in ("Mr", "Mrs", "Ms", "Miss", "Dr"):
        offices = (OfficeAt(match["title"], *match.span("title")),)
    return LabelReading("", match["name"], *match.span("name"), offices, firm=True)


def _head(draft: Draft, blocks: Sequence[Block]) -> None:
    """Date, title (the last heading in capitals before the date, or before the first words), chair, those present."""
    dated = next((i for i, block in enumerate(blocks) if _dated(block.text)), None)
    titles = [i for i, block in enumerate(blocks) if _is_heading(block.text)]
    before = [i for i in titles if (dated is None or dated == 0 or i < dated) and not NO_TITLE.search(blocks[i].text)]
    title = before[-1] if before else None
    for i, block in enumerate(blocks):
        if i == title:
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        elif i == dated:
            _date(draft, block)
        elif is_separator(block) or set(block.text) <= set("_-=. "):
            draft.claim(block, "separator")
        elif title is not None and i < title:
            draft.claim(block, "furniture")
        else:
            read_intro(draft, block)
            draft.roster += _present(block)


def _dated(text: str) -> bool:
    """A line of the day, or the Record's own first line."""
    found = find_date(text)
    return found is not None and (len(text) < 60 or text.startswith("[Congressional Record"))


def _date(draft: Draft, block: Block) -> None:
    found = find_date(block.text)
    draft.claim(block, "dateline")
    if found is not None and found.first:
        draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        8 < len(text) <= LONGEST_HEADING and len(letters) > 6 and all(c.isupper() for c in letters) and text[0] != "["
    )


def _stated(blocks: Sequence[Block]) -> Iterator[Named]:
    """Name and office of the next ``Ms. Lee.``: ``STATEMENT OF ANN LEE, CHIEF ECONOMIST``."""
    for i, first in enumerate(blocks):
        if not STATEMENT.match(first.text) or len(first.text) > LONGEST_HEADING:
            continue
        lines = [first]
        while i + len(lines) < len(blocks) and _goes_on(blocks[i + len(lines)]):
            lines.append(blocks[i + len(lines)])
        block = join_blocks(lines)
        match = STATEMENT.match(block.text)
        if match is None:
            continue
        start, end = match.span("name")
        offices: tuple[OfficeAt, ...] = ()
        if match["office"]:
            a, b = match.span("office")
            offices = (OfficeAt(_title_case(match["office"]), a - start, b - start),)
        reading = LabelReading("", match["name"], 0, end - start, offices, firm=True)
        yield Named(reading, block, start, match.group(), is_label=False)


def _goes_on(block: Block) -> bool:
    return block.gap == 0 and _is_heading(block.text) and not STATEMENT.match(block.text)


def _title_case(office: str) -> str:
    small = {"Of", "The", "And", "For", "On", "In", "At", "To"}
    return " ".join(word.lower() if word in small else word for word in running_case(office).split())


def _present(block: Block) -> Iterator[Named]:
    match = PRESENT.search(block.text)
    if match is not None:
        for name in re.finditer(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*", match["names"]):
            reading = LabelReading("", name.group(), 0, len(name.group()), firm=True)
            yield Named(reading, block, match.start("names") + name.start(), name.group(), is_label=False)
    for found in PRESIDING.finditer(block.text):
        reading = LabelReading("", found["name"], 0, len(found["name"]), firm=True)
        yield Named(reading, block, found.start("name"), found["name"], is_label=False)


def _given(blocks: Sequence[Block], labels: Sequence[Candidate], text: str) -> Iterator[Named]:
    """For each surname of a label, the first place that prints it with a given name (``Senator John Glenn``)."""
    wanted = {label.reading.name.lower(): running_case(label.reading.name) for label in labels if label.reading.name}
    stated = {named.reading.name.split()[-1].lower() for named in _stated(blocks)}
    single = [name for name in wanted.values() if " " not in name and name.lower() not in stated][:200]
    if not single:
        return
    either = "|".join(re.escape(name) for name in single)
    pattern = re.compile(rf"(?<![\w.])(?P<given>[A-Z][a-z]+(?: [A-Z]\.)?) (?P<surname>{either})(?![\w-])")
    if not pattern.search(text):
        return
    seen: set[str] = set()
    for block in blocks:
        for match in pattern.finditer(block.text):
            if match["surname"] not in seen and is_given_name(match["given"].split()[0]):
                seen.add(match["surname"])
                reading = LabelReading("", match.group(), 0, len(match.group()), firm=True)
                yield Named(reading, block, match.start(), match.group(), is_label=False)


def _chairing(blocks: Sequence[Block], labels: Sequence[Candidate]) -> tuple[str, Words] | None:
    """Who presides: the head says so, or the last label that names who is in the chair."""
    for block in blocks:
        match = PRESIDING.search(block.text)
        if match is not None:
            return match["name"], words_at(block, match.start(), match.end())
    named = [label for label in labels if label.label.startswith("The ") and label.reading.name]
    if not named:
        return None
    last = named[-1]
    return last.reading.name, words_at(last.block, last.start, last.end)


def _is_note(body: Body, block: Block) -> bool:
    """A paragraph in square brackets, or a line of the clerk's doings."""
    text = block.text
    bracketed = text[0] == "[" and text[-1] in "])." and "]" in text[-2:]
    if not bracketed and not CLERK.match(text):
        return False
    note_block(body, block, stage_kind(text[1:-1]) or "stage")
    return True


def _is_capitals(body: Body, block: Block) -> bool:
    """A heading in capitals between the turns."""
    if not _is_heading(block.text) or block.text.endswith("?"):
        return False
    body.draft.claim(block, "heading")
    return True
