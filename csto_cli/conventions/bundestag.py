"""Stenographic reports of the German Bundestag as text (``Plenarprotokoll``).

A label is a line of its own that ends in a colon: ``Präsidentin Dr. Ann Lee:``, ``Ann Lee (SPD):``, ``Ann Lee,
Bundesministerin der Finanzen:``. Notes in brackets stand on lines of their own, often in mid-sentence. The contents
come first, the sitting begins behind ``Beginn: 9.00 Uhr`` and ends with ``(Schluss: 17.12 Uhr)``; appendices follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, join_blocks, tidy, without
from csto_cli.formats.reading import Reading
from csto_cli.parsing.chamber import sure_label
from csto_cli.parsing.documents import FoundDocument, Proof
from csto_cli.parsing.draft import Draft, DraftNote, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.notes import stage_kind
from csto_cli.parsing.segment import RULES, Body, note_block, read_body
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "bundestag"
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
DAY = pattern(
    r"(?P<place>[A-ZÄÖÜ][a-zäöüß]+), (?:[A-Z][a-z]+, )?(?:den|dem) "
    r"(?P<date>(?P<day>\d{1,2})\. (?P<month>[A-ZÄÖÜ][a-zä]+) (?P<year>\d{4}))"
)
NUMBER = pattern(r"Plenarprotokoll \d+/\d+")
BEGIN = pattern(r"\(?Beginn:? (?P<hour>\d{1,2})[.:](?P<minute>\d\d) Uhr\)?")
END = pattern(r"\(?(?:Schlu(?:ss|ß)(?: der Sitzung)?|Ende der Sitzung):? (?P<hour>\d{1,2})[.:](?P<minute>\d\d) Uhr\)?")
PAGE = pattern(
    r"(?:\(?[A-D]\)? ?|\d{1,6}\s+)?Deutscher Bundestag\s+[–—-]\s+\d+\. Wahlperiode\s+[–—-]\s.*"
    r"|\d+\. Sitzung\. [A-Z][a-zäöü]+, .{8,40} \d{4}(?:\s+\d+)?$|(?:\(?[A-D]\) ?){1,2}$"
)
TITLE = r"(?:(?:Prof|Dr|h|c|e|rer|nat|med|iur|jur|phil|Ing|Dipl)\.[ -]?|(?:Freiherr|Freifrau|Frhr\.|Graf|Gräfin) )"
WORD = r"[A-ZÄÖÜÉŠŽÇ][\w'’.-]*"
NAME_WORDS = rf"(?P<name>{WORD}(?: (?:von|van|de|der|den|zu|vom|zur|und|la|el|{WORD})){{0,5}})"
PRESIDING = pattern(rf"(?P<office>(?:Alters|Vize)?[Pp]räsident(?:in)?) {TITLE}{{0,6}}{NAME_WORDS}(?: \([^()]*\))?$")
LEADING = pattern(
    r"(?P<office>Bundespräsident(?:in)?|Bundeskanzler(?:in)?|Präsident(?:in)? des [A-Z][a-z]+|Wehrbeauftragte[r]?) "
    rf"{TITLE}{{0,6}}{NAME_WORDS}$"
)
MEMBER = pattern(rf"(?:Abg\. )?{TITLE}{{0,6}}{NAME_WORDS}(?P<groups>(?: [(\[][^()\[\]]{{2,60}}[)\]]){{1,2}})$")
HOLDER = pattern(rf"{TITLE}{{0,6}}{NAME_WORDS}(?: \([^()]*\))?, (?P<office>[^,:()][^:()]*(?:\([^()]*\))?)$")
GROUP = pattern(r"[(\[]([^()\[\]]*)[)\]]")
OFFICE = pattern(
    r"präsident|kanzler|minister|sekretär|senator|beauftragte|Berichterstatter|Abgeordnete|Schriftführer|Mitglied",
    re.IGNORECASE,
)
TERMINAL = pattern(r"[.!?:;)”“\"]$")
# What the chair says of a paper that the house passed, and the paper.
PASSED = pattern(r"\b(?:ist|sind)\b[^.?!]{0,120}\b(?:angenommen|beschlossen|verabschiedet)\b")
PAPER = pattern(
    r"(?P<title>(?P<kind>Gesetzentwurf|Antrag|Entschließungsantrag|Änderungsantrag|Beschlussempfehlung)\b[^.?!–]{0,160}?"
    r" auf Drucksache (?P<number>\d+/\d+))"
)
LONGEST_LABEL = 200
NARROW = 90
# Lines of a note that is wrapped by hand.
LONGEST_NOTE = 12


def sniff(source: Source, reading: Reading) -> Sniff:
    """The report's own head and hours."""
    head = source.text[:4000]
    found = [
        (weight, reason)
        for weight, pattern, reason in (
            (0.5, NUMBER, "the number of a Plenarprotokoll"),
            (0.3, re.compile("Deutscher Bundestag"), "the name of the Bundestag"),
            (0.2, re.compile("Stenogra(?:f|ph)ischer Bericht"), "the words Stenografischer Bericht"),
        )
        if pattern.search(head)
    ]
    if found and BEGIN.search(source.text) is not None:
        found.append((0.3, "the hour of the beginning"))
    if len(found) < 2:
        return Sniff(0.0)
    return Sniff(min(sum(weight for weight, _ in found), 0.95), tuple(reason for _, reason in found))


def read(source: Source, reading: Reading) -> Draft:
    """Read a report: contents, head of the sitting, speeches, closing hour, appendices."""
    reading.language = "de"
    draft = Draft(NAME, hidden=list(reading.hidden), reads_prose=False)
    lines = reading.lines or reading.blocks
    begin = next((i for i, line in enumerate(lines) if BEGIN.match(line.text)), -1)
    stop = next((i for i in range(begin + 1, len(lines)) if END.match(lines[i].text)), len(lines))
    _head(draft, lines[: begin + 1], lines[stop : stop + 1])
    blocks = list(_paragraphs(draft, lines[begin + 1 : stop]))
    draft.hidden += [hole for block in blocks for hole in block.hidden]
    labels = list(_labels(blocks))
    draft.candidates = labels
    _chairing(draft, labels)
    read_body(draft, blocks, 0, labels, "", (("note in brackets", _is_note), ("item of the agenda", _is_item), *RULES))
    draft.documents = list(_passed(draft))
    for line in lines[stop + 1 :]:
        draft.claim(line, "footer")
    return draft


def _head(draft: Draft, lines: Sequence[Block], closing: Sequence[Block]) -> None:
    for line in lines:
        day = DAY.search(line.text)
        if draft.title is None and NUMBER.match(line.text):
            draft.title = Passage(line, 0, len(line.text))
            draft.facts["title"] = Fact("", [words_at(line, 0, len(line.text))])
            draft.claim(line, "title")
        elif day is not None and day["month"] in MONTHS:
            value = f"{day['year']}-{MONTHS.index(day['month']) + 1:02}-{int(day['day']):02}"
            draft.facts.setdefault("date", Fact(value, [words_at(line, *day.span("date"))]))
            draft.facts.setdefault("place", Fact(day["place"], [words_at(line, *day.span("place"))]))
            draft.claim(line, "dateline")
        elif BEGIN.match(line.text):
            _hour(draft, line, BEGIN, "start_time")
        else:
            draft.claim(line, "furniture")
    for line in closing:
        _hour(draft, line, END, "end_time")


def _hour(draft: Draft, line: Block, pattern: re.Pattern[str], fact: str) -> None:
    match = pattern.match(line.text)
    assert match is not None
    draft.facts[fact] = Fact(f"{int(match['hour']):02}:{match['minute']}", [words_at(line, *match.span())])
    draft.claim(line, "dateline")


def _paragraphs(draft: Draft, lines: Sequence[Block]) -> Iterator[Block]:
    """Paragraphs and notes; where lines are wrapped by hand, a paragraph goes on over them, and words over hyphens.

    Heads of pages are hidden, also in mid-sentence.
    """
    lengths = sorted(len(line.text) for line in lines)
    wrapped = bool(lengths) and lengths[len(lengths) * 9 // 10] <= NARROW
    group: list[Block] = []
    heads: list[tuple[int, int]] = []
    for line in lines:
        if PAGE.match(line.text):
            heads.append(line.span())
            continue
        if group and not _goes_on(group, line, wrapped=wrapped):
            yield _joined(group, heads)
            draft.hidden += heads
            group, heads = [], []
        group.append(line)
    if group:
        yield _joined(group, heads)
    draft.hidden += heads


def _goes_on(group: Sequence[Block], line: Block, *, wrapped: bool) -> bool:
    first, last = group[0].text, group[-1].text
    few = group[:LONGEST_NOTE]
    opened = sum(part.text.count("(") - part.text.count(")") for part in few)
    if first[0] == "(" and opened > 0 and len(group) < LONGEST_NOTE:
        return True
    if _is_label(first) or (first[0] == "(" and opened <= 0) or line.text[0] == "(":
        return False
    if opened > 0 and len(group) == 1 and line.text.endswith("):") and len(first) < LONGEST_LABEL:
        return True
    if not wrapped or _is_label(line.text) or line.indent > group[-1].indent:
        return False
    return line.gap == 0 and not (TERMINAL.search(last) and len(last) < NARROW * 0.5)


def _joined(group: Sequence[Block], heads: Sequence[tuple[int, int]]) -> Block:
    """The lines as one paragraph; a word that a hyphen cuts at a line's end is whole again."""
    if len(group) == 1:
        return group[0]
    end = group[-1].span()[0]
    block = join_blocks(group, [head for head in heads if head[0] < end])
    holes, position = [], 0
    for line, following in pairwise(group):
        position += len(line.text) + 1
        if line.text[-1] == "-" and following.text[:1].islower() and not following.text.startswith(("und ", "oder ")):
            holes.append((position - 2, position))
    return without(block, holes) if holes else block


@cache
def _parties() -> frozenset[str]:
    return frozenset(_plain(row["party"]) for row in rows("chamber_parties.csv") if row["country"] == "DE")


def _plain(party: str) -> str:
    return party.replace(" ", "").lower()


def _is_label(text: str) -> bool:
    return _read_label(text) is not None


def _read_label(text: str) -> LabelReading | None:
    """The reading of a whole line that is a label, its colon included."""
    if not text.endswith(":") or len(text) > LONGEST_LABEL:
        return None
    label = text[:-1].rstrip(" ")
    match = PRESIDING.match(label) or LEADING.match(label)
    if match is not None:
        return _reading(match, OfficeAt(match["office"], *match.span("office")))
    match = HOLDER.match(label)
    if match is not None and OFFICE.search(match["office"]):
        return _reading(match, OfficeAt(tidy(match["office"]), *match.span("office")))
    match = MEMBER.match(label)
    if match is None:
        return None
    party = [group for group in GROUP.finditer(label) if _plain(group[1]) in _parties()]
    if not party:
        return None
    affiliation = OfficeAt(tidy(party[-1][1]), party[-1].start(1), party[-1].end(1))
    return _reading(match, None)._replace(affiliation=affiliation)


def _reading(match: re.Match[str], office: OfficeAt | None) -> LabelReading:
    start, end = match.span("name")
    return LabelReading("", tidy(match["name"]), start, end, (office,) if office else (), firm=True)


def _labels(blocks: Sequence[Block]) -> Iterator[Candidate]:
    for position, block in enumerate(blocks):
        reading = _read_label(block.text)
        if reading is not None:
            end = len(block.text[:-1].rstrip(" "))
            why = "a name with party or office, alone before a colon"
            yield sure_label(position, block, 0, end, len(block.text), reading, why)


def _chairing(draft: Draft, labels: Sequence[Candidate]) -> None:
    """Who presides first: the first label of a president of the house."""
    first = next((label for label in labels if PRESIDING.match(label.label)), None)
    if first is not None:
        draft.chairing = first.reading.name, words_at(first.block, first.start, first.end)


def _is_note(body: Body, block: Block) -> bool:
    """A line in brackets: applause, interjections with their authors, breaks."""
    text = block.text
    if text[0] != "(" or text[-1] not in ")." or body.position in body.labels:
        return False
    note_block(body, block, stage_kind(text[1:-1]) or ("vocal" if "]:" in text or "):" in text else "stage"))
    return True


def _is_item(body: Body, block: Block) -> bool:
    """``Tagesordnungspunkt 3:`` on a line of its own."""
    if not re.fullmatch(r"(?:Zusatz|Tagesordnungs)punkt \d+(?: [a-z])?:?", block.text):
        return False
    start, end = block.span()
    body.draft.claim(block, "heading")
    body.pending.append(DraftNote("heading", tidy(block.text), start, end))
    return True


def _passed(draft: Draft) -> Iterator[FoundDocument]:
    """Papers that the chair says were passed, by the number of the paper in the same paragraph."""
    seen: set[str] = set()
    for turn in draft.turns:
        if turn.candidate is None or not PRESIDING.match(turn.candidate.label):
            continue
        for paragraph in turn.paragraphs:
            passage = paragraph.passage
            paper = PAPER.search(passage.text)
            passed = PASSED.search(passage.text, paper.end()) if paper is not None else None
            if paper is None or passed is None or paper["number"] in seen or "abgelehnt" in passed.group():
                continue
            seen.add(paper["number"])
            title, said = Proof(passage, *paper.span("title")), Proof(passage, *passed.span())
            kind = "law" if paper["kind"] == "Gesetzentwurf" else "decision"
            made = FoundDocument(kind, paper["number"], tidy(paper["title"]), "adopted", None, None, None, title, said)
            made.mentions.append((turn.index, title))
            yield made
