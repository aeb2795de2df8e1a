"""Transcripts of the White House: saved pages, and Markdown copies with front matter.

A label is in capitals before a colon (``PRESIDENT BIDEN:``, ``MR. ZIENTS:``); a reporter is ``Q`` with no colon at all.
The place and the hour of the beginning stand before the first turn, the hour of the end after the last one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.formats.reading import Reading
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.draft import Draft, Fact, Problem
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.fuller import said_in_full
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.letters import LARGE
from csto_cli.parsing.names import HONORIFICS, LabelReading, OfficeAt, kind_of, read_label, voices, words_of
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import read_body, read_intro
from csto_cli.parsing.spelling import running_case
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "whitehouse"
FURNITURE = ("furniture", "caption", "meta")
CAPITALS = pattern(
    rf"(?:\\?\*\*)?(?P<label>(?:[{LARGE}][{LARGE}’'-]*\.?|\\?\[[^\]\n]{{2,60}}\]|[A-Z]{{1,3}}\.)"
    rf"(?:[ ,]+(?:[{LARGE}][{LARGE}’'&/-]*\.?|&|#\d{{1,2}}|\\?\[[^\]\n]{{2,60}}\]))*(?:\s*\([^()\n]{{1,60}}\))?)"
    r"\s*:(?:\*\*)?(?=\s|$)"
)
REPORTER = pattern(r"(?:\*\*)?(?P<label>Q)(?:\*\*)?(?:\s{2,}|\s(?=[A-Z(“\"—–-]))")
CLOCK = pattern(
    r"(?P<hour>1[0-2]|0?[1-9]):(?P<minute>[0-5]\d)\s+(?P<half>[AP])\.?M\.?\s+(?:[A-Z]{2,4}|\([^)]*\))\.?\s*$"
)
WORD = r"[A-Z]\w+(?:[’'-][A-Z]\w+)*"
OFFICE = (
    r"(?:(?:European Council|European Commission|Vice|Press|Acting|Deputy) )?"
    r"(?:President|Prime Minister|Chancellor|Secretary(?: General)?|King|Queen|Premier|Taoiseach)"
)
# Words of a title in capitals behind which no name goes on: ``Ursula von der Leyen Before Trilateral Meeting``.
BEHIND_NAME = r"(?!(?:Before|After|At|In|On|During|Following|To|And|With|Of|For|From|Ahead|Upon|Prior|Aboard|As|Via)\b)"
TITLED = pattern(rf"{OFFICE} {WORD}(?: (?:(?:von|van|der|de|la|al|bin) )*{BEHIND_NAME}{WORD}){{0,2}}")
NUMBER = pattern(r" #\d+$")
TOPIC = pattern(r"\s[Oo]n\s")
FAMILY = pattern(r"\b(?:President|Lady|Gentleman)\b")
LONGEST_PLACE, LONGEST_HEADING = 80, 300
FEWEST_LABELS = 2


def sniff(source: Source, reading: Reading) -> Sniff:
    """Hours as the White House prints them, labels in capitals, its own addresses."""
    found = []
    if "whitehouse" in source.text[:3000].lower():
        found.append((0.4, "an address of the White House"))
    if sum(1 for block in reading.blocks if CAPITALS.match(block.text)) >= FEWEST_LABELS:
        found.append((0.2, "labels in capitals"))
    if any(CLOCK.match(block.text) for block in reading.blocks if len(block.text) < 30):
        found.append((0.35, "the hour of the beginning on a line of its own"))
    if len(found) < 2:
        return Sniff(0.0)
    return Sniff(min(sum(weight for weight, _ in found), 0.95), tuple(reason for _, reason in found))


def read(source: Source, reading: Reading) -> Draft:
    """Read a transcript: front matter or page head, hour, turns by labels in capitals and ``Q``, closing hour."""
    draft = Draft(NAME, hidden=reading.hidden, reads_prose=False)
    blocks = reading.blocks
    body = _front_matter(draft, reading)
    labels = list(_labels(blocks, body))
    draft.candidates = labels
    first = labels[0].position if labels else len(blocks)
    stop = _second_copy(draft, blocks, first)
    labels = [label for label in labels if label.position < stop]
    _head(draft, blocks, body, first)
    draft.roster = list(_titled(draft))
    stop = _foot(draft, blocks[:stop], labels)
    draft.roster += said_in_full(blocks[first:stop], _alone(draft))
    sentences = "\n".join(block.text for block in blocks[first:stop])
    read_body(draft, blocks[:stop], first, labels, sentences)
    return draft


def _front_matter(draft: Draft, reading: Reading) -> int:
    """Title and date of a front matter; returns the number of the block that the record begins with."""
    title, date = reading.meta.get("title"), reading.meta.get("date")
    if title is not None:
        draft.title = Passage(title, 0, len(title.text))
        draft.facts["title"] = Fact("", [words_at(title, 0, len(title.text))])
    if date is not None and (found := find_date(date.text)) is not None and found.first:
        draft.facts["date"] = Fact(found.first, [words_at(date, found.start, found.end)])
    for block in reading.meta.values():
        draft.claim(block, "title" if block is title else "dateline" if block is date else "furniture")
    return len(reading.meta)


def _labels(blocks: Sequence[Block], start: int) -> Iterator[Candidate]:
    for position in range(start, len(blocks)):
        block = blocks[position]
        if block.kind in FURNITURE:
            continue
        match = CAPITALS.match(block.text) or REPORTER.match(block.text)
        if match is None or (match["label"] == "Q" and match.re is CAPITALS and not block.text[match.end() :].strip()):
            continue
        begin, end = match.span("label")
        after = len(block.text) - len(block.text[match.end() :].lstrip(" "))
        label = block.text[begin:end]
        reading = _read_label(label)
        found = Candidate(position, block, begin, end, after, bold=False, core=tidy(label), reading=reading)
        found.reasons, found.score, found.is_label = [("capitals before a colon", 5)], 5, True
        yield found


def _read_label(label: str) -> LabelReading:
    """Office, honorific and name of a label in capitals; what yields no name is a voice."""
    words = [word for word in words_of(label) if word.text not in ",()[]\\"]
    if label == "Q" or label.lstrip("\\").startswith("[") or tidy(NUMBER.sub("", label)).lower() in voices():
        return LabelReading(voice=label)
    offices = []
    i = 0
    while i < len(words) and (
        kind_of(words[i].key) in ("office", "modifier", "rank") or words[i].key in ("first", "the")
    ):
        i += 1
    if i:
        start = words[1].start if words[0].key == "the" and i > 1 else words[0].start
        offices.append(OfficeAt(running_case(label[start : words[i - 1].end]), start, words[i - 1].end))
    name = [word for word in words[i:] if word.key not in HONORIFICS]
    if not name and offices and words[0].key == "the":
        return LabelReading(offices=tuple(offices))
    if not name or words[0].key == "the":
        return LabelReading(voice=label)
    return LabelReading("", label[name[0].start : name[-1].end], name[0].start, name[-1].end, tuple(offices), firm=True)


def _second_copy(draft: Draft, blocks: Sequence[Block], first: int) -> int:
    """Some pages hold the transcript several times: the copies after the first are furniture."""
    if first >= len(blocks):
        return len(blocks)
    opening = blocks[first].text
    again = next(
        (i for i in range(first + 1, len(blocks)) if blocks[i].text == opening and len(opening) > 60), len(blocks)
    )
    if again == len(blocks):
        return again
    start = again
    while (
        start > first + 1 and len(blocks[start - 1].text) < LONGEST_PLACE and blocks[start - 1].text[-1] not in ".?!”"
    ):
        start -= 1
    for block in blocks[start:]:
        draft.claim(block, "furniture")
    begin, end = blocks[start].span()
    draft.problems.append(
        Problem("C116", "info", "the transcript stands here once more; it is kept as furniture", begin, end)
    )
    return start


def _head(draft: Draft, blocks: Sequence[Block], start: int, first: int) -> None:
    """Title where the page marks one, date, and the place: the last short line before the hour."""
    hour = next((i for i in range(start, first) if CLOCK.match(blocks[i].text)), first)
    if start < hour < first and _day_held(draft, blocks[hour - 1]):
        hour -= 1
    for i in range(start, first):
        block = blocks[i]
        if block.kind in FURNITURE:
            draft.claim(block, "furniture")
        elif draft.title is None and block.kind in ("heading", "title") and block.level < 2 and not _is_day(block):
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        elif (
            _clock(draft, block, "start_time")
            or i == hour
            or _date(draft, block)
            or _place_above(draft, blocks, i, hour)
        ):
            draft.claim(block, "dateline")
        elif i < hour and block.kind in ("list", "heading"):
            draft.claim(block, "furniture")
        else:
            read_intro(draft, block)
    if draft.title is not None:
        _date(draft, draft.title.block)


def _day_held(draft: Draft, block: Block) -> bool:
    """A date alone above the hour is the day of the meeting, whatever day the page was issued on."""
    found = find_date(block.text) if _is_day(block) else None
    if found is None or not found.first:
        return False
    draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])
    return True


def _is_day(block: Block) -> bool:
    """A date, in brackets or bold at most, and nothing else; a title can end with one."""
    found = find_date(block.text)
    return found is not None and not (block.text[: found.start] + block.text[found.end :]).strip("()* ")


def _date(draft: Draft, block: Block) -> bool:
    longest = LONGEST_HEADING if block.kind in ("heading", "title") else LONGEST_PLACE
    found = find_date(block.text) if len(block.text) < longest and "date" not in draft.facts else None
    if found is None or not found.first:
        return False
    draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])
    return True


def _place_above(draft: Draft, blocks: Sequence[Block], position: int, hour: int) -> bool:
    return position == hour - 1 and _place(draft, blocks[position])


def _place(draft: Draft, block: Block) -> bool:
    bare = block.text.strip("* ")
    if not bare or len(bare) > LONGEST_PLACE or bare[-1] in ":?!":
        return False
    start = block.text.index(bare)
    words = words_at(block, start, start + len(bare))
    draft.facts["place"] = Fact(words.text, [words])
    return True


def _titled(draft: Draft) -> Iterator[Named]:
    """Those whom the title names with their offices: ``Remarks by President Veld and Press Secretary Ann Lee``."""
    passage = draft.title
    if passage is None:
        return
    topic = TOPIC.search(passage.text)  # ``Press Call on President Veld’s Call with ...`` names whom it is about
    for match in TITLED.finditer(passage.text, 0, topic.start() if topic else len(passage.text)):
        reading = read_label(match.group())
        words = words_of(match.group())
        if not reading.name and len(words) > 1:
            continue
        yield Named(reading, passage.block, passage.start + match.start(), tidy(match.group()), is_label=False)


def _alone(draft: Draft) -> set[str]:
    """Surnames of labels without a full name; of a president's a record prints those of the family too."""
    known = {one.reading.name.split()[-1].lower() for one in draft.roster if " " in one.reading.name}
    names = (
        label.reading.name for label in draft.candidates if label.reading.name
        and not any(FAMILY.search(office.title) for office in label.reading.offices)
    )  # fmt: skip
    return {running_case(name) for name in names if " " not in name and name.lower() not in known}


def _foot(draft: Draft, blocks: Sequence[Block], labels: Sequence[Candidate]) -> int:
    """The closing hour, and furniture behind it."""
    last = labels[-1].position if labels else len(blocks)
    for i in range(len(blocks) - 1, last, -1):
        if len(blocks[i].text) < 40 and _clock(draft, blocks[i], "end_time"):
            draft.claim(blocks[i], "dateline")
            for block in blocks[i + 1 :]:
                draft.claim(block, "footer")
            return _before_end(draft, blocks, i, last)
    return _before_end(draft, blocks, len(blocks), last)


def _before_end(draft: Draft, blocks: Sequence[Block], stop: int, last: int) -> int:
    """The place of the word ``END``, which the older pages print on a line of its own under the last words."""
    if stop - 1 > last and blocks[stop - 1].text.strip("* ") == "END":
        draft.claim(blocks[stop - 1], "footer")
        return stop - 1
    return stop


def _clock(draft: Draft, block: Block, fact: str) -> bool:
    text = block.text.removeprefix("END ").lstrip(" ")
    offset = len(block.text) - len(text)
    match = CLOCK.match(text)
    if match is None:
        return False
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "P" else 0)
    if fact not in draft.facts:
        draft.facts[fact] = Fact(
            f"{hour:02}:{match['minute']}", [words_at(block, offset, offset + len(match.group().rstrip()))]
        )
    return True
