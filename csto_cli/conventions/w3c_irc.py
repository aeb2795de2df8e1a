"""IRC logs of meetings of the W3C's groups: ``16:03:53 <nick> words``.

The scribe types what others say (``Ann: yes``), and goes on with dots (``... and no``); everybody else's lines are
their own words. Robots, queues and corrections (``q+``, ``s/a/b/``) are the log's furniture.
Source of the form: the manuals of RRSAgent, Zakim and scribe.perl.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from csto_cli.conventions.w3c import CONTINUED, aliases, irc_roles, leading_word, may_be_name, resolution, robots
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.formats.reading import Moment, Reading
from csto_cli.model import NoteKind
from csto_cli.parsing.attendees import ShortForms
from csto_cli.parsing.draft import Draft, DraftNote, DraftTurn, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading
from csto_cli.parsing.people import Named
from csto_cli.parsing.segment import Body, add_paragraph
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "w3c-irc"
LINE = pattern(r"\[?(?P<clock>\d\d:\d\d(?::\d\d)?)\]?\s+<(?P<nick>[^<>\s]{1,40})>\s+(?=\S)")
COMES = pattern(r"\S+ (?:has (?:joined|left|quit|changed the topic)|is now known as)\b")
CORRECTION = pattern(r"(?:\.\.\.)?\s*[si]([/|])[^/|]+\1")
SPOKEN = pattern(r"(?P<label>[^\s:<>/][^:<>/]{0,40}?)\s*:\s+(?=\S)")
LOGGED = pattern(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d\d)/(?P<d>\d\d)-")
PRESENT = pattern(r"(?:As of this point the attendees have been|Present:|Attendees were)\s+")
TAKEN_UP = pattern(r"agend(?:um|a item) \d+\.? -- (?P<topic>.+?) -- taken up")
FEWEST_LINES = 5
FEW_WORDS = 4


def sniff(source: Source, reading: Reading) -> Sniff:
    """Lines of a clock and a nick."""
    lines = reading.lines or reading.blocks
    found = sum(1 for line in lines if LINE.match(line.text))
    if found < FEWEST_LINES or found * 2 < len(lines):
        return Sniff(0.0)
    logged = re.search(r"<(?:RRSAgent|Zakim|trackbot)>", source.text) is not None
    return Sniff(0.9 if logged else 0.6, (f"{found} lines of a clock and a nick", *(("robots of the W3C",) * logged)))


@dataclass(slots=True)
class _Line:
    """A line of the log: its block, where its words begin, who typed it."""

    block: Block
    start: int
    nick: tuple[int, int]
    clock: str

    @property
    def who(self) -> str:
        """The nick."""
        return self.block.text[self.nick[0] : self.nick[1]]

    @property
    def words(self) -> str:
        """What was typed."""
        return self.block.text[self.start :]


@dataclass(slots=True)
class _Log:
    """State of the walk over a log: ``scribed`` is the turn that the scribe's dots go on with."""

    body: Body
    scribes: set[str] = field(default_factory=set)
    scribed: DraftTurn | None = None
    people: list[Named] = field(default_factory=list)


def read(source: Source, reading: Reading) -> Draft:
    """Read a log: commands tell title, chair, scribes and who is present; the rest is what people said or typed."""
    reading.plain_gaps = "markup"
    if reading.lines:
        reading.packing = "text"  # lines are read as they were typed, also where the file calls itself Markdown
    draft = Draft(NAME, hidden=list(reading.hidden), reads_prose=False, keeps_case=True)
    lines = [_line(block) for block in reading.lines or reading.blocks]
    log = _Log(Body(draft, {}, [], ""))
    declared = any(line.words.lower().startswith(("scribe", "scribenick")) for line in lines if isinstance(line, _Line))
    if not declared:
        log.scribes = _busiest(lines)
    for line in lines:
        if isinstance(line, Block):
            draft.claim(line, "furniture")
        else:
            reading.times.append(Moment(line.block.span(0, 1)[0], line.clock, None))
            _read_line(log, line)
    draft.notes += log.body.pending
    draft.candidates = [turn.candidate for turn in draft.turns if turn.candidate is not None]
    draft.roster = log.people
    full = [named.reading.name for named in log.people] + [candidate.core for candidate in draft.candidates]
    forms = ShortForms([name for name in full if " " in name], ())
    draft.aliases = aliases(forms, full)
    if draft.chairing is not None:
        names = forms.names(draft.chairing[0])
        draft.chairing = (names[0] if len(names) == 1 else draft.chairing[0], draft.chairing[1])
    return draft


def _line(block: Block) -> _Line | Block:
    match = LINE.match(block.text)
    return _Line(block, match.end(), match.span("nick"), match["clock"]) if match else block


def _busiest(lines: Sequence[_Line | Block]) -> set[str]:
    """Where no scribe is named: who types others' names before colons most often."""
    counts = Counter(line.who for line in lines if isinstance(line, _Line) and CONTINUED.match(line.words))
    return {key(nick) for nick, _ in counts.most_common(1)}


def _read_line(log: _Log, line: _Line) -> None:
    for rule in (_is_robot, _is_command, _is_set_apart, _is_scribed):
        if rule(log, line):
            return
    _turn(log, line, line.nick, line.start)


def _is_robot(log: _Log, line: _Line) -> bool:
    """Robots: who is present, which subject is taken up, where the log is kept."""
    draft, text = log.body.draft, line.block.text
    if COMES.match(line.words):
        draft.claim(line.block, "furniture")
        return True
    if line.who.lower() not in robots():
        return False
    taken, present, logged = TAKEN_UP.match(text, line.start), PRESENT.match(text, line.start), LOGGED.search(text)
    if logged is not None and "date" not in draft.facts:
        day = "-".join(logged.group("y", "m", "d"))
        draft.facts["date"] = Fact(day, [words_at(line.block, logged.start("y"), logged.end("d"))])
        draft.claim(line.block, "dateline")
    elif taken is not None:
        _note(log, line.block, taken.span("topic"), "heading")
    elif present is not None:
        log.people += _people(line.block, present.end())
        draft.claim(line.block, "participants")
    else:
        draft.claim(line.block, "furniture")
    return True


def _people(block: Block, start: int) -> Iterator[Named]:
    """Names parted by commas, underscores for spaces."""
    for match in re.finditer(r"[^\s,]+(?: [^\s,]+){0,3}", block.text[start:]):
        name = tidy(match.group().replace("_", " ")).strip(". ")
        if name and not name.startswith("."):
            reading = LabelReading("", name, 0, len(match.group()), firm=True)
            yield Named(reading, block, start + match.start(), name, is_label=False)


def _is_command(log: _Log, line: _Line) -> bool:
    """What programs are told, and corrections."""
    words = line.words
    first = re.match(r"[\w+?=-]+", words)
    word = (first.group() if first else words).lower()
    bare = word.rstrip("+-?=")
    known = "command" in (irc_roles().get(word), irc_roles().get(bare)) and _commands(words, word)
    if not known and not CORRECTION.match(words):
        return False
    kind = "furniture"
    after = line.start + len(word) + len(words[len(word) :]) - len(words[len(word) :].lstrip(": "))
    given = line.block.text[after:].strip(" ")
    if bare == "present" and words[len(bare) : len(bare) + 1] in ("+", ":"):
        kind = "participants"
        log.people += _people(line.block, after) if given else [_named(line)]
    elif bare in ("scribe", "scribenick"):
        _scribe(log, line, word, given)
    elif bare in ("chair", "chairs") and given and "," not in given:
        log.body.draft.chairing = (given, words_at(line.block, after, len(line.block.text)))
    elif bare == "meeting" and given:
        kind = "title"
        _title(log.body.draft, line.block, after)
    log.body.draft.claim(line.block, kind)
    return True


def _commands(words: str, word: str) -> bool:
    """Is the word used as a command: with its sign, a colon or comma after it, or in a line of a few words?"""
    return word[-1] in "+-?=" or words[len(word) : len(word) + 1] in (":", ",") or len(words.split()) < FEW_WORDS


def _named(line: _Line) -> Named:
    start, end = line.nick
    return Named(LabelReading("", line.who, 0, end - start, firm=True), line.block, start, line.who, is_label=False)


def _scribe(log: _Log, line: _Line, word: str, given: str) -> None:
    who = {key(name) for name in re.split(r"[,\s]+", given) if name} or {key(line.who)}
    if word.endswith("-"):
        log.scribes -= who
    else:
        log.scribes = (log.scribes if word.endswith("+") else set()) | who


def _title(draft: Draft, block: Block, start: int) -> None:
    draft.title = Passage(block, start, len(block.text))
    draft.facts["title"] = Fact("", [words_at(block, start, len(block.text))])


def _is_set_apart(log: _Log, line: _Line) -> bool:
    """``Topic:``, ``RESOLVED:``, ``PROPOSAL:``, ``ACTION:``."""
    role, after = leading_word(line.words)
    body, start = log.body, line.start + after
    if role == "heading":
        _note(log, line.block, (start, len(line.block.text)), "heading")
    elif role == "resolution" and start < len(line.block.text):
        body.draft.claim(line.block, "documents")
        turn = body.draft.turns[-1].index if body.draft.turns else None
        body.draft.documents.append(resolution(line.block, start, turn, (line.start, start)))
    elif role in ("proposal", "action"):
        _note(log, line.block, (line.start, len(line.block.text)), "other")
    else:
        return False
    return True


def _note(log: _Log, block: Block, at: tuple[int, int], kind: NoteKind) -> None:
    """Words that nobody said; what stands around them in the line is the log's markup."""
    start, end = at
    draft = log.body.draft
    draft.claim(block, "heading" if kind == "heading" else "note", start, end)
    first, last = block.span(start, end)
    log.body.pending.append(DraftNote(kind, tidy(block.text[start:end]), first, last))


def _is_scribed(log: _Log, line: _Line) -> bool:
    """The scribe's lines: somebody's name and words, or dots that go on with them."""
    if key(line.who) not in log.scribes:
        return False
    text = line.block.text
    dots = CONTINUED.match(text, line.start)
    if dots is not None and log.scribed is not None and dots.end() < len(text):
        _goes_on(log, line, dots.end())
        return True
    spoken = SPOKEN.match(text, line.start)
    if spoken is None or not _names(spoken["label"].split()):
        return False
    _turn(log, line, spoken.span("label"), spoken.end())
    log.scribed = log.body.turn
    return True


def _names(words: Sequence[str]) -> bool:
    """A nick of one word, or a few words with capitals."""
    return len(words) == 1 or may_be_name(words)


def _turn(log: _Log, line: _Line, label: tuple[int, int], after: int) -> None:
    body, block = log.body, line.block
    start, end = label
    name = block.text[start:end]
    reading = LabelReading("", name, 0, end - start, firm=True)
    found = Candidate(0, block, start, end, after, bold=False, core=name, reading=reading)
    found.reasons, found.score, found.is_label = [("a nick, or a name in the scribe's line", 9)], 9, True
    body.turn = DraftTurn(len(body.draft.turns), found)
    body.draft.turns.append(body.turn)
    body.draft.notes += body.pending
    body.pending = []
    body.draft.claim(block, "markup", 0, start)
    body.draft.claim(block, "label", start, len(block.text[:after].rstrip(" ")))
    add_paragraph(body, block, after)


def _goes_on(log: _Log, line: _Line, after: int) -> None:
    """Dots go on with the scribed turn; where others typed in between, as a turn that resumes it."""
    body, block = log.body, line.block
    assert log.scribed is not None
    if body.turn is not log.scribed:
        body.turn = DraftTurn(len(body.draft.turns), None, goes_on=log.scribed.goes_on or log.scribed)
        body.draft.turns.append(body.turn)
        body.draft.notes += body.pending
        body.pending = []
        log.scribed = body.turn
    body.draft.claim(block, "markup", 0, len(block.text[:after].rstrip(" ")))
    add_paragraph(body, block, after)
