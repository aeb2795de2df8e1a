"""Official record of the Legislative Council of Hong Kong in Chinese, as text.

A label ends in a full-width colon (``主席：``, ``陳大文議員：``); a paragraph of a speech begins with a space, the
clerk's words and headings do not. Lists at the front tell who was present, with the offices of officials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, join_blocks, tidy, without
from csto_cli.formats.reading import Reading
from csto_cli.parsing.chamber import join_lists, procedure, sure_label
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import RULES, Body, note_block, read_body
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "legco"
HAN = "\u4e00-\u9fff"
CLERK = "秘書"
TITLE = pattern(r"會議過程正式紀錄")
PAGE = pattern(r"立法會 *[─—–-]+ *\d{4} ?年")
NUMBER = pattern(r"\d{1,5}$")
DAY = pattern(r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日")
CLOCK = r"(?P<half>上午|下午|晚上|正午) ?(?P<hour>\d{1,2}) ?時(?: ?(?P<minute>\d{1,2}) ?分)?"
BEGIN = pattern(rf"{CLOCK}正?會議(?:開始|繼續)")
END = pattern(rf"立法會遂於 ?{CLOCK}")
LIST = pattern(rf"(?P<kind>出席|缺席|列席)[{HAN}]{{1,8}}[：︰﹕]$")
LABEL = pattern(
    rf"(?P<label>(?P<name>[{HAN}]{{1,4}}?)議員"
    rf"|(?P<office>[{HAN}、]{{0,24}}(?:主席|秘書|[局司署處廳院長]長|主任|專員|官員|顧問)))[：︰﹕]"
)
MEMBER = pattern(rf"(?P<office>(?:代理)?主席)?(?P<name>[{HAN}]{{2,4}})議員")
OFFICIAL = pattern(
    rf"(?P<office>[{HAN}、]{{2,30}}(?:長|主任|專員|司|顧問))(?P<name>[{HAN}]{{2,4}})(?:先生|女士|博士|教授)"
)
ENDED = pattern(r"[。？！：︰）」)]$")
SHORTEST_FULL_LINE, FULL_LINE = 24, 31


def sniff(source: Source, reading: Reading) -> Sniff:
    """The record's own title and the heads of its pages."""
    head = source.text[:3000]
    found = [
        (0.5, reason)
        for pattern, reason in ((TITLE, "the title of the official record"), (PAGE, "page heads of the council"))
        if pattern.search(head)
    ]
    if not found or LABEL.search(source.text) is None:
        return Sniff(0.0)
    return Sniff(0.45 * len(found), tuple(reason for _, reason in found))


def read(source: Source, reading: Reading) -> Draft:
    """Read a sitting: those present, then speeches; the clerk's words between them are notes."""
    reading.language = "zh"
    draft = Draft(NAME, hidden=list(reading.hidden), reads_prose=False)
    blocks = list(_paragraphs(draft, reading.lines or reading.blocks))
    found = dict(_labels(blocks))
    first = min(found, default=len(blocks))
    _head(draft, blocks[:first])
    steps = {
        i: _step(block, found.get(i + 1))
        for i, block in enumerate(blocks)
        if i > first and i not in found and _is_clerk(block)
    }
    blocks, labels, steps = join_lists(blocks, found, _closed(blocks, found, steps))
    draft.candidates = list(labels.values())
    for i, step in steps.items():
        if step == "closing":
            _hour(draft, blocks[i], END, "end_time")
    rules = (("note in brackets", _is_note), procedure(steps), *RULES)
    body = [block if i in steps or block.text[0] in "(（" else _unspaced(block) for i, block in enumerate(blocks)]
    draft.hidden += [hole for block in body for hole in block.hidden]
    read_body(draft, body, min(labels, default=len(blocks)), draft.candidates, "", rules)
    return draft


def _paragraphs(draft: Draft, lines: Sequence[Block]) -> Iterator[Block]:
    """Lines as paragraphs; heads of pages are hidden, also in mid-sentence."""
    group: list[Block] = []
    paged = turned = False
    for line in lines:
        if (PAGE.match(line.text) and len(line.text) < 40) or (paged and NUMBER.match(line.text)):
            draft.hidden.append(line.span())
            paged, turned = not NUMBER.match(line.text), True
            continue
        paged = False
        if group and not _goes_on(group[-1], line, turned=turned):
            yield _joined(group)
            group = []
            line.gap += turned
        group.append(line)
        turned = False
    if group:
        yield _joined(group)


def _goes_on(before: Block, line: Block, *, turned: bool) -> bool:
    if line.gap or line.indent or LABEL.match(line.text) or line.text[0] == "(":
        return False
    full = len(before.text) >= SHORTEST_FULL_LINE
    return not turned or (full and (not ENDED.search(before.text) or len(before.text) >= FULL_LINE))


def _joined(group: Sequence[Block]) -> Block:
    if len(group) == 1:
        return group[0]
    block = join_blocks(group)
    block.indent = group[0].indent
    return block


def _unspaced(block: Block) -> Block:
    """A speech's paragraph without the spaces that stand for the ends of lines: Chinese is written without them."""
    text = block.text
    holes = [
        (chunk.display, chunk.display + 1) for chunk in block.chunks[1:]
        if chunk.length == 1 and text[chunk.display] == " "
        and not text[chunk.display - 1 : chunk.display + 2].isascii()
    ]  # fmt: skip
    return without(block, holes) if holes else block


def _labels(blocks: Sequence[Block]) -> Iterator[tuple[int, Candidate]]:
    for position, block in enumerate(blocks):
        match = LABEL.match(block.text)
        if match is None or LIST.match(block.text):
            continue
        start, end = match.span("label")
        if match["office"] == CLERK:
            reading = LabelReading(voice=CLERK)
        elif match["name"]:
            reading = LabelReading("", match["name"], *match.span("name"), firm=True)
        else:
            reading = LabelReading(offices=(OfficeAt(match["office"], *match.span("office")),))
        yield (
            position,
            sure_label(position, block, start, end, match.end(), reading, "an office or a member and a colon"),
        )


def _is_clerk(block: Block) -> bool:
    return block.indent == 0 and block.gap > 0 and block.text[0] != "("


def _step(block: Block, following: Candidate | None) -> str:
    if END.match(block.text):
        return "closing"
    short = len(block.text) < SHORTEST_FULL_LINE and not ENDED.search(block.text)
    return "heading" if short and following is not None else "other"


def _closed(blocks: Sequence[Block], labels: dict[int, Candidate], steps: dict[int, str]) -> dict[int, str]:
    """What follows the clerk's words until the next label belongs to them."""
    found: dict[int, str] = {}
    closed = False
    for position in range(min(labels, default=len(blocks)), len(blocks)):
        if position in labels:
            closed = False
        elif position in steps:
            found[position] = steps[position]
            closed = True
        elif closed:
            found[position] = "list"
    return found


def _head(draft: Draft, blocks: Sequence[Block]) -> None:
    kind = ""
    for block in blocks:
        listed = LIST.match(block.text)
        if listed is not None:
            kind = listed["kind"]
            draft.claim(block, "participants")
        elif draft.title is None and TITLE.match(block.text):
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        elif BEGIN.search(block.text):
            _hour(draft, block, BEGIN, "start_time")
            draft.claim(block, "dateline")
        elif "date" not in draft.facts and (day := DAY.match(block.text)) is not None:
            value = f"{day['year']}-{int(day['month']):02}-{int(day['day']):02}"
            draft.facts["date"] = Fact(value, [words_at(block, *day.span())])
            draft.claim(block, "dateline")
        elif kind and (MEMBER.match(block.text) or OFFICIAL.match(block.text)):
            _list(draft, block, kind)
            draft.claim(block, "participants")
        else:
            draft.claim(block, "heading" if draft.title else "furniture")


def _list(draft: Draft, block: Block, kind: str) -> None:
    """One of those present; who was absent takes no part, and the clerks are voices."""
    match = OFFICIAL.match(block.text) or MEMBER.match(block.text)
    if match is None or kind == "缺席":
        return
    start, end = match.span("name")
    offices = (OfficeAt(match["office"], *match.span("office")),) if match["office"] else ()
    reading = LabelReading("", match["name"], start, end, offices, firm=True)
    draft.roster.append(Named(reading, block, 0, tidy(match.group()), is_label=False))
    if match["office"] == "主席":
        draft.chairing = match["name"], words_at(block, match.start(), match.end())


def _hour(draft: Draft, block: Block, pattern: re.Pattern[str], fact: str) -> None:
    match = pattern.search(block.text)
    if match is None:
        return
    hour = int(match["hour"]) % 12 + (12 if match["half"] != "上午" else 0)
    draft.facts[fact] = Fact(f"{hour:02}:{int(match['minute'] or 0):02}", [words_at(block, *match.span())])


def _is_note(body: Body, block: Block) -> bool:
    """A line in brackets: what happened in the chamber."""
    if block.text[0] not in "(（" or block.text[-1] not in ")）" or body.position in body.labels:
        return False
    note_block(body, block, "stage")
    return True
