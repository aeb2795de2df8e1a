"""Minutes of technical committees and working groups: TC39 (Ecma) and groups of the IETF, as text or Markdown.

A label is whatever the minute-taker calls a speaker by: initials (``AL: yes``), a given name, a nick, a name in full;
``<nick> text`` is what somebody typed. Who that is, the list of those present or the first label tells (``Ann Lee
(AL)``). A heading ends a turn; what stands between a heading and the next label are the minute-taker's own words.
Sources of the form: the meeting notes of TC39 (2012 to 2024), minutes of the HTTP group of the IETF (2010 to 2023).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from csto_cli.data import lines as data_lines
from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, join_blocks, slice_block
from csto_cli.formats.reading import Reading
from csto_cli.parsing.attendees import Attendee, ShortForms, attendees, definitions
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt, is_given_name
from csto_cli.parsing.people import Named, ShortForm
from csto_cli.parsing.segment import RULES, Body, is_separator, note_block, read_body, read_intro
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "minutes"
MARKS = pattern(r"ietf|httpbis|tc-?39|\becma\b|\bWG\b|\bBoF\b", re.IGNORECASE)
KIND = pattern(r"\bminutes\b|\bmeeting notes\b|\bnotes\b|\bagenda\b|\bscribe", re.IGNORECASE)
SHORT_LABEL = pattern(r"(?:[-*] )?(?:[A-Z]{2,4}|[A-Z]?[a-z]{2,14}[A-Z]?|\?{1,3}) ?: ?\S|<[\w.]{2,20}> \S")
DEFINED = pattern(r"[^\W\d_a-z]\w{1,60} [^\W\d_a-z][\w -]{1,80} \([A-Z]{2,4}\)|\| *[A-Z]{2,4} *\|")
HEAD = 6000
FEWEST_LABELS, FEWEST_DEFINED = 5, 3

LIST_MARK = r"(?:[*•+–-]|\d{1,2}[.)])[ ]+"
LABEL = pattern(rf"(?:{LIST_MARK})?(?P<label>[^\s:<|#][^:<>|#]{{0,60}}?)\s*:(?=\s|$|[A-Z][a-z' ])")
NICK = pattern(r"<(?P<label>[^\W\d_][\w.@-]*(?: [A-Z][\w.-]*)?)>\s+(?=\S)")
STARTS_ITEM = pattern(rf"{LIST_MARK}|[|]|```|https?://|=>|>")
BRACKETS = pattern(r"\s*[(\[][^()\[\]]*[)\]]?")
PLACE = pattern(r"\s+(?:at|from|for|on|via|et al)\b.*$")
WORD = pattern(r"[^\W\d_][\w.'’+-]*$")
INITIALS = pattern(r"[A-Z][A-Z]{1,3}$")
PARTS = pattern(r"\s*(?:[,/&+]|\band\b)\s*")
NUMBERED = pattern(r"\s*\d{1,2}(?:\.\w{1,3})*[.)]?\s+\S.{0,90}$")
TAGS = frozenset({"b", "br", "code", "details", "div", "i", "p", "pre", "summary", "table", "td", "tr", "script"})
CONTENTS = pattern(r"\s*(?:[*+-]|\d+[.)])\s+\[.*\]\(#")
URL = pattern(r"\s*<?https?://\S+>?\s*$")
LONGEST_NAME = 4
FEWEST_NICKS = 3
TITLES = 2
LONGEST_TITLE, LONGEST_DAY = 100, 40


def sniff(source: Source, reading: Reading) -> Sniff:
    """Short labels, the groups' own words, and names with their initials."""
    found = []
    head = source.text[:HEAD]
    if MARKS.search(head) and KIND.search(head):
        found.append((0.35, "words of minutes of TC39 or the IETF"))
    labels = sum(1 for line in reading.lines or reading.blocks if SHORT_LABEL.match(line.text))
    if labels >= FEWEST_LABELS:
        found.append((0.3, f"{labels} labels of one short word"))
    defined = sum(1 for _ in DEFINED.finditer(head))
    if defined >= FEWEST_DEFINED:
        found.append((0.25, f"{defined} names with their initials"))
    if len(found) < 2:
        return Sniff(0.0)
    return Sniff(sum(weight for weight, _ in found), tuple(reason for _, reason in found))


def read(source: Source, reading: Reading) -> Draft:
    """Read minutes: title, date, those present, then turns by whatever the minute-taker calls people."""
    reading.plain_gaps = "markup"
    draft = Draft(NAME, hidden=reading.hidden, reads_prose=False, keeps_case=True)
    lines = _lines(source, reading)
    people = _listed(lines)
    officers = [entry for line in lines if _is_officer(line) for entry in attendees(_entries(line), by_commas=True)]
    people += officers
    full = [entry.named.reading.name for entry in people]
    spoken = _Labels(lines, full, [(entry.short, entry.named.reading.name) for entry in people if entry.short])
    blocks, labels = _paragraphs(lines, spoken)
    draft.candidates, draft.aliases = labels, spoken.aliases
    draft.roster = [*(entry.named for entry in people), *spoken.unlisted()]
    draft.chairing = _chairing([entry for entry in people if _chairs(entry)] or officers)
    first = labels[0].position if labels else len(blocks)
    _facts(draft, blocks, first)
    gapped = sum(1 for label in labels if label.block.gap)
    body_rules = (
        ("head and lists", _Known(first, draft).rule),
        ("heading of a subject", _is_heading),
        ("words of the minute-taker", _Own(first, spoken.names, by_lines=gapped * 2 < len(labels)).rule),
        *RULES,
    )
    read_body(draft, blocks, 0, labels, "", body_rules)
    return draft


def _chairs(entry: Attendee) -> bool:
    return any("chair" in office.title.lower() for office in entry.named.reading.offices)


def _chairing(chairs: Sequence[Attendee]) -> tuple[str, Words] | None:
    """The one whom a list or a line of the head calls chair; nobody where there are two."""
    if len(chairs) != 1:
        return None
    named = chairs[0].named
    return named.reading.name, named.words(named.reading.start, named.reading.end)


def _is_officer(line: Block) -> bool:
    """A line that names the chair and says nothing else: ``Chair: Ann Lee``."""
    if line.kind not in ("paragraph", "table") or _role(line) != "office" or ":" not in line.text:
        return False
    pieces = line.text.partition(":")[2].split(",")
    if len(attendees(_entries(line), by_commas=True)) != len(pieces):
        return False
    line.kind = "table"
    return True


@cache
def _roles() -> dict[str, str]:
    return {row["word"]: row["role"] for row in rows("minutes_words.csv")}


@cache
def _sentence_words() -> frozenset[str]:
    return frozenset(data_lines("sentence_words.txt"))


def _lines(source: Source, reading: Reading) -> list[Block]:
    """The lines of the record with their marks read; code and comments are told apart by their kind."""
    from csto_cli.formats.markdown import FRONT_MATTER, shown_block

    found = []
    fenced = comment = False
    if reading.lines and not reading.layout.startswith("Markdown"):
        reading.packing = "markdown"
    matter = FRONT_MATTER.match(source.text) if reading.lines else None
    front = matter.end() if matter else 0
    for plain in reading.lines or reading.blocks:
        text = plain.text
        fence = text.startswith(("```", "~~~"))
        comment = comment or text.startswith("<!--")
        line = plain if fenced or fence or comment or not reading.lines else shown_block(plain, source.text)
        if comment or CONTENTS.match(text) or plain.span()[0] < front:
            line.kind = "furniture"
        elif fenced or fence:
            line.kind = "quote"
        elif text.startswith("#"):
            line.kind, line.level = "heading", line.level or TITLES
        fenced = fenced != fence
        comment = comment and "-->" not in text
        found.append(line)
    return found


def _role(line: Block) -> str:
    """What the word that a line begins with (before a colon, or alone) tells of it, from the table."""
    words = line.text.strip(" *_-#").partition(":")[0].strip(" *_").lower()
    return _roles().get(words, "")


def _listed(lines: Sequence[Block]) -> list[Attendee]:
    """Everybody in the lists of those present, and every name that is printed with its initials."""
    found: list[Attendee] = []
    for line, listed in _in_lists(lines):
        if listed:
            found += attendees(_entries(line), by_commas=_role(line) == "list")
        else:
            found += definitions(line)
        if listed and line.kind != "table":
            line.kind = "table"
    return found


def _entries(line: Block) -> Block:
    """A line of a list without the word that opens it (``Remote attendees:``)."""
    colon = line.text.find(":") + 1
    return (slice_block(line, colon, len(line.text)) or line) if colon and _role(line) in ("list", "office") else line


def _in_lists(lines: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each line, with whether it belongs to a list of those present."""
    inside = False
    for line in lines:
        if line.kind in ("furniture", "quote"):
            continue
        opens = _role(line) == "list"
        if line.kind == "heading" or opens:
            inside = opens
        elif inside and not attendees(line) and not line.text.lstrip(" ").startswith("|"):
            inside = False
        alone = len(definitions(line)) >= FEWEST_DEFINED and ":" not in line.text.split("(")[0]
        yield line, (inside and line.kind != "heading") or alone


@dataclass(slots=True)
class _Start:
    """Words before a colon at a line's start, or a nick: where they stand, and the words that name the speaker."""

    match: re.Match[str]
    core: str
    nick: bool


@dataclass
class _Labels:
    """Which starts of lines are labels, asked of the whole record."""

    lines: Sequence[Block]
    full: Sequence[str]
    short: Sequence[tuple[str, str]]
    aliases: dict[str, ShortForm] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    starts: dict[int, _Start] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = {i: start for i, line in enumerate(self.lines) if (start := _start(line)) is not None}
        self._counts = Counter(key(start.core) for start in found.values())
        single = [start.core for start in found.values() if " " not in start.core]
        self._by_initials = sum(1 for word in single if INITIALS.match(word)) * 5 > len(single) * 2
        self._in_labels = Counter(word for start in found.values() for word in start.core.split())
        text = "\n".join(line.text for line in self.lines)
        self._words = Counter(re.findall(r"[^\W\d_][\w’'-]*", text))
        spelled = [start.core for start in found.values() if self._is_full(start)]
        self._forms = ShortForms([*self.full, *spelled], self.short)
        self.starts = {i: start for i, start in found.items() if self._is_label(start)}
        cores = {key(start.core): start.core for start in self.starts.values()}
        for short, core in cores.items():
            known = self._known(core)
            if known and (len(known) > 1 or key(known[0]) != short):
                self.aliases[short] = ShortForm(known, printed=self._forms.is_explained(core))
        self._tell_apart()
        words = {core.split()[0] for core in cores.values()} | {name.split()[0] for name in self.full}
        self.names = frozenset(word for word in words if word[:1].isupper())

    def _tell_apart(self) -> None:
        """Of two who share a given name, one is told apart by longer labels: the bare name means the other one."""
        apart = {form.names[0] for short, form in self.aliases.items() if len(form.names) == 1 and not form.printed}
        for short, form in self.aliases.items():
            others = [name for name in form.names if name not in apart or key(name.split()[0]) != short]
            if len(form.names) == 2 and len(others) == 1 and all(key(n.split()[0]) == short for n in form.names):
                self.aliases[short] = ShortForm((others[0],), printed=False)

    def unlisted(self) -> Iterator[Named]:
        """Those whom a label for several people names, and who are known by a label of their own alone."""
        wanted = {key(name) for form in self.aliases.values() for name in form.names} - {
            key(name) for name in self.full
        }
        for i, start in self.starts.items():
            if key(start.core) in wanted:
                wanted.discard(key(start.core))
                reading = _read_label(start.match["label"], start.core)
                yield Named(reading, self.lines[i], start.match.start("label"), start.core, is_label=False)

    def _known(self, core: str) -> tuple[str, ...]:
        """The full names that a label fits: those of each of its parts where it names several people."""
        parts = [part for part in PARTS.split(core) if part]
        known = (self._counts[key(part)] or INITIALS.match(part) or self._forms.names(part) for part in parts)
        if len(parts) < 2 or not all(known):
            return self._forms.names(core)
        fits = [self._forms.names(part) or (part,) for part in parts]
        return tuple(dict.fromkeys(name for names in fits for name in names))

    def _is_full(self, start: _Start) -> bool:
        """A given name and a surname: both with capitals, or the surname a word that stands in labels alone."""
        words = start.core.split()
        if not 1 < len(words) <= LONGEST_NAME or not all(WORD.match(word) and len(word) > 2 for word in words):
            return False
        if words[0].isupper() or any(_roles().get(word.lower()) or word in _sentence_words() for word in words):
            return False
        if all(word[:1].isupper() for word in words):
            return is_given_name(words[0]) or self._counts[key(start.core)] > 1
        return len(words) == 2 and is_given_name(words[0]) and self._is_rare(words[1])

    def _is_rare(self, word: str) -> bool:
        return self._words[word] <= self._in_labels[word]

    def _is_label(self, start: _Start) -> bool:
        core, words = start.core, start.core.split()
        role = _roles().get(core.lower().strip(" "), "")
        if role in ("note", "list", "never") or (start.nick and core.lower() in TAGS):
            return False
        if start.nick or role or self._known(core) or _voice(core):
            return True
        # In a list, or with no space after its colon, a label is one only if it stands elsewhere too.
        glued = start.match.end() < len(start.match.string) and start.match.string[start.match.end()] != " "
        if (start.match.start("label") or glued) and self._counts[key(core)] < 2:
            return False
        if INITIALS.match(core):
            return True
        if not words or len(words) > LONGEST_NAME or not all(WORD.match(word) for word in words):
            parts = PARTS.split(core)
            return len(parts) > 1 and all(self._counts[key(part)] or INITIALS.match(part) for part in parts)
        if any(word.lower() in _sentence_words() or _roles().get(word.lower()) for word in words):
            return False
        return self._is_name(core, words)

    def _is_name(self, core: str, words: Sequence[str]) -> bool:
        """A word or a few that look like a name, and are not written in small letters elsewhere as common words are."""
        count = self._counts[key(core)]
        if len(words) > 1:
            return all(word[:1].isupper() for word in words) or (count > 1 and self._is_rare(words[-1]))
        if core[:1].isupper():
            if self._by_initials and count < 2:
                return is_given_name(core)
            return is_given_name(core) or self._words[core.lower()] == 0 or count > self._words[core.lower()]
        others = self._words[core] - self._in_labels[core]
        return "-" not in core and (others <= 0 or count > max(others, 1))


def _start(line: Block) -> _Start | None:
    if line.kind in ("furniture", "quote", "heading", "table"):
        return None
    nick = NICK.match(line.text)
    match = nick or LABEL.match(line.text)
    if match is None:
        return None
    core = BRACKETS.sub("", match["label"]).strip(" *_")
    if not core.strip("?"):
        return _Start(match, core, nick=False)
    return _Start(match, PLACE.sub("", core.rstrip("?")), nick is not None)


def _voice(core: str) -> bool:
    """Nobody's name: a question mark, or words with ``speaker``, ``someone`` or the like among them."""
    words = core.lower().split()
    return len(words) <= LONGEST_NAME and any(_roles().get(word) == "anybody" for word in words)


def _paragraphs(lines: Sequence[Block], spoken: _Labels) -> tuple[list[Block], list[Candidate]]:
    """Lines that go on are joined to paragraphs; a label, an item, a heading or a blank line begins one."""
    groups: list[list[Block]] = []
    starts: list[_Start | None] = []
    for i, line in enumerate(lines):
        start = spoken.starts.get(i)
        if not groups or start is not None or _begins(line, groups[-1][-1]):
            groups.append([])
            starts.append(start)
        groups[-1].append(line)
    blocks = [group[0] if len(group) == 1 else _joined(group) for group in groups]
    labels = [
        _candidate(position, blocks[position], start) for position, start in enumerate(starts) if start is not None
    ]
    return blocks, labels


def _is_day(line: Block) -> bool:
    """Does the line tell a day, and hardly more?"""
    return len(line.text) <= LONGEST_DAY and find_date(line.text) is not None


def _joined(group: Sequence[Block]) -> Block:
    block = join_blocks(group)
    block.indent = group[0].indent
    return block


def _begins(line: Block, before: Block) -> bool:
    if "quote" in (line.kind, before.kind):
        return line.kind != before.kind
    return (
        line.gap > 0
        or line.kind != "paragraph"
        or before.kind != "paragraph"
        or STARTS_ITEM.match(line.text) is not None
        or URL.match(before.text) is not None
        or _role(line) in ("note", "list")
        or is_separator(line)
        or _is_numbered(before)
        or _is_day(line)
        or _is_day(before)
    )


def _candidate(position: int, block: Block, start: _Start) -> Candidate:
    begin, end = start.match.span("label")
    words = block.text[begin:end]
    begin, end = begin + len(words) - len(words.lstrip("*_ ")), begin + len(words.rstrip("*_ "))
    after = start.match.end()
    after += len(block.text[after:]) - len(block.text[after:].lstrip(" "))
    reading = _read_label(block.text[begin:end], start.core)
    made = Candidate(position, block, begin, end, after, bold=False, core=start.core, reading=reading)
    made.reasons, made.score, made.is_label = [("a nick" if start.nick else "a name before a colon", 5)], 5, True
    return made


def _read_label(label: str, core: str) -> LabelReading:
    role = _roles().get(core.lower(), "")
    if role == "office":
        title = core.rstrip("s") if core.lower().endswith("chairs") else core
        return LabelReading(offices=(OfficeAt(title, 0, len(core)),))
    if role in ("voice", "anybody") or _voice(core) or not core.strip("?"):
        return LabelReading(voice=core or label)
    start = max(label.find(core), 0)
    return LabelReading("", core, start, start + len(core), firm=True)


def _facts(draft: Draft, blocks: Sequence[Block], first: int) -> None:
    """Title: the first heading. Date: the first one that a heading or a line of the head prints."""
    title = next((block for block in blocks if block.kind == "heading"), blocks[0] if blocks else None)
    if title is not None and (title.level or TITLES) <= TITLES and (title.kind == "heading" or _is_title(title)):
        draft.title = Passage(title, 0, len(title.text))
        draft.facts["title"] = Fact("", [words_at(title, 0, len(title.text))])
    for i, block in enumerate(blocks):
        in_head = i < first and len(block.text) <= LONGEST_TITLE
        found = find_date(block.text) if in_head or block.kind == "heading" else None
        if found is not None and found.first:
            words = [words_at(block, found.start, found.end)]
            draft.facts["date"] = Fact(found.first, words)
            if found.last:
                draft.facts["end_date"] = Fact(found.last, words)
            return


def _is_title(block: Block) -> bool:
    """A short first line with the words of minutes and no colon, in a text without headings."""
    return len(block.text) <= LONGEST_TITLE and ":" not in block.text and MARKS.search(block.text) is not None


class _Known:
    """What stands before the first label, and lists and comments wherever they stand."""

    def __init__(self, first: int, draft: Draft) -> None:
        self._title = id(draft.title.block) if draft.title is not None else 0
        self._first = first

    def rule(self, body: Body, block: Block) -> bool:
        """Title, comments and lists of those present; before the first label also separators and introductions."""
        if id(block) == self._title:
            body.draft.claim(block, "title")
        elif block.kind == "furniture":
            body.draft.claim(block, "furniture")
        elif block.kind == "table":
            body.draft.claim(block, "participants")
        elif is_separator(block) or set(block.text) <= set("-=_*# |"):
            body.draft.claim(block, "separator")
        elif body.position < self._first and block.kind != "heading" and not _is_numbered(block):
            read_intro(body.draft, block)
        else:
            return False
        return True


def _is_numbered(block: Block) -> bool:
    return block.gap > 0 and NUMBERED.match(block.text) is not None and block.text.rstrip(" ")[-1] not in ".!?:;,"


def _is_heading(body: Body, block: Block) -> bool:
    """A heading ends the turn: what follows it is another subject."""
    if body.position in body.labels or not (block.kind == "heading" or _is_numbered(block)):
        return False
    note_block(body, block, "heading")
    body.draft.stretches[-1] = body.draft.stretches[-1]._replace(kind="heading")
    body.turn = None
    return True


class _Own:
    """The minute-taker's own words between the turns."""

    def __init__(self, first: int, names: Iterable[str], *, by_lines: bool) -> None:
        self._first, self._names, self._by_lines = first, frozenset(names), by_lines

    def rule(self, body: Body, block: Block) -> bool:
        """Notes in brackets, links alone, lines of the table's words, and what is told of a speaker by name."""
        text = block.text
        if body.position in body.labels:
            return False
        if _is_bracketed(text):
            note_block(body, block, "stage")
        elif URL.match(text):
            note_block(body, block, "link")
            body.turn = body.turn if not self._by_lines else None
        elif _role(block) in ("note", "list") or text.startswith(("Note ", "=>")):
            note_block(body, block, "other")
        elif body.turn is None or self._tells(text) or (self._by_lines and block.gap):
            note_block(body, block, "other")
            body.turn = None
        else:
            return False
        return True

    def _tells(self, text: str) -> bool:
        """``Ann continues.``: a speaker's name, and a word in small letters right after it."""
        name, _, rest = text.partition(" ")
        return name in self._names and rest[:1].islower()


def _is_bracketed(text: str) -> bool:
    """Is the paragraph a bracket and nothing else?"""
    closing = {"(": ")", "[": "]", "<": ">"}.get(text[0])
    return closing is not None and text.rstrip(" .")[-1] == closing and text.count(closing) == 1
