"""United States Congress: the Congressional Record and hearings, as the Government Publishing Office prints them.

A label ends in a full stop at a paragraph's start: ``Mr. THOMPSON. Mr. President, ...`` in the Record, where surnames
stand in capitals, ``Chairwoman Velazquez. Good morning.`` in hearings. ``STATEMENT OF ANN LEE, CHIEF ECONOMIST`` gives
name and office. What follows ``[Whereupon, ... adjourned.]`` was not said at the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from csto_cli.conventions.congress_members import INNER, PREFIX, STATE, cased, members_of, present
from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, join_blocks, slice_block, tidy, without
from csto_cli.formats.reading import Reading
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.fuller import MOST_SURNAMES, said_in_full
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.letters import LARGE
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.notes import stage_kind
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import RULES, Body, is_separator, note_block, read_body, read_intro
from csto_cli.parsing.spelling import running_case
from csto_cli.patterns import pattern
from csto_cli.source import Source

if TYPE_CHECKING:
    from csto_cli.parsing.documents import FoundDocument

NAME = "congress"
PAGE = pattern(r"\s*\[\[Page [A-Z]*\d+\]\]\s*")
SURNAME = (
    rf"(?:(?:de|la|van|von|der|Mc|Mac|O'|D') ?)*[{LARGE}][\w'’-]+"
    rf"(?: (?:[{LARGE}]\.|Jr\.?|[{LARGE}][\w'’-]+)){{0,2}}"
)
CHAIR = (
    r"The (?:PRESIDING OFFICER|ACTING PRESIDENT pro tempore|PRESIDENT pro tempore|VICE PRESIDENT|CHIEF JUSTICE"
    r"|SPEAKER(?: pro tempore)?|(?:ACTING |Acting )?C(?:HAIRMAN|hairman|HAIR|hair|hairwoman|HAIRWOMAN)|CLERK|Clerk"
    r"|Witness|Interpreter|Translator|Reporter)|V(?:oice|OICE)s?|Audience Members?|Unidentified (?:Speaker|Voice)s?"
)
BRACKET = r"(?: [\[(](?P<holder>(?:Mr|Mrs|Ms|Miss|Dr)\. [^\])]{2,60})[\])])?"
ADDRESSES = frozenset(
    {"president", "speaker", "chairman", "chair", "chairwoman", "secretary", "leader", "chief", "vice"}
)
ENDED = pattern(r"\[?\(?Whereupon,[^\]]{0,200}(?:adjourned|concluded)", re.IGNORECASE)
RECESSED = pattern(r"\[?\(?Whereupon,[^\]]{0,200}recess", re.IGNORECASE)
SITS = pattern(r"The (?:sub|joint |select |special )?(?:committee|task force)s? (?:\w+ )?met\b", re.IGNORECASE)
# Degrees that keep small letters in a heading in capitals.
DEGREE = pattern(r"\b(?:Ph\. ?D|PhD|Esq|Jr|Sr|Ret)\b\.?")
STATEMENT = pattern(
    rf"(?:OPENING |PREPARED |)?(?:STATEMENTS?|TESTIMONY|COMMENTS)(?: AND PREPARED STATEMENT)? OF (?=[{LARGE}])",
    re.IGNORECASE,
)
PRESIDING = pattern(
    rf"(?:Hon\.|Honorable|Senator|Representative) (?P<name>[{LARGE}][\w.'’-]*(?: [{LARGE}][\w.'’-]*){{1,3}})"
    r"(?:, (?:Jr|Sr)\.)?(?:,? ?[\[(](?P<office>[^\])]{3,60})[\])]|, (?P<held>[Cc]hair[^,.]{0,60}))?,? ?,? [Pp]residing"
)
PLACE = pattern(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}, (?:D\.C\.|DC|[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=\.?$)")
HOUR = pattern(r"\bat (?P<hour>\d{1,2})(?::(?P<minute>\d\d))? (?P<half>[ap])\.?m\.")
NUMBERED = r"(?: \((?:(?:H|S)\.[A-Za-z. ]{0,16}|No\. )\d{1,5}\))?"
CLERK = pattern(
    r"The (?:[A-Za-z]+ )*[Cc]lerk (?:proceeded to|called the|read|designated)\b[^.]*[.:]$"
    r"|The question was taken[;,. ]|A motion to reconsider was laid on the table\.$|There was no objection\.$"
    r"|The (?:yeas and nays were|vote was taken|result of the vote was)\b|\{time\} *\d+$"
    r"|The (?:bill|motion|amendment|(?:joint |concurrent )?resolution|nomination|preamble)\b"
    rf"{NUMBERED}(?:, as amended,)?[^.,;]{{0,80}}"
    r" was (?:(?:agreed to|rejected|passed|confirmed)(?:, as amended|, and a motion to reconsider was laid[^.]*)?"
    r"|(?:ordered to be|read the third time)\b[^.]*)\.$"
    r"|So (?:\(|the (?:bill|motion|amendment|(?:joint |concurrent )?resolution|conference report)\b)[^.]*\.$"
)
# What the clerk reads, the text of a measure, the names of a vote, and statements that are printed in full.
READ_OUT = pattern(
    r"The (?:[A-Za-z]+ )*[Cc]lerk read\b[^.]* as follows:$"
    r"|The (?:text|material|amendment|article|letter)s?\b[^.:]{0,200} (?:is|are) as follows:$"
    r"|The vote was taken\b[^:]{0,200} as follows:$"
    r"|\[(?:The )?[^\]]{0,300}\b(?:statement|testimony|letter|material|article|information|report|document)s?\b"
    r"[^\]]{0,200} follows?[.:]*\]$"
)
MARKS = pattern(r"Government (?:Publishing|Printing) Office|\[Congressional Record|U\.S\. Congress")
# A measure as it is moved or read out, and the line that says the house settled it.
MEASURE = pattern(
    r"\b(?P<title>(?P<kind>bill|(?:joint |concurrent )?resolution) \((?P<number>(?:H|S)\.[A-Za-z. ]{0,16}\d{1,5})\)"
    r"(?: [^.;:]{3,400}(?=[.;:]))?)"
)
SETTLED = pattern(
    r"(?:The question was taken;|So \(|So the |The )[^.]{0,300}?\b(?P<kind>bill|(?:joint |concurrent )?resolution)"
    r"(?: \((?P<number>(?:H|S)\.[A-Za-z. ]{0,16}\d{1,5})\))?[^.;]{0,200}? (?:was|were) "
    r"(?:agreed to|passed|(?:read the third time,? and|ordered to be engrossed[^.;]{0,200}) passed)\b"
)
CHAIR_LABEL = pattern(r"The Chair(?:man|woman|person)?", re.IGNORECASE)
CHAIR_HELD = pattern(r"chair(?:man|woman|person)?\b", re.IGNORECASE)
NO_TITLE = pattern(
    r"^BEFORE THE$|\b(?:SESSION|CONGRESS|HOUSE OF REPRESENTATIVES|COMMITTEE|SENATE|HEARING|MEETING|C O N T|WITNESSES"
    r"|APPENDIX|STATEMENTS?|PRINTED|PRINTING|TESTIMONY|SUBMITTED|MATERIAL|MEMBERS?|STAFF|WASHINGTON)\b"
)
RECORD = "[Congressional Record Volume"
OWN = pattern(r"\[Congressional Record Volume|\[(?:House|Senate|Joint) (?:Committee )?Hearings?[ ,]")
HEAD = 1200
LONGEST_HEADING = 400
# A heading of few letters could be a word of a speech, unless it goes on from the line above.
SHORTEST_HEADING, SHORTEST_LINE = 9, 3
LONGEST_TITLE = 12
FEWEST_APART = 5


def sniff(source: Source, reading: Reading) -> Sniff:
    """The publisher's own lines and labels that end in a full stop."""
    found = []
    if OWN.search(source.text, 0, HEAD):
        found.append((0.3, "the publisher's own first line"))
    if MARKS.search(source.text[:6000]):
        found.append((0.55, "a line of the Government Publishing Office"))
    labels = sum(1 for block in reading.blocks if _label().match(block.text))
    if labels > 1:
        found.append((0.3, f"{labels} labels that end in a full stop"))
    apart = sum(1 for block in reading.blocks if _is_apart(block))
    if apart >= FEWEST_APART:
        found.append((0.2, f"{apart} of them are in bold, or in capitals in a paragraph of their own"))
    if len(found) < 2:
        return Sniff(0.0)
    return Sniff(min(sum(weight for weight, _ in found), 0.85), tuple(reason for _, reason in found))


def _is_apart(block: Block) -> bool:
    """A label in bold, or one whose surname stands in capitals alone in its paragraph."""
    match = _label().match(block.text, block.bold[0].start if block.bold[:1] else 0)
    whole = match is not None and bool(match["name"]) and match["name"].isupper() and match.end() == len(block.text)
    return match is not None and (bool(block.bold[:1]) or whole)


def read(source: Source, reading: Reading) -> Draft:
    """Read a debate of the Record or a hearing."""
    blocks = _opened([_without_pages(block) for block in reading.blocks])
    hidden = [*reading.hidden, *(hole for block in blocks for hole in block.hidden)]
    draft = Draft(NAME, hidden=sorted(set(hidden)), reads_prose=False)
    labels = list(_labels(blocks))
    draft.candidates = labels
    first = labels[0].position if labels else len(blocks)
    stop = _stop(blocks, first)
    labels = [label for label in labels if label.position < stop]
    _head(draft, blocks[:first])
    attended = present(blocks[:first], members_of(blocks[:first]))
    stated = list(_stated(blocks[:stop], _acronyms(blocks[first:stop])))
    given = _given(blocks[:stop], first, labels, [*stated, *attended])
    draft.roster = [*stated, *given, *attended, *draft.roster]
    draft.chairing = _chairing(blocks[:first], labels)
    draft.documents = list(_passed(blocks[first:stop], {label.position - first for label in labels}))
    _name_the_chair(blocks[:first], labels)
    if blocks[stop - 1 : stop]:
        _hour(draft, "end_time", blocks[stop - 1], ENDED)
    read_out = frozenset(_read_out(blocks, first, labels))

    def is_note(body: Body, block: Block) -> bool:
        return _is_note(body, block, read_out=body.position in read_out)

    headings = {position for lines in _statements(blocks[:stop]) for position in lines}

    def is_capitals(body: Body, block: Block) -> bool:
        return _is_capitals(body, block, stated=body.position in headings)

    rules = (("heading in capitals", is_capitals), ("note in brackets", is_note), *RULES)
    read_body(draft, blocks[:stop], first, labels, "", rules)
    for block in blocks[stop:]:
        draft.claim(block, "footer")
    return draft


def _stop(blocks: Sequence[Block], first: int) -> int:
    """The place behind the last adjournment that ends a sitting; a recess ends one where nothing else does."""
    sits = max((i for i, block in enumerate(blocks) if SITS.match(block.text)), default=0)
    after = range(max(first, sits), len(blocks))
    ended = next((i + 1 for i in after if ENDED.match(blocks[i].text)), None)
    if ended is not None:
        return ended
    return max((i + 1 for i in after if RECESSED.match(blocks[i].text)), default=len(blocks))


def _read_out(blocks: Sequence[Block], first: int, labels: Sequence[Candidate]) -> Iterator[int]:
    """Positions of what nobody says: what the clerk reads out, and the head of another day's sitting, to the label."""
    labelled = {label.position for label in labels}
    reading = False
    for i in range(first, len(blocks)):
        before = ENDED.match(blocks[i - 1].text) if i else None
        reading = i not in labelled and (reading or READ_OUT.match(blocks[i].text) is not None or before is not None)
        if reading:
            yield i


def _without_pages(block: Block) -> Block:
    holes = []
    for match in PAGE.finditer(block.text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip(" "))
        holes.append((start, match.end() - (len(words) - len(words.rstrip(" ")))))
    return without(block, holes) if holes and len(block.text) > holes[0][1] - holes[0][0] else block


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<label>(?P<chair>{CHAIR}){BRACKET}|(?P<title>{_titles()}) (?P<name>{SURNAME}){STATE})"
        rf"(?: \[(?P<note>[^\]]{{3,40}})\]\.?)?(?:\.|(?<=[{LARGE}]{{2}}):|(?<=\]))(?=\s+\S|\s*$)"
    )


@cache
def _titles() -> str:
    """Titles before a name; a copy by machine can part a title from its stop."""
    titles = sorted((row["title"] for row in rows("congress_titles.csv")), key=len, reverse=True)
    return "|".join(re.escape(title).replace(r"\.", r" ?\.") for title in titles)


def _opened(blocks: Sequence[Block]) -> list[Block]:
    """Blocks cut before labels that lost the break before them, where the record sets labels in bold and capitals."""
    bold = (_label().match(block.text) for block in blocks if block.bold[:1] and block.bold[0].start == 0)
    names = {match["name"] for match in bold if match is not None and match["name"] and match["name"].isupper()}
    if not names:
        return list(blocks)
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    lost = re.compile(rf"(?<=[.?!—–-]) (?=(?:{_titles()}) (?:{either})\. )")
    return [part for block in blocks for part in _parted(block, [match.end() for match in lost.finditer(block.text)])]


def _parted(block: Block, places: Sequence[int]) -> Iterator[Block]:
    for start, end in pairwise([0, *places, len(block.text)]):
        part = slice_block(block, start, end) if places else block
        if part is not None:
            yield part


def _labels(blocks: Sequence[Block]) -> Iterator[Candidate]:
    found = [(i, match) for i, block in enumerate(blocks) if (match := _label().match(block.text)) and _is_name(match)]
    capitals = sum(1 for _, match in found if match["name"] and match["name"].split()[-1].isupper())
    record = capitals * 2 > len([1 for _, match in found if match["name"]])
    states = _states(match for _, match in found)
    starts = {position for position, _ in found}
    for position, match in found:
        # ``Mr. Lee.`` and nothing else, right above a label, is the chair who calls on Mr. Lee.
        if position + 1 in starts and not blocks[position].text[match.end() :].strip():
            continue
        if record and match["name"] and not _has_capitals(match["name"]):
            continue
        block, (start, end) = blocks[position], match.span("label")
        after = len(block.text) - len(block.text[match.end() :].lstrip(" "))
        label = block.text[start:end]
        reading = _reading(match, with_state=len(states.get(match["name"], ())) > 1)
        made = Candidate(position, block, start, end, after, bold=False, core=tidy(label), reading=reading)
        made.reasons, made.score, made.is_label = [("a title, a name and a full stop", 5)], 5, True
        yield made


def _states(found: Iterable[re.Match[str]]) -> dict[str, set[str]]:
    """The states that labels print with each surname: of several, the state tells one member from another."""
    states: dict[str, set[str]] = {}
    for match in found:
        if match["state"]:
            states.setdefault(match["name"], set()).add(match["state"])
    return states


def _has_capitals(name: str) -> bool:
    return sum(1 for letter in name if letter.isupper()) > sum(1 for letter in name if letter.islower())


def _is_name(match: re.Match[str]) -> bool:
    return match["name"] is None or match["name"].split()[0].lower() not in ADDRESSES


def _reading(match: re.Match[str], *, with_state: bool) -> LabelReading:
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
    if match["title"].rstrip(" .") not in ("Mr", "Mrs", "Ms", "Miss", "Dr"):
        offices = (OfficeAt(match["title"], *match.span("title")),)
    end = match.end("state") if with_state and match["state"] else match.end("name")
    name = cased(match.string[match.start("name") : end])
    return LabelReading("", name, match.start("name"), end, offices, firm=True)


def _head(draft: Draft, blocks: Sequence[Block]) -> None:
    """Date, title, place, hour and chair, as the front of a hearing or the first lines of a debate print them."""
    dated = next((i for i, block in enumerate(blocks) if _dated(block.text)), None)
    title = _title(blocks, dated)
    if title:
        block = join_blocks([blocks[i] for i in title])
        draft.title = Passage(block, 0, len(block.text))
        draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
        draft.claim(block, "title")
    for i, block in enumerate(blocks):
        if i in title:
            continue
        if i == dated:
            _date(draft, block)
        elif is_separator(block) or set(block.text) <= set("_-=. "):
            draft.claim(block, "separator")
        elif title and i < title.start:
            draft.claim(block, "furniture")
        else:
            read_intro(draft, block)
            draft.roster += _presiding(block)
            if SITS.match(block.text):
                _hour(draft, "start_time", block, SITS)
                _place(draft, blocks[i - 1])


def _title(blocks: Sequence[Block], dated: int | None) -> range:
    """The lines of the title: in a hearing those over the double rule, in the Record those under its first line."""
    if blocks and RECORD in blocks[0].text:
        last = _heading_run(blocks, 1, 1)
        return range(1, last)
    rule = next((i for i, block in enumerate(blocks) if len(block.text) > 20 and set(block.text) == {"="}), 0)
    if rule and _is_heading(blocks[rule - 1].text):
        return range(_heading_run(blocks, rule - 1, -1) + 1, rule)
    titles = [i for i, block in enumerate(blocks) if _is_heading(block.text) and not NO_TITLE.search(block.text)]
    before = [i for i in titles if not dated or i < dated]
    return range(before[-1], before[-1] + 1) if before else range(0)


def _heading_run(blocks: Sequence[Block], position: int, step: int) -> int:
    """The place behind the run of headings that begins at ``position``, going by ``step``."""
    start = position
    while 0 <= position < len(blocks) and abs(position - start) < LONGEST_TITLE and _is_heading(blocks[position].text):
        if position != start and max(blocks[position].gap if step > 0 else blocks[position + 1].gap, 0) > 1:
            break
        position += step
    return position


def _place(draft: Draft, block: Block) -> None:
    match = PLACE.search(block.text)
    if match is not None and "place" not in draft.facts:
        draft.facts["place"] = Fact(match.group(), [words_at(block, *match.span())])


def _hour(draft: Draft, fact: str, block: Block, told: re.Pattern[str]) -> None:
    """The hour of ``The committee met ... at 10:06 a.m.`` and ``[Whereupon, at 1 p.m., ... adjourned.]``."""
    match = HOUR.search(block.text)
    if match is None or told.match(block.text) is None or fact in draft.facts:
        return
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
    draft.facts[fact] = Fact(f"{hour:02}:{int(match['minute'] or 0):02}", [words_at(block, *match.span())])


def _dated(text: str) -> bool:
    """A line of the day, or the Record's own first line."""
    found = find_date(text)
    return found is not None and (len(text) < 60 or text.startswith("[Congressional Record"))


def _date(draft: Draft, block: Block) -> None:
    found = find_date(block.text)
    draft.claim(block, "dateline")
    if found is not None and found.first:
        draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])


def _is_heading(text: str, shortest: int = SHORTEST_HEADING) -> bool:
    letters = [c for c in DEGREE.sub("", INNER.sub("", text)) if c.isalpha()]
    known = shortest <= len(text) <= LONGEST_HEADING and len(letters) > shortest - 3
    return known and all(c.isupper() for c in letters) and text[0] != "["


@cache
def _speaks() -> re.Pattern[str]:
    """Who makes a statement, in capitals behind any titles, and the office behind the name."""
    titles = "|".join(re.escape(row["title"].upper()) for row in rows("congress_titles.csv"))
    return re.compile(
        rf"(?:AND |ALSO |ACCOMPANIED BY )*(?:(?:THE|HON(?:ORABLE|\.)|CHAIR|{titles}) )*"
        rf"(?P<name>[{LARGE}][{LARGE}'’.-]+"
        rf"(?: (?!OF\b|THE\b|AND\b)(?:[{LARGE}]\.|{PREFIX}[{LARGE}][{LARGE}'’.-]+)){{1,4}})"
        r"(?:,? (?:JR\.|SR\.|Jr\.|Sr\.|I{2,3}|P[Hh]\.? ?D\.?|M\.D\.|E[Ss][Qq]\.))*"
        r"(?:, (?:AN? |THE )?(?P<office>[^;]+))?$"
    )


def _stated(blocks: Sequence[Block], acronyms: frozenset[str]) -> Iterator[Named]:
    """Name and office of the next ``Ms. Lee.``: ``STATEMENT OF ANN LEE, CHIEF ECONOMIST``; several stand by ``;``."""
    for lines in _statements(blocks):
        block = join_blocks([blocks[i] for i in lines])
        opening = STATEMENT.match(block.text)
        assert opening is not None
        for part in re.finditer(r"[^;]+", block.text[opening.end() :]):
            words = part.group().strip(" .")
            match = _speaks().match(words)
            if match is None:
                continue
            offset = (
                opening.end() + part.start() + len(part.group()) - len(part.group().lstrip(" ")) + match.start("name")
            )
            offices: tuple[OfficeAt, ...] = ()
            if match["office"]:
                a, b = match.span("office")
                start = match.start("name")
                offices = (OfficeAt(_title_case(match["office"], acronyms), a - start, b - start),)
            name = cased(match["name"])
            reading = LabelReading("", name, 0, len(match["name"]), offices, firm=True)
            yield Named(reading, block, offset, tidy(words), is_label=False)


def _statements(blocks: Sequence[Block]) -> Iterator[range]:
    """The lines of each heading that names who makes a statement."""
    for first, block in enumerate(blocks):
        if STATEMENT.match(block.text) and _is_heading(block.text):
            last = first + 1
            while last < len(blocks) and _goes_on(blocks[last]):
                last += 1
            yield range(first, last)


def _goes_on(block: Block) -> bool:
    return block.gap == 0 and _is_heading(block.text, SHORTEST_LINE) and not STATEMENT.match(block.text)


def _acronyms(blocks: Sequence[Block]) -> frozenset[str]:
    """Words that speech prints in capitals, and that stay so in an office taken from a heading (``CEO``)."""
    said = (block.text for block in blocks if not _is_heading(block.text))
    return frozenset(word for text in said for word in re.findall(r"\b[A-Z]{2,6}\b", text))


def _title_case(office: str, acronyms: frozenset[str]) -> str:
    small = {"of", "the", "and", "for", "on", "in", "at", "to"}

    def word(match: re.Match[str]) -> str:
        printed = match.group()
        if printed.lower() in small and match.start():
            return printed.lower()
        return printed if printed in acronyms else running_case(printed).replace("'S", "'s").replace("’S", "’s")

    return re.sub(r"[^\W\d_]+(?:['’][A-Z]+)?", word, office)


def _presiding(block: Block) -> Iterator[Named]:
    for found in PRESIDING.finditer(block.text):
        reading = LabelReading("", found["name"], 0, len(found["name"]), firm=True)
        yield Named(reading, block, found.start("name"), found["name"], is_label=False)


def _given(blocks: Sequence[Block], first: int, labels: Sequence[Candidate], known: Sequence[Named]) -> list[Named]:
    """Full names for the surnames of labels: of the list of members, of the contents, or where one is first printed.

    ``known`` are those whose full names the record states anyway.
    """
    members = members_of(blocks[:first])
    done = {one.reading.name.split()[-1].lower() for one in known if " " in one.reading.name}
    wanted: dict[str, str] = {}
    full: dict[str, Named] = {}
    for label in labels:
        surname, _, state = label.reading.name.partition(" of ")
        said = state or _state(label)
        member = members.of(surname, said) if surname else None
        if member is not None:
            full.setdefault(member.name, member.named())
            done.add(surname.lower())
            if said:
                label.reading = label.reading._replace(name=member.name)
        elif surname and " " not in label.reading.name:
            wanted[surname.lower()] = running_case(surname)
    single = [name for key, name in wanted.items() if key not in done][:MOST_SURNAMES]
    return [*full.values(), *_contents(blocks[:first], single), *said_in_full(blocks, single)]


def _contents(blocks: Sequence[Block], surnames: Sequence[str]) -> Iterator[Named]:
    """Full names of the table of contents: ``Lee, Hon. Ann....... 12``."""
    either = "|".join(re.escape(name) for name in surnames)
    pattern = re.compile(
        rf"(?<![\w-])(?P<surname>{either}), (?:Hon|Dr|Mrs?|Ms)\. "
        r"(?P<given>[A-Z][\w'’-]+(?: [A-Z]\.(?!\.\.))?)(?=,|\.\.)"
    )
    for block in blocks if surnames else ():
        for match in pattern.finditer(block.text):
            reading = LabelReading("", f"{match['given']} {match['surname']}", 0, len(match.group()), firm=True)
            yield Named(reading, block, match.start(), match.group(), is_label=False)


def _state(label: Candidate) -> str | None:
    match = _label().match(label.block.text)
    return match["state"] if match else None


def _name_the_chair(blocks: Sequence[Block], labels: Sequence[Candidate]) -> None:
    """``The Chairman`` is whom the front says to preside as chairman; whoever takes the chair keeps an own label."""
    presiding = next((match for block in blocks if (match := PRESIDING.search(block.text))), None)
    if presiding is None or not CHAIR_HELD.match(presiding["office"] or presiding["held"] or ""):
        return
    for label in labels:
        if label.reading.voice and CHAIR_LABEL.fullmatch(label.reading.voice):
            begin = label.start + len("The ")
            held = OfficeAt(label.block.text[begin : label.end], begin, label.end)
            label.reading = LabelReading(
                "", presiding["name"], label.start, label.end, (held,), firm=True, inferred=True
            )


def _chairing(blocks: Sequence[Block], labels: Sequence[Candidate]) -> tuple[str, Words] | None:
    """Who presides: the head says so, or the last label that names who is in the chair."""
    for block in blocks:
        match = PRESIDING.search(block.text)
        if match is not None:
            return match["name"], words_at(block, match.start(), match.end())
    named = [label for label in labels if label.label.startswith("The ") and label.reading.name]
    named = named or _chairmen(labels)
    if not named:
        return None
    last = named[-1]
    return last.reading.name, words_at(last.block, last.start, last.end)


def _chairmen(labels: Sequence[Candidate]) -> list[Candidate]:
    """The labels that call one person chairman; several chairmen leave open who presides."""
    held = [label for label in labels if any(CHAIR_HELD.match(office.title) for office in label.reading.offices)]
    return held if len({label.reading.name for label in held}) == 1 else []


def _passed(blocks: Sequence[Block], labelled: Collection[int]) -> Iterator[FoundDocument]:
    """Measures that a line of the record says were agreed to or passed, under the words with which they were moved."""
    from csto_cli.parsing.documents import FoundDocument, Proof

    moved: dict[str, tuple[Block, re.Match[str]]] = {}
    done: set[str] = set()
    for position, block in enumerate(blocks):
        for match in MEASURE.finditer(block.text):
            moved.setdefault(match["kind"], (block, match))
            moved[match["number"]] = moved.get(match["number"], (block, match))
        said = SETTLED.match(block.text) if position not in labelled and CLERK.match(block.text) else None
        found = moved.get(said["number"] or said["kind"]) if said else None
        if said is None or found is None or found[1]["number"] in done:
            continue
        where, match = found
        done.add(match["number"])
        title = Proof(Passage(where, 0, len(where.text)), *match.span("title"))
        proof = Proof(Passage(block, 0, len(block.text)), *said.span())
        kind = "resolution" if match["kind"].endswith("resolution") else "other"
        made = FoundDocument(kind, match["number"], tidy(match["title"]), "adopted", None, None, None, title, proof)
        made.mentions.append((None, title))
        yield made


def _is_note(body: Body, block: Block, *, read_out: bool) -> bool:
    """A paragraph in square brackets, a line of the clerk's doings, or what the clerk reads out."""
    text = block.text
    bracketed = text[0] == "[" and text[-1] in "])." and "]" in text[-2:]
    if not bracketed and not read_out and not CLERK.match(text):
        return False
    note_block(body, block, stage_kind(text[1:-1]) or "stage")
    return True


def _is_capitals(body: Body, block: Block, *, stated: bool) -> bool:
    """A heading in capitals between the turns; ``stated``: a line of the heading of a statement."""
    if not stated and (not _is_heading(block.text) or block.text.endswith("?")):
        return False
    body.draft.claim(block, "heading")
    return True
