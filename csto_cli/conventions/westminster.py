"""Parliaments and councils that keep a hansard of the Westminster kind: the Pacific, South Africa, New Zealand, cities.

A label is a title and a surname in capitals, and what ends it differs from house to house: ``The SPEAKER:``,
``HON. A. B. LEE.-``, ``Mr ANN LEE (Port North - Minister for Works) -``. Copies glue speeches into one paragraph, with
the heading of the next business before its label and the head of a page in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, slice_block, tidy
from csto_cli.formats.reading import Reading
from csto_cli.parsing.chamber import (
    find_steps,
    in_the_chair,
    join_lists,
    make_whole,
    office_at,
    procedure,
    read_hours,
    settled,
    sure_label,
)
from csto_cli.parsing.dates import DateAt, find_date
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.letters import LARGE
from csto_cli.parsing.names import OFFICE_KINDS, LabelReading, OfficeAt, is_given_name, kind_of, words_of
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import RULES, Body, is_separator, note_block, read_body, read_intro
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "westminster"
CAPITALS = rf"(?:(?:[{LARGE}]\.){{1,4}}|(?:Mc|Mac|O['’])?[{LARGE}][{LARGE}'’]*(?:-[{LARGE}'’]+)*)"
GROUP = r"(?: ?\((?P<group>[^()]{2,120})\))?"
MARK = r"(?: ?\.?:| ?\. ?[-–—]+| ?[-–—]+(?= ?[A-Z“\"‘'.…(])| [-–—] )"
ORDER = r"Point of [Oo]rder"
ARTICLE = r"(?:The|THE|An|AN|A) "
# Labels that houses of this kind write with small letters too.
MEMBER = pattern(r"Hon(?:ou?rable|\.)? [A-Z]|(?:Mr|Madam)\.? (?:Deputy |Acting )?Speaker$", re.IGNORECASE)
LONE = pattern(
    r"(?P<label>(?P<group>)(?P<name>(?:(?:Deputy|Acting|City|Assistant|Madam|Mr\.?|The) ){0,3}"
    r"(?:Clerk|Speaker|Chair(?:man|person)?)|(?:DEPUTY |ACTING |ASSISTANT ){0,2}"
    r"(?:CLERK(?: AT (?:THE )?TABLE)?|SPEAKER|CHAIR(?:MAN|PERSON)?)))(?P<mark> ?:)(?=\s|$)"
)
MEMBERS = pattern(r"\b(?:MEMBERS?|Members?)\b")
CHAIR = pattern(
    r"(?:DEPUTY |ACTING |ASSISTANT |TEMPORARY |HOUSE |CITY |TOWN )*"
    r"(?:SPEAKER|CHAIRMAN|CHAIRPERSON|CHAIR|PRESIDENT|CLERK(?: AT (?:THE )?TABLE)?|PRESIDING OFFICER)$"
)
FURNITURE = pattern(
    r"(?:Page \d+|\d{1,5}|\d{1,2}/\d{1,2}|(?:UN)?REVISED HANSARD"
    r"|NATIONAL (?:ASSEMBLY|COUNCIL OF PROVINCES)|START OF DAY|.{0,60}\bEND OF TAKE"
    r"|.{0,60}\bTake:? ?\d+.{0,100}|[“\"]?[^\n]{0,60},Unrevised Hansard,.*)$",
    re.IGNORECASE,
)
SLUG_END = pattern(r"[ .…]*(?:[/\\][^:]*)?$")
DAY = pattern(r"(?P<day>\d{1,2}) ?(?:st|nd|rd|th|ST|ND|RD|TH) (?P<month>[A-Z][A-Za-z]{2,8}),? (?P<year>\d{4})")
PAGE_HEAD = pattern(rf"(?:{DAY.pattern}(?: \d{{1,5}})?(?: |$)|\d{{1,5}} (?=[a-z(“]))")
PAGE_NUMBER = pattern(r"\d{3,5} (?=[A-Z])")
WEEKDAY = pattern(r"\b(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY\b", re.IGNORECASE)
CARRIED_ON = pattern(
    r"(?:(?:The )?(?:Parliament|House|Sitting|Committee|Council) (?:was |then )?(?:adjourned|resumed|suspended)"
    r" at \d{1,2}[.:]\d\d ?(?:[ap]\.?m\.?)?\.? ?){1,3}$"
)
HEADING_TAIL = pattern(r"(?:^|[.!?)”\"’] )(?P<words>[A-Z][^.!?;:()“”]{3,120}[^.!?;:,()“”])$")
TITLE_WORDS = 0.6
LEADS = pattern(r"\b(?:Leader|Whip)$")
CLERK = pattern(r"\bClerk$")
OFFICE_BEFORE = pattern(
    r"^(?P<chair>(?:Madam|Mr)\.? Speaker\b ?)?"
    r"(?:(?:His|Her|Worship|Deputy|Acting|Mayor|Councillors?|Speaker|Madam|Mr)\b ?)*"
)
TOOK = pattern(
    r"The (?P<office>(?:Acting |Deputy )?Speaker),? \(?(?:(?:Hon|Mr|Mrs|Ms|Sir|Dr|Honou?rable)\b\.? ){0,3}"
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4})\)?,? took the [Cc]hair"
)
OFFICE_TITLE = pattern(r"^(?:(?:the|mr|madam|hon)\.? )+")
CALLED = pattern(r"The (?P<office>Mayor|Deputy Mayor|Speaker|Chairman|Chair) called the meeting to order")
HOUSE = pattern(r"\b(?:Hansard|Parliament|hon(?:ourable|\.)? [Mm]embers?|Honourable|Mr\.? Speaker|Madam Speaker)\b")
COUNCIL = pattern(r"\bCouncil of\b|\bCity (?:Clerk|Council)\b", re.IGNORECASE)
OTHER_DAY = pattern(r"\b(?:from|of|on|until|till|since)\b[^:]*$", re.IGNORECASE)
BESIDE_DATE = 8
FEWEST = 3
SAMPLED = 400
# So many first lines of a record are what its pages repeat at their heads.
FIRST_LINES = 2
LONGEST_DAY = 40
LONGEST_HEADING = 160


def sniff(source: Source, reading: Reading) -> Sniff:
    """Labels in capitals with a title, or of councillors, and words of the house."""
    words = source.text[:60_000]
    house = HOUSE.search(words) or COUNCIL.search(words)
    if house is None:
        return Sniff(0.0)
    found = [match for block in reading.blocks[:SAMPLED] for match in islice(_matches(block.text[:4000]), SAMPLED)]
    labels = sum(1 for match in found if _is_own(match))
    members = sum(1 for match in found if MEMBER.match(match["label"]))
    if labels < FEWEST and members <= FEWEST:
        return Sniff(0.0)
    if labels < FEWEST:
        return Sniff(0.5, (f"{members} labels of honourable members or of the speaker", f"{house.group()!r}"))
    return Sniff(0.72, (f"{labels} labels of a title and a name in capitals or of an office", f"{house.group()!r}"))


def _is_own(match: re.Match[str]) -> bool:
    """A label that other families do not have: capitals behind a title, or a councillor."""
    office = match.re is _at_start() and match["label"].split()[0] in _office_titles()
    capitals = match.re is _in_capitals() or (match.re is _at_start() and match["label"].isupper())
    return office or (capitals and max(len(word) for word in match["name"].split()) > 1)


def read(source: Source, reading: Reading) -> Draft:
    """Read a sitting: page heads apart, glued speeches cut at their labels, then the body."""
    reading.language = reading.language or "en"
    draft = Draft(NAME, hidden=list(reading.hidden), reads_prose=False)
    parts = list(_cut(_furnished(reading.blocks)))
    blocks, cut = make_whole(parts)
    draft.hidden += cut
    found = _labels(blocks)
    blocks, labels, steps = join_lists(blocks, found, find_steps(blocks, found))
    draft.candidates = list(labels.values())
    first = min(labels, default=len(blocks))
    stop = _foot(blocks, labels, steps)
    _head(draft, blocks[:first])
    _date_of_pages(draft, parts)
    _chairing(draft, blocks[:first])
    draft.roster += _called_over(blocks, draft.candidates)
    _presiding(draft)
    draft.roster += _given(blocks, [*draft.roster, *draft.candidates])
    read_hours(draft, blocks, labels, steps)
    draft.documents = list(settled(blocks, steps))
    rules = (("language of a passage", _is_language), procedure(steps), ("heading in capitals", _is_capitals), *RULES)
    read_body(draft, blocks[:stop], first, draft.candidates, "", rules)
    for block in blocks[stop:]:
        draft.claim(block, "footer")
    draft.hidden = sorted(set(draft.hidden))
    return draft


@cache
def _titles() -> str:
    table = sorted((row["title"] for row in rows("chamber_titles.csv")), key=len, reverse=True)
    words = "|".join(re.escape(word) for title in table for word in (title, title.upper()))
    return rf"(?:(?:{words})(?:\. ?| ))"


@cache
def _in_capitals() -> re.Pattern[str]:
    """A label in capitals, wherever it stands."""
    small = r"(?: (?:of|the|and|for)){0,3}"
    chair = r"(?:MR|MADAM|Mr|Madam)\.? (?:[A-Z]+ )?(?:SPEAKER|CHAIR)"
    return re.compile(
        rf"(?<![\w'’(-])(?P<label>(?:(?:{_titles()}(?!{chair})){{0,2}}{_titles()}|{ARTICLE}(?:H[Oo][Nn]\.? )?)"
        rf"(?P<name>{CAPITALS}(?:{small} {CAPITALS}){{0,14}}){GROUP})(?P<mark>{MARK})"
    )


@cache
def _at_start() -> re.Pattern[str]:
    """A label whose name is written with small letters, or has no title; only at a paragraph's start."""
    small = rf"(?:[{LARGE}]\.? ){{0,4}}[{LARGE}][\w'’-]+(?: [{LARGE}][\w'’-]+){{0,3}}"
    return re.compile(rf"(?P<label>{_titles()}{{1,3}}(?P<name>{small}){GROUP})(?P<mark> ?:(?=\s|$)| [-–—] (?={ORDER}))")


@cache
def _untitled() -> re.Pattern[str]:
    """A name without a title, in capitals or not, which is a label where its first word is a usual given name."""
    small = rf"[{LARGE}][^\W\d_{LARGE}][\w'’-]*(?: (?:[{LARGE}]\.|[{LARGE}][\w'’-]+)){{1,3}}"
    return re.compile(rf"(?P<label>(?P<name>{CAPITALS}(?: {CAPITALS}){{1,4}}|{small}){GROUP})(?P<mark> ?:)(?=\s|$)")


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Labels of a paragraph, in order: one at its start, others where speeches are glued together."""
    first = _at_start().match(text) or LONE.match(text)
    if first is None:
        plain = _untitled().match(text)
        first = plain if plain is not None and is_given_name(plain["name"].split()[0]) else None
    position = 0
    if first is not None:
        yield first
        position = first.end()
    for match in _in_capitals().finditer(text, position):
        if _is_label(text, match):
            yield match


def _is_label(text: str, match: re.Match[str]) -> bool:
    """At a paragraph's start any mark ends a label; in running text a colon or hyphen alone needs a sentence's end."""
    if max(len(word) for word in match["name"].split()) < 2:
        return False
    before = text[max(match.start() - LONGEST_HEADING, 0) : match.start()].rstrip(" ")
    if not before or "." in match["mark"]:
        return True
    return before[-1] in '.!?)]”"’' or _glued_heading(before) is not None


def _furnished(blocks: Sequence[Block]) -> Iterator[Block]:
    """Page heads, takes and the slugs of speakers set apart."""
    paged = 0
    opening: set[str] = set()
    dated = numbered = False
    for position, block in enumerate(blocks):
        text = block.text
        day = _find_day(block) if len(text) < LONGEST_DAY else None
        again = day is not None and dated and day.end - day.start == len(text)
        dated = dated or day is not None
        if FURNITURE.match(text) or _is_slug(text) or text in opening or again:
            block.kind = "furniture"
            paged = 4 if text.startswith("Page ") else paged
        elif paged and block.kind == "heading":
            block.kind = "furniture"
        elif position < FIRST_LINES and len(text) < LONGEST_HEADING and text[-1] not in ".:":
            opening.add(text)
        numbered = (numbered or text.isdigit()) and not text.startswith("Page ")
        head = PAGE_HEAD.match(text) if paged and block.kind == "paragraph" else None
        if paged and head is None and not numbered and block.kind == "paragraph":
            head = PAGE_NUMBER.match(text)
        paged = max(paged - 1, 0) if block.kind == "furniture" else 0
        if head is None:
            yield block
            continue
        furniture, rest = slice_block(block, 0, head.end()), slice_block(block, head.end(), len(text))
        assert furniture is not None
        furniture.kind = "furniture"
        yield furniture
        if rest is not None:
            yield rest
        else:
            paged = 4


def _is_slug(text: str) -> bool:
    """The name of a speaker alone on a line, as the takes of a day's work begin and end with it."""
    name = SLUG_END.sub("", text) if len(text) < LONGEST_HEADING and ":" not in text else ""
    match = _in_capitals().match(name + ":")
    return match is not None and match["label"] == name


def _cut(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each paragraph cut before its labels; the heading of the next business and the clerk's words come off too."""
    for block in blocks:
        starts = (
            [match.start() for match in _matches(block.text)] if block.kind in ("paragraph", "heading", "list") else []
        )
        if not starts:
            yield from _without_tail(block, glued=False) if block.kind == "paragraph" else (block,)
            continue
        for start, end in zip([0, *starts], [*starts, len(block.text)], strict=True):
            part = slice_block(block, start, end) if end > start else None
            if part is None:
                continue
            yield from _without_tail(part, glued=end < len(block.text))


def _without_tail(block: Block, *, glued: bool) -> Iterator[Block]:
    """The clerk's words at the end of a paragraph, and where a label follows a heading too, are parts of their own."""
    text = block.text
    said = CARRIED_ON.search(text, max(len(text) - LONGEST_HEADING, 0))
    heading = _glued_heading(text) if glued else None
    start = said.start() if said is not None else heading
    if start is None:
        yield block
        return
    before, tail = slice_block(block, 0, start), slice_block(block, start, len(text))
    if before is not None:
        yield before
    if tail is not None:
        tail.kind = tail.kind if said is not None else "heading"
        yield tail


def _glued_heading(text: str) -> int | None:
    """Where a heading begins that ends the text: words written with capitals and no stop."""
    match = HEADING_TAIL.search(text, max(len(text) - LONGEST_HEADING, 0))
    if match is None:
        return None
    words = [word for word in match["words"].split() if len(word) > 3]
    capitals = sum(1 for word in words if word[0].isupper())
    return match.start("words") if words and capitals >= len(words) * TITLE_WORDS else None


def _labels(blocks: Sequence[Block]) -> dict[int, Candidate]:
    made: dict[int, Candidate] = {}
    found = {
        position: match
        for position, block in enumerate(blocks)
        if block.kind in ("paragraph", "list", "heading") and (match := next(_matches(block.text), None)) is not None
        and match.start() == 0
    }  # fmt: skip
    named = Counter(_office(match) for match in found.values() if match["group"] and CHAIR.match(match["name"]))
    for position, match in found.items():
        block = blocks[position]
        block.kind = "paragraph"
        start, end = match.span("label")
        reading = _reading(match, held=named[_office(match)] > 0)
        made[position] = sure_label(position, block, start, end, match.end(), reading, "a title, a name and a mark")
    return made


def _office(match: re.Match[str]) -> str:
    return tidy(match["name"]).lower()


def _reading(match: re.Match[str], *, held: bool) -> LabelReading:
    """A voice, an office (with its holder in brackets), or a name with constituency, office or party in brackets."""
    label, (start, end) = match["label"], match.span("name")
    offset = match.start("label")
    start, end = start - offset, end - offset
    name, group = tidy(match["name"]), match["group"] or ""
    article = label[:start].strip(" ").lower() in ("the", "an", "a")
    if MEMBERS.search(name) and not group:
        return LabelReading(voice=tidy(label))
    if article or CHAIR.match(name.upper()):
        office = office_at(label, 0, end)
        if group and not any(kind_of(word.key) in OFFICE_KINDS for word in words_of(group)):
            first, stop = _holder(label, match.start("group") - offset, match.end("group") - offset)
            return LabelReading("", tidy(label[first:stop]), first, stop, (office,), firm=True)
        return (
            LabelReading(offices=(office,))
            if held or not CHAIR.match(name.upper())
            else LabelReading(voice=tidy(label))
        )
    if not group and _is_office(name):
        return LabelReading(voice=tidy(label))
    offices, affiliation = _grouped(match, offset)
    title = tidy(label[:start]).rstrip(".")
    if title in _office_titles():
        offices = (OfficeAt(title, 0, len(label[:start].rstrip(" "))), *offices)
    return LabelReading("", name, start, end, offices, firm=True, affiliation=affiliation)


def _is_office(name: str) -> bool:
    """``LEADER OF THE OPPOSITION``: words that begin with an office's and go on with what it is of; no surname does."""
    first, *others = (word.lower() for word in name.split())
    return kind_of(first) in OFFICE_KINDS and bool({"of", "for", "in", "the"} & set(others))


@cache
def _languages() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in rows("chamber_languages.csv"))


@cache
def _office_titles() -> frozenset[str]:
    return frozenset(row["title"] for row in rows("chamber_titles.csv") if row["kind"] == "office")


def _holder(label: str, start: int, end: int) -> tuple[int, int]:
    match = re.compile(rf"{_titles()}{{0,3}}").match(label, start, end)
    return (match.end() if match else start), end


def _grouped(match: re.Match[str], offset: int) -> tuple[tuple[OfficeAt, ...], OfficeAt | None]:
    """Office or party in the brackets behind a name: ``Port North - Minister for Works``, ``Green—Port North``."""
    group = match["group"]
    if not group:
        return (), None
    start = match.start("group") - offset
    dash = re.search(r" [-–—] ", group)
    part, begin = (group[dash.end() :], start + dash.end()) if dash else (group, start)
    if any(kind_of(word.key) in OFFICE_KINDS for word in words_of(part)):
        return (OfficeAt(tidy(part), begin, begin + len(part)),), None
    first, sign, second = group.partition("—")
    if not sign:
        return (), None
    if LEADS.search(first):
        start, first = start + len(first) + 1, second
    return (), OfficeAt(tidy(first), start, start + len(first))


def _foot(blocks: Sequence[Block], labels: dict[int, Candidate], steps: dict[int, str]) -> int:
    """Where the page's foot begins: behind the last thing that the house did, if nobody speaks after it."""
    last = max(labels, default=0)
    ends = [i for i, step in steps.items() if i > last and step != "list" and "adjourned" in blocks[i].text.lower()]
    return ends[-1] + 1 if ends else len(blocks)


def _head(draft: Draft, blocks: Sequence[Block]) -> None:
    """Title, day, and what stands before the first speech."""
    dated = max(
        ((_weight(block.text), -i) for i, block in enumerate(blocks) if _find_day(block) is not None), default=None
    )
    for i, block in enumerate(blocks):
        if dated is not None and i == -dated[1]:
            _date(draft, block)
            draft.claim(block, "furniture" if block.kind == "furniture" else "dateline")
        elif block.kind in ("furniture", "caption", "meta"):
            draft.claim(block, "furniture")
        elif is_separator(block):
            draft.claim(block, "separator")
        elif len(block.text) < LONGEST_HEADING and find_date(block.text) is not None:
            draft.claim(block, "dateline")
        elif draft.title is None and _is_heading(block):
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        elif _is_heading(block):
            draft.claim(block, "heading")
        else:
            read_intro(draft, block)


def _find_day(block: Block) -> DateAt | None:
    """The day in a line that is a date, an hour or a page's number beside it at most; a sentence names other days."""
    found = _day_in(block) if len(block.text) <= LONGEST_HEADING else None
    if found is None or len((block.text[: found.start] + block.text[found.end :]).split()) > BESIDE_DATE:
        return None
    return None if OTHER_DAY.search(block.text[: found.start]) else found


def _day_in(block: Block) -> DateAt | None:
    ordinal = DAY.search(block.text)
    if ordinal is not None:
        plain = find_date(f"{ordinal['day']} {ordinal['month']} {ordinal['year']}")
        return DateAt(plain.first, None, ordinal.start(), ordinal.end()) if plain is not None else None
    return find_date(block.text)


def _weight(text: str) -> int:
    """A line with the day of the week is the record's own; a page's card can name another day."""
    return 2 if WEEKDAY.match(text) and "Take" not in text else 1


def _date(draft: Draft, block: Block) -> None:
    found = _find_day(block)
    if found is not None and found.first:
        draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])


def _date_of_pages(draft: Draft, blocks: Sequence[Block]) -> None:
    """The day that the heads of the pages print, where nothing else does."""
    if "date" not in draft.facts:
        head = next((block for block in blocks if block.kind == "furniture" and _find_day(block) is not None), None)
        if head is not None:
            _date(draft, head)


def _is_heading(block: Block) -> bool:
    letters = [letter for letter in block.text if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter.isupper() for letter in letters)
    return block.kind in ("heading", "title") or (capitals and len(block.text) < LONGEST_HEADING)


def _chairing(draft: Draft, blocks: Sequence[Block]) -> None:
    for block in blocks:
        found = in_the_chair(block)
        if found is not None:
            name, start, end = found
            draft.chairing = name, words_at(block, start, end)
            reading = LabelReading("", name, 0, end - start, firm=True)
            draft.roster.append(Named(reading, block, start, name, is_label=False))
        took = TOOK.search(block.text)
        if took is not None:
            office, (start, end) = OfficeAt(took["office"], *took.span("office")), took.span("name")
            reading = LabelReading("", took["name"], start, end, (office,), firm=True)
            draft.roster.append(Named(reading, block, 0, took["name"], is_label=False))
        called = CALLED.match(block.text)
        if called is not None:
            holder = next((c for c in draft.candidates if _holds(c, called["office"])), None)
            if holder is not None:
                draft.chairing = holder.reading.name, words_at(block, 0, called.end())


def _called_over(blocks: Sequence[Block], labels: Sequence[Candidate]) -> Iterator[Named]:
    """Those whom the clerk's call of the roll names: ``Councillors Fell, Mould and Councillor Pell.``."""
    for label in labels:
        before = next((b for b in reversed(blocks[max(label.position - 3, 0) : label.position]) if b.text), None)
        if before is None or before.text.upper() != "ROLL CALL" or not CLERK.search(label.label):
            continue
        yield from _names_called(label.block, label.after)
        # The list goes on where a line of a paged copy breaks off.
        position = label.position
        while not blocks[position].text.endswith((".", ":")) and position + 1 < min(len(blocks), label.position + 8):
            position += 1
            yield from _names_called(blocks[position], 0)


def _names_called(block: Block, after: int) -> Iterator[Named]:
    for name in re.finditer(r"[A-Z][\w'’-]+\.?(?: [A-Z][\w'’-]+)*", block.text[after:]):
        before = OFFICE_BEFORE.match(name.group())
        assert before is not None  # it may be empty
        start, words = after + name.start(), name.group()[before.end() :].rstrip(".")
        if words:
            chair = (before["chair"] or "").rstrip(" ")
            offices = (OfficeAt(chair, 0, len(chair)),) if chair else ()
            reading = LabelReading("", words, before.end(), before.end() + len(words), offices, firm=True)
            yield Named(reading, block, start, words, is_label=False)


def _plain(office: str) -> str:
    return OFFICE_TITLE.sub("", office.lower())


def _presiding(draft: Draft) -> None:
    """Whom the call of the roll, or who took the chair, names with the office of the chair is meant by its labels."""
    named = next((one for one in draft.roster if one.reading.offices), None)
    if named is None:
        return
    office = named.reading.offices[0]
    draft.chairing = named.reading.name, named.words(office.start, named.reading.end)
    for label in draft.candidates:
        if label.reading.voice and _plain(label.reading.voice) == _plain(office.title):
            held = OfficeAt(office.title, 0, len(label.label))
            label.reading = LabelReading(offices=(held,))


def _given(blocks: Sequence[Block], known: Sequence[Candidate | Named]) -> list[Named]:
    """For each councillor's surname the first place that prints it with the office and a given name."""
    wanted = {one.reading.name for one in known if one.reading.offices or isinstance(one, Named)}
    found = []
    titles = "|".join(sorted(_office_titles(), key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{titles}) (?P<name>(?P<given>[A-Z]\w+) (?P<surname>[A-Z][\w'’-]+))")
    for block in blocks if wanted else ():
        for match in pattern.finditer(block.text):
            if match["surname"] in wanted and is_given_name(match["given"]):
                wanted.discard(match["surname"])
                start, end = match.span("name")
                reading = LabelReading("", match["name"], 0, end - start, firm=True)
                found.append(Named(reading, block, start, match["name"], is_label=False))
    return found


def _holds(candidate: Candidate, office: str) -> bool:
    return bool(candidate.reading.name) and any(held.title == office for held in candidate.reading.offices)


def _is_language(body: Body, block: Block) -> bool:
    """``Afrikaans:`` on a line of its own names the language of what follows."""
    if body.position in body.labels or block.text.rstrip(" ")[:-1].lower() not in _languages() or block.text[-1] != ":":
        return False
    note_block(body, block, "language")
    return True


def _is_capitals(body: Body, block: Block) -> bool:
    """A heading in capitals between the turns."""
    if body.position in body.labels or block.kind in ("furniture", "heading") or not _is_heading(block):
        return False
    body.draft.claim(block, "heading")
    return True
