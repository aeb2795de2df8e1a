"""Hansard of the United Kingdom's two Houses: old and new pages, text downloads, Markdown copies.

A label is bold with a colon (``Mr. Lee (Norwood) (Con):``), or a line of its own without one (``Baroness Lee (Lab)``,
the speech right below). An office stands before the name in brackets (``The Minister for Ports (Ann Lee)``) and later
alone. Marks of columns fall in mid-sentence, hours between paragraphs; the clerk's words end a speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, join_blocks, slice_block, tidy, without
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
    step_of,
    sure_label,
)
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.letters import LARGE
from csto_cli.parsing.names import HONORIFICS, LabelReading, OfficeAt, is_given_name
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import RULES, read_body, read_intro
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "hansard"
COLUMN = pattern(
    r"\[?(?:\d{1,2} [A-Z][a-z]{2,8} \d{4} ?: ?)?(?:Column|Col\.) ?[A-Z]{0,3}\d+ ?(?:[A-Z]{1,3}|continued)?\]?$",
    re.IGNORECASE,
)
HOUR = pattern(r"\[?(?:\d{1,2}[.: ]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} (?:am|pm|noon)|Noon|Midnight)\]?$")
# What stands before a label: the number of a question (``T1. [66880]``), of a speech in a list, a quotation's mark.
NUMBER = pattern(r"(?:[QT]?\d+\. *)?(?:\[\d+\] *)?(?:（[^（）]{1,3}） *)?$")
STAMP = pattern(r"\b(?P<day>[0-3]\d)/(?P<month>[01]\d)/(?P<year>\d{4}) \d\d:\d\d:\d\d")
NUMBER_ALONE = pattern(r"[QT]?\d+\.? *\[\d+\]$")
ASKED = pattern(r"[QT]?\d+\. +(?=\S)")
QUESTION = pattern(r"\s*\[\d{4,7}\]\s*$")
LABEL = pattern(r"(?P<label>[^:\n]{2,250}?) *:")
BRACKETS = pattern(r"(?:\([^()]{2,80}\) ?){1,3}$")
GROUP = pattern(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^\[\]]*)\]")
PEERAGE = r"(?:Lord|Lady|Baroness|Baron|Viscount|Viscountess|Earl|Countess|Duke|Duchess|Marquess|Marchioness)"
PEER = pattern(rf"(?:The )?{PEERAGE}\b")
WORD = rf"(?:[{LARGE}][\w'’.-]*|de|of|the|and|The|Mc|Mac|von|van|der|la|le|du|St\.?)"
PEER_LINE = pattern(rf"(?:The )?{PEERAGE}(?: {WORD}){{1,8}}$")
HONOURED = pattern(rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Rev|Professor|Mx)\.?)(?: {WORD}){{1,5}}$")
PLAIN = pattern(rf"[{LARGE}][\w'’.-]*(?: (?:[{LARGE}][\w'’.-]*|de|von|van|der|la)){{1,3}}$")
CHAIR = pattern(
    r"(?:The |Mr\.? |Madam |Mrs\.? |Ms\.? |Sir )?(?:Principal |First |Second |Third )?(?:Deputy |Lord |Acting )*"
    r"(?:Speaker|Chairman|Chair|Chairman of Ways and Means|Lord Chancellor|Chairman of Committees)(?: of Committees)?$"
)
VOICE = pattern(
    r"(?:(?:Several|An?|Some|The) )?(?:(?:right )?hon\. |noble )?(?:Members?|Lords?|Baroness(?:es)?|Peers)$",
    re.IGNORECASE,
)
BISHOP = pattern(r"The (?:Lord )?(?:Arch)?[Bb]ishop of ")
OFFICE = pattern(
    r"(?:The |An? |Advocate|Minister|Secretary|Solicitor|Attorney|Parliamentary|Leader"
    r"|Lord (?:President|Privy|Chancellor))"
)
OFFICE_LINE = pattern(r"The [A-Z][\w-]*(?: (?:[A-Z][\w,-]*|of|the|and|for|to)){1,14}$")
NO_MEMBER = pattern(
    r"(?:Amendments?|Annex|Appendix|AYES|Clauses?|Column|Date|Division|Figure|Motion|New|NOES|Notes?|Part|Questions?"
    r"|Schedules?|Sections?|Source|Tables?|Tellers|The (?:Committee|House)|Title|Total)\b"
)
ROSE = pattern(r"rose\b.{0,3}$")
TITLED = frozenset({*HONORIFICS, "rev", "reverend", "professor", "mx", "rt", "right", "colonel", "captain", "major"})
STOCK = pattern(
    r"(?:House of (?:Commons|Lords)|Westminster Hall|Grand Committee|Prayers|The House (?:met|being met)\b.*"
    r"|Parliamentary Debates.*|\[.*in the Chair\]|Previous.*|Next.*|Index|Home Page|Contents|Back to .*|Volume \d.*)$",
    re.IGNORECASE,
)
CHINESE_NOTE = pattern(r"（[^（）]*[\u4e00-\u9fff][^（）]*）")
COMMENT = pattern(r"（[^（）]*[\u4e00-\u9fff][^（）]*）$")
CHINESE_DATE = pattern(r"(?:时间|時間)：(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
CHINESE_PLACE = pattern(r"(?:地点|地點)：(?P<place>\S.*)")
COPY = pattern(r"\s*(?:<center>|<img\b|<!--|\{%|</?(?:br|div|p)\b)[^\n]*$")
COURTESY = pattern(
    r"\b(?:[Rr]ight )?hon\. (?:and (?:learned|gallant) )?(?:Members?|Friends?|Gentleman|Lady)\b|\bMy Lords\b"
    r"|\bnoble (?:Lord|Baroness|friend)\b"
)
HOUSE = pattern(r"Prime Minister[’']s Questions|House of (?:Commons|Lords)|Oral Answers to Questions|Westminster Hall")
SAMPLE = 40_000
SUREST = 0.92
MANY = 3
LONGEST_LINE = 200
LONGEST_LINK = 60


def sniff(source: Source, reading: Reading) -> Sniff:
    """Marks of columns, labels with parties, the courtesies of the House."""
    found = []
    if any(COLUMN.match(block.text) for block in reading.blocks if len(block.text) < 60):
        found.append((0.4, "marks of columns"))
    labels = sum(1 for block in reading.blocks if _party_label(block))
    if labels:
        found.append((0.4 if labels < MANY else 0.6, f"{labels} labels with a party"))
    styled = sum(1 for label in _bold_labels(reading.blocks).values() if _is_styled(label.label))
    if styled:
        found.append((0.3, f"{styled} labels in bold of members and offices as the House styles them"))
    if HOUSE.search(source.text[:SAMPLE]):
        found.append((0.3, "a name of the House or of its question time"))
    courtesies = len(COURTESY.findall(source.text[:SAMPLE]))
    if courtesies:
        found.append(
            (
                0.35 if courtesies >= MANY else 0.25,
                f"{courtesies} courtesies of the House in the first {SAMPLE} characters",
            )
        )
    if any(STOCK.match(block.text) for block in reading.blocks if block.kind == "heading"):
        found.append((0.3, "a heading that Hansard prints"))
    if sum(weight for weight, _ in found) < SUREST / 2:
        return Sniff(0.0)
    return Sniff(min(sum(weight for weight, _ in found), SUREST), tuple(reason for _, reason in found))


def _is_styled(label: str) -> bool:
    head = GROUP.sub("", label).rstrip(" ")
    return HONOURED.match(head) is not None or CHAIR.match(head) is not None or head.startswith("The ")


def _party_label(block: Block) -> bool:
    """A label with a party: in bold before a colon, or a line of its own."""
    head = block.text[:LONGEST_LINE]
    if block.bold:
        head = head.partition(":")[0]
    elif len(block.text) > LONGEST_LINE:
        return False
    last = list(GROUP.finditer(head))[-1:]
    return bool(last) and _is_party(last[0]) and last[0].end() == len(head.rstrip(" "))


def read(source: Source, reading: Reading) -> Draft:
    """Read a debate, questions or statements: furniture apart, labels, the body with the clerk's words as notes."""
    draft = Draft(NAME, hidden=list(reading.hidden), reads_prose=False)
    blocks = list(_furnished(reading.blocks if reading.lines else list(_named(reading.blocks))))
    blocks, cut = make_whole(blocks)
    draft.hidden += cut
    found = _bold_labels(blocks) or _line_labels(blocks, wrapped=bool(reading.lines) and _gaps_tell(blocks))
    if not reading.lines or not any(block.bold for block in blocks):
        _headings(blocks, found)
    blocks, labels, steps = join_lists(blocks, found, find_steps(blocks, found, _is_italic))
    draft.candidates = list(labels.values())
    first = min(labels, default=len(blocks))
    _head(draft, reading, blocks[:first])
    _date_of_divisions(draft, [blocks[i] for i in sorted(steps)])
    read_hours(draft, blocks, labels, steps)
    draft.documents = list(settled(blocks, steps))
    body = [_without_comment(block) for block in blocks]
    draft.hidden += [hole for block in body for hole in block.hidden]
    read_body(draft, body, first, draft.candidates, "", (procedure(steps), *RULES))
    draft.hidden = sorted(set(draft.hidden))
    return draft


def _named(blocks: Sequence[Block]) -> Iterator[Block]:
    """Newer pages set a member's name and the brackets behind it into blocks of their own: they are one label."""
    before: Block | None = None
    for block in blocks:
        if before is not None and BRACKETS.match(block.text) and _may_be_name(before):
            before = join_blocks([before, block])
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _may_be_name(block: Block) -> bool:
    return len(block.text) < LONGEST_LINE and block.text[0].isupper() and block.text[-1] not in ".:;,?!—–”)"


def _furnished(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with columns, hours, links and the numbers of questions set apart."""
    for block in blocks:
        text = block.text
        if COLUMN.match(text) or NUMBER_ALONE.match(text) or COPY.match(text) or COMMENT.match(text) or _is_link(block):
            block.kind = "furniture"
        elif HOUR.match(text):
            block.kind = "time"
        start = block.bold[0].start if block.bold and block.kind == "paragraph" else 0
        if start and NUMBER.match(text[:start]) and text[:start].strip(" "):
            number, block = _parts(block, start)
            number.kind = "furniture"
            yield number
        end = QUESTION.search(block.text) if block.text.endswith("]") else None
        if end is not None and end.start():
            rest, block = _parts(block, end.start())
            block.kind = "furniture"
            asked = ASKED.match(rest.text)
            if asked is not None:
                number, rest = _parts(rest, asked.end())
                number.kind = "furniture"
                yield number
            yield rest
        yield block


def _is_italic(block: Block) -> bool:
    """A paragraph that is all in italics is the clerk's."""
    return any(run.start == 0 and run.end >= len(block.text) - 1 for run in block.italic)


def _parts(block: Block, cut: int) -> tuple[Block, Block]:
    """The block before and after a display offset; words stand on both sides of it."""
    before, after = slice_block(block, 0, cut), slice_block(block, cut, len(block.text))
    assert before is not None
    assert after is not None
    return before, after


def _is_link(block: Block) -> bool:
    if block.kind == "heading" or len(block.text) > LONGEST_LINK:
        return False
    return any(r.href and r.start == 0 and r.end == len(block.text) for r in block.links)


@dataclass(frozen=True, slots=True)
class _Found:
    """A label at ``block.text[start:end]``; the speech begins at ``after``."""

    position: int
    start: int
    end: int
    after: int


def _bold_labels(blocks: Sequence[Block]) -> dict[int, Candidate]:
    """Labels in bold before a colon, and the same words before a colon where a copy lost the bold."""
    found, known = [], set()
    for position, block in enumerate(blocks):
        if block.kind not in ("paragraph", "quote") or not block.bold or block.bold[0].start > 1:
            continue
        match = LABEL.match(block.text)
        if match is None or not _is_bold(block, match) or not _is_member(tidy(match["label"])):
            continue
        if VOICE.match(tidy(match["label"])) and ROSE.match(block.text[match.end() :].strip(" ")):
            continue
        found.append(_Found(position, match.start("label"), match.end("label"), match.end()))
        known.add(tidy(match["label"]))
    marked = {one.position for one in found}
    for position, block in enumerate(blocks):
        match = LABEL.match(block.text[:LONGEST_LINE]) if position not in marked and block.kind == "paragraph" else None
        if match is not None and tidy(match["label"]) in known:
            found.append(_Found(position, match.start("label"), match.end("label"), match.end()))
    return _candidates(blocks, sorted(found, key=lambda one: one.position), "bold before a colon")


def _is_bold(block: Block, match: re.Match[str]) -> bool:
    """Bold covers the label, brackets behind it apart."""
    rest = block.text[block.bold[0].end : match.end("label")]
    return not GROUP.sub("", rest).strip(" ()") or block.bold[-1].end >= match.end("label") - 1


def _is_member(label: str) -> bool:
    """Words that can be a member, an office or a voice: no mark of a column, no heading of a list."""
    head = GROUP.sub("", label).strip(" ")
    return head[:1].isupper() and not COLUMN.match(label) and len(head.split()) < 30 and not NO_MEMBER.match(head)


def _line_labels(blocks: Sequence[Block], *, wrapped: bool) -> dict[int, Candidate]:
    """Labels on a line of their own, the speech on the next one; ``wrapped`` tells that lines and gaps are known."""
    lines = [i for i, block in enumerate(blocks) if _may_be_line(blocks, i, gaps=wrapped)]
    known = {short for i in lines if _is_full(blocks[i].text) for short in _shorter(blocks[i].text)}
    chosen = [
        i for i in lines
        if _is_full(blocks[i].text) or _is_short(blocks[i], known, sure=wrapped or blocks[i + 1].kind == "quote")
    ]  # fmt: skip
    found = [_Found(i, 0, len(blocks[i].text), len(blocks[i].text)) for i in chosen]
    return _candidates(blocks, found, "a line of its own before a speech")


def _gaps_tell(blocks: Sequence[Block]) -> bool:
    """Whether blank lines part speeches from each other and not from labels: a paste can put one behind every line."""
    return len({block.gap > 0 for block in blocks[1:]}) > 1


def _may_be_line(blocks: Sequence[Block], position: int, *, gaps: bool) -> bool:
    block = blocks[position]
    if block.kind not in ("paragraph", "heading") or len(block.text) > LONGEST_LINE or not block.text[0].isupper():
        return False
    following = next((later for later in blocks[position + 1 : position + 4] if later.kind != "furniture"), None)
    if following is None or following.kind not in ("paragraph", "quote") or block.text[-1] in ".:;,?!—–”":
        return False
    if (VOICE.match(block.text) and ROSE.match(following.text)) or (position and _asks_for_mover(blocks[position - 1])):
        return False
    return not gaps or (following.gap == 0 and (block.gap > 0 or position == 0))


def _asks_for_mover(block: Block) -> bool:
    """``Moved by`` alone: the name on the next line is the mover's, and the motion stands below it."""
    return block.text.rstrip(" ").lower().endswith(" by") and step_of(block) == "motion"


def _is_full(line: str) -> bool:
    """A member with constituency or party, an office with a name, a peer, the chair, or voices."""
    groups = list(GROUP.finditer(line))
    head = line[: groups[0].start()].rstrip(" ") if groups else line
    if groups and groups[-1].end() == len(line):
        if _is_party(groups[-1]) and (HONOURED.match(head) or PLAIN.match(head) or PEER_LINE.match(head)):
            return True
        if OFFICE.match(head) or CHAIR.match(head):
            return True
    return not groups and bool(PEER_LINE.match(head) or CHAIR.match(head) or VOICE.match(head) or BISHOP.match(head))


def _is_short(block: Block, known: set[str], *, sure: bool) -> bool:
    """The name or office of somebody whom another line gives in full, or a name with a title or given name."""
    line = block.text
    if "(" in line or "[" in line:
        return False
    if line in known:
        return True
    if not sure or block.kind == "heading":
        return False
    if OFFICE_LINE.match(line):
        return True
    plain = PLAIN.match(line) is not None and is_given_name(line.split()[0]) and not step_of(block)
    return HONOURED.match(line) is not None or plain


def _shorter(line: str) -> Iterator[str]:
    """How later labels can name who a full one names: the words before the brackets, a holder's name, the surname."""
    names = [_core(line), *(tidy(group[0][1:-1]) for group in GROUP.finditer(line) if not _is_party(group))]
    for name in names:
        yield name
        title, *words = name.split()
        if HONOURED.match(name):
            yield from (" ".join([title, *words[i:]]) for i in range(1, len(words)))


def _core(line: str) -> str:
    return tidy(GROUP.sub("", line))


def _candidates(blocks: Sequence[Block], found: Sequence[_Found], why: str) -> dict[int, Candidate]:
    made = {}
    printed = {blocks[one.position].text[one.start : one.end] for one in found}
    held = {_core(label).lower() for label in printed if "(" in label}
    known: dict[str, set[tuple[str, str]]] = {}
    for one in found:
        block = blocks[one.position]
        label = block.text[one.start : one.end]
        reading = _in_full(label, read_member(label), known)
        if not reading.name and CHAIR.match(label) and tidy(label).lower() not in held:
            reading = LabelReading(voice=tidy(label))
        made[one.position] = sure_label(one.position, block, one.start, one.end, one.after, reading, why)
    return made


def _in_full(label: str, reading: LabelReading, known: dict[str, set[tuple[str, str]]]) -> LabelReading:
    """``Mr. Duncan Lee`` is whom a label before gave in full (``Mr. Ann Duncan Lee``), if exactly one fits.

    ``known`` holds, for each ending of a name, the titles and full names that end so.
    """
    if not reading.name or reading.crowned:
        return reading
    words = reading.name.split()
    honour = label[: reading.start].strip(" .(").rpartition("(")[2].strip(" .").lower()
    longer = known.get(reading.name, set())
    fitting = [name for title, name in longer if title == honour] or [name for _, name in longer]
    for i in range(1, len(words)):
        known.setdefault(" ".join(words[i:]), set()).add((honour, reading.name))
    return reading._replace(name=fitting[0]) if honour and len(set(fitting)) == 1 else reading


def _headings(blocks: Sequence[Block], labels: dict[int, Candidate]) -> None:
    """In plain lines a short line that ends without a stop, right before a label or another heading, is a heading."""
    heads = True
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if position in labels:
            heads = True
        elif block.kind == "paragraph":
            short = len(block.text) < 120 and block.text[-1] not in ".:;,?!”’)]—–-" and block.text[0].isupper()
            heads = heads and short and block.gap > 0 and position > 0 and not step_of(block)
            if heads:
                block.kind = "heading"


@cache
def _parties() -> frozenset[str]:
    return frozenset(row["party"] for row in rows("chamber_parties.csv") if row["country"] == "GB")


def _is_party(group: re.Match[str]) -> bool:
    return tidy(group[1] or group[2] or "") in _parties()


def read_member(label: str) -> LabelReading:
    """Read a label of Hansard: a voice, an office with or without its holder, a peer, or a member with party."""
    groups = list(GROUP.finditer(label))
    stop = groups[0].start() if groups else len(label)
    head = tidy(label[:stop])
    if VOICE.match(head) and not PEER.match(head):
        return LabelReading(voice=tidy(label[:stop]))
    party = next((group for group in reversed(groups) if _is_party(group)), None)
    affiliation = OfficeAt(tidy(party[0][1:-1]), party.start() + 1, party.end() - 1) if party else None
    if BISHOP.match(head) or CHAIR.match(head) or (OFFICE.match(head) and not PEER_LINE.match(head)):
        office = office_at(label, 0, len(label[:stop].rstrip(" ")))
        holder = next((group for group in groups if not _is_party(group)), None)
        if holder is None:
            return LabelReading(offices=(office,))
        start, end = _bare(label, holder.start() + 1, holder.end() - 1)
        name = tidy(label[start:end])
        return LabelReading("", name, start, end, (office,), True, PEER.match(name) is not None, affiliation)
    start, end = _bare(label, 0, len(label[:stop].rstrip(" ")))
    name = tidy(label[start:end])
    if not name:
        return LabelReading(voice=tidy(label))
    return LabelReading("", name, start, end, (), True, PEER.match(name) is not None, affiliation)


def _bare(label: str, start: int, end: int) -> tuple[int, int]:
    """The name without titles and articles before it."""
    for word in re.finditer(r"\S+ *", label[start:end]):
        bare = word.group().strip(" .").lower()
        if bare not in TITLED - {"lady"} and not (bare == "the" and word.start() == 0):
            return start + word.start(), end
    return end, end


def _without_comment(block: Block) -> Block:
    """Comments in full-width brackets, as a copy puts them into the English text, are no speech.

    One that stands between two words without a space leaves a space, since it glued nothing that was one word.
    """
    if "（" not in block.text:
        return block
    text, holes = block.text, [match.span() for match in CHINESE_NOTE.finditer(block.text)]
    if not holes or holes[0][1] - holes[0][0] == len(text):
        return block
    between = [(a, b) for a, b in holes if text[max(a - 1, 0) : a].isalnum() and text[b : b + 1].isalnum()]
    plain = [hole for hole in holes if hole not in between]
    parts = []
    for first, last in pairwise([0, *(place for hole in between for place in hole), len(text)]):
        part = slice_block(block, first, last) if (first, last) not in between else None
        if part is not None:
            parts.append(without(part, [(a - first, b - first) for a, b in plain if first <= a < last]))
    return join_blocks(parts, [block.span(*hole) for hole in between]) if between else parts[0]


def _head(draft: Draft, reading: Reading, blocks: Sequence[Block]) -> None:
    """Date, business, who is in the chair."""
    title = reading.meta.get("title")
    if title is not None:
        _entitle(draft, title, 0, len(title.text))
    for block in reading.meta.values():
        draft.claim(block, "title" if block is title else "furniture")
    for block in blocks:
        if block.kind in ("meta", "furniture"):
            if block.kind == "furniture":
                draft.claim(block, "furniture")
                _date(draft, block)
        elif block.kind == "time" or CHINESE_DATE.match(block.text) or _is_dateline(block):
            _date(draft, block)
            draft.claim(block, "dateline")
        elif CHINESE_PLACE.match(block.text):
            _place(draft, block)
            draft.claim(block, "dateline")
        elif STOCK.match(tidy(block.text)):
            _chair(draft, block)
            draft.claim(block, "furniture" if block.kind == "paragraph" else "heading")
        elif draft.title is None and _is_business(block):
            _entitle(draft, block, 0, len(block.text))
            draft.claim(block, "title")
        elif block.kind == "heading":
            draft.claim(block, "heading")
        else:
            read_intro(draft, block)


def _entitle(draft: Draft, block: Block, start: int, end: int) -> None:
    draft.title = Passage(block, start, end)
    draft.facts["title"] = Fact("", [words_at(block, start, end)])


def _is_business(block: Block) -> bool:
    return block.kind == "heading" or (len(block.text) < LONGEST_LINE and block.text[-1] not in ".:;—")


def _is_dateline(block: Block) -> bool:
    return len(block.text) < 60 and find_date(block.text) is not None


def _date(draft: Draft, block: Block) -> None:
    chinese = CHINESE_DATE.match(block.text)
    if "date" in draft.facts and not (block.kind == "heading" and draft.facts["date"].words[0].text.find("Col") > 0):
        return
    if chinese is not None:
        value = f"{chinese['year']}-{int(chinese['month']):02}-{int(chinese['day']):02}"
        draft.facts["date"] = Fact(value, [words_at(block, chinese.start("year"), chinese.end())])
        return
    found = find_date(block.text)
    if found is not None and found.first:
        draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])


def _date_of_divisions(draft: Draft, blocks: Sequence[Block]) -> None:
    """Where nothing else tells the day, the stamp of the first division does (``04/03/2009 16:20:00``)."""
    if "date" in draft.facts:
        return
    stamped = ((block, STAMP.search(block.text[:LONGEST_LINE])) for block in blocks)
    block, stamp = next(((block, stamp) for block, stamp in stamped if stamp is not None), (None, None))
    if block is not None and stamp is not None:
        value = f"{stamp['year']}-{stamp['month']}-{stamp['day']}"
        draft.facts["date"] = Fact(value, [words_at(block, stamp.start(), stamp.end("year"), "inferred")])


def _place(draft: Draft, block: Block) -> None:
    match = CHINESE_PLACE.match(block.text)
    if match is not None:
        words = words_at(block, *match.span("place"))
        draft.facts["place"] = Fact(words.text, [words])


def _chair(draft: Draft, block: Block) -> None:
    found = in_the_chair(block)
    if found is None:
        return
    name, start, end = found
    draft.chairing = name, words_at(block, start, end)
    reading = LabelReading("", name, 0, end - start, firm=True)
    draft.roster.append(Named(reading, block, start, name, is_label=False))
