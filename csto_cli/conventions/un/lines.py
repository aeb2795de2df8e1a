"""The lines of a UN record put together: labels, paragraphs of speech, stage lines, lists of a vote, headings.

The lines of these records carry no mark of what they are. A label or a stage line opens a unit, which runs to the next
one; what stands after its last full stop is the heading of what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from csto_cli.conventions.un.labels import LONGEST_LABEL, Label, first_words, match_label, titles
from csto_cli.data import rows
from csto_cli.formats.block import Block, join_blocks, without
from csto_cli.patterns import pattern

PartKind = Literal["speech", "stage", "list", "heading", "foot"]
TERMINAL = pattern(r"[.!?…][”\"’'»)\]]*$|[”»]$")
ABBREVIATION = pattern(r"\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|Gen|Prof|H\.E|Add|Corr|Rev|vs|[A-Z])\.$")
# What a speech can end with that is cut off, or that goes on with a quotation; no heading does.
BROKEN_OFF = "—–,;:"
NUMBERED = pattern(r"\d{1,3}\.\s+")
LINE_END_HYPHEN = pattern(r"\w-$")
OPENINGS = ("The meeting", "In the absence", "La séance", "Se abre", "Se reanuda")
# Stage lines that can stand right below a line without a full stop.
BELOW_HEADINGS = ("The meeting rose", "It was so decided", "The agenda was adopted")
LONGEST_STAGE = 420
# Kinds of stage lines that nobody's speech can hold.
FIRM = frozenset({"opened", "rose", "list", "bracket"})
# Somebody takes the chair while a speech goes on: a delegate with the country, which no speaker says so.
TAKES_CHAIR = pattern(r"[A-Z][a-z]{1,3}\.? [^:;.()]{2,60} \([^()]{3,60}\), [^:;.()]{3,40}took the Chair\.")
SHORTEST_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Part:
    """Lines ``[first, last)`` of the record that belong together, and what opens them."""

    kind: PartKind
    first: int
    last: int
    label: Label | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that opens a unit: a label, or a stage line of some kind."""

    line: int
    label: Label | None = None
    stage: str = ""


@cache
def _stage_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"])) for row in rows("un_stage_lines.csv"))


@cache
def _label_openings() -> frozenset[str]:
    return frozenset({title.split()[0] for title in titles()} | {"The", "Le", "La", "El", "His", "Her", "Their"})


def stage_kind_of(text: str) -> str:
    """Kind of the stage line that a text begins with; empty for none."""
    return next((kind for kind, pattern in _stage_patterns() if pattern.match(text)), "")


def ends_sentence(text: str) -> bool:
    """Does a line end a sentence (and not with an abbreviation)?"""
    return TERMINAL.search(text, max(len(text) - 6, 0)) is not None and ABBREVIATION.search(text) is None


def first_start(lines: Sequence[Block]) -> int:
    """The line where the meeting begins: the call to order, else the first label; the end where there is neither."""
    for i, line in enumerate(lines):
        if line.text.startswith(OPENINGS) and stage_kind_of(line.text) in ("opened", "chair"):
            return i
    return next((start.line for start in _starts(lines)), len(lines))


def parts_of(lines: Sequence[Block]) -> list[Part]:
    """The lines of the body as parts, in order and without gaps."""
    starts = _starts(lines)
    found: list[Part] = []
    if starts and starts[0].line:
        found.append(Part("heading", 0, starts[0].line))
    spoke = False
    for i, start in enumerate(starts):
        last = starts[i + 1].line if i + 1 < len(starts) else len(lines)
        if start.label is not None:
            spoke = True
            found += _speech(lines, start.line, last, start.label)
        else:
            found += _stage(lines, start, last, spoke=spoke)
    return found


def _starts(lines: Sequence[Block]) -> list[_Start]:
    found: list[_Start] = []
    in_list = False
    free = 0
    for i, line in enumerate(lines):
        if i < free:
            continue
        fresh = i == 0 or in_list or line.gap > 0 or ends_sentence(lines[i - 1].text) or _is_bracket(lines[i - 1].text)
        label = _label_at(lines, i)
        if label is not None and (fresh or label.strong):
            found.append(_Start(i, label))
            in_list = False
            free = _line_after(lines, i, label.colon)
            continue
        if (line.text[0].isupper() or line.text[0] == "[") and (fresh or line.text.startswith(BELOW_HEADINGS)):
            kind = stage_kind_of(first_words(lines, i, LONGEST_STAGE))
            if kind:
                found.append(_Start(i, None, kind))
                in_list = kind == "list"
    first = next((start.line for start in found if start.label is not None), len(lines))
    return [start for i, start in enumerate(found) if start.line < first or not _is_speech(lines, found, i)]


def _line_after(lines: Sequence[Block], i: int, colon: int) -> int:
    """The first line after the one that holds a label's colon, which stands at an offset of the joined lines."""
    while colon >= len(lines[i].text):
        colon -= len(lines[i].text) + 1
        i += 1
    return i + 1


def _is_bracket(text: str) -> bool:
    return text[0] == "(" and text[-1] == ")"


def _label_at(lines: Sequence[Block], i: int) -> Label | None:
    text = lines[i].text
    opening = NUMBERED.sub("", text).split(" ", 1)[0]
    if opening not in _label_openings() and not (text[0].isupper() and "(" in text):
        return None
    return match_label(first_words(lines, i, LONGEST_LABEL))


def _is_speech(lines: Sequence[Block], starts: Sequence[_Start], i: int) -> bool:
    """A sentence of a speech that reads like a stage line: the speech goes on after it."""
    start = starts[i]
    if start.label is not None or start.stage in FIRM:
        return False
    if start.stage == "chair" and TAKES_CHAIR.match(first_words(lines, start.line, LONGEST_STAGE)):
        return False
    last = starts[i + 1].line if i + 1 < len(starts) else len(lines)
    end = _sentence_end(lines, start.line, last)
    return sum(1 for j in range(end, last) if ends_sentence(lines[j].text)) > 1


def _sentence_end(lines: Sequence[Block], first: int, last: int) -> int:
    return next((j + 1 for j in range(first, last) if ends_sentence(lines[j].text)), last)


def _stage(lines: Sequence[Block], start: _Start, last: int, *, spoke: bool) -> Iterator[Part]:
    if start.stage == "list":
        yield Part("list", start.line, last, stage=start.stage)
        return
    end = _sentence_end(lines, start.line, last)
    if start.stage == "bracket":
        end = next((j + 1 for j in range(start.line, last) if lines[j].text[-1] == "]"), end)
    yield Part("stage", start.line, end, stage=start.stage)
    if end == last:
        return
    if start.stage == "rose" and last == len(lines):
        yield Part("foot", end, last)
    elif spoke and any(ends_sentence(lines[j].text) for j in range(end, last)):
        yield from _speech(lines, end, last, None)
    else:
        yield Part("heading", end, last)


def _speech(lines: Sequence[Block], first: int, last: int, label: Label | None) -> Iterator[Part]:
    """Paragraphs of one speaker, and the heading after them."""
    end = _heading_after(lines, first, last)
    position = first
    widths = sorted(len(lines[j].text) for j in range(first, end))
    width = widths[int(len(widths) * SHORTEST_SHARE) - 1] if len(widths) > 1 else 0
    for j in range(first, end):
        if j + 1 == end or _ends_paragraph(lines, j, width):
            yield Part("speech", position, j + 1, label if position == first else None)
            position = j + 1
    if end < last:
        yield Part("heading", end, last)


def _heading_after(lines: Sequence[Block], first: int, last: int) -> int:
    """Where the heading begins that stands between a speech and what follows; ``last`` where there is none."""
    if lines[last - 1].text[-1] in BROKEN_OFF:
        return last
    end = next((j + 1 for j in range(last - 1, first - 1, -1) if ends_sentence(lines[j].text)), last)
    if end == last or lines[end].text[0].islower():
        return last
    return end


def _ends_paragraph(lines: Sequence[Block], j: int, width: int) -> bool:
    """A full stop on a line that had room for the next word, or before a blank line."""
    text, following = lines[j].text, lines[j + 1]
    if not ends_sentence(text):
        return False
    word = following.text.split(" ", 1)[0]
    return following.gap > 0 or NUMBERED.match(following.text) is not None or len(text) + 1 + len(word) <= width


def paragraph(lines: Sequence[Block], hidden: Sequence[tuple[int, int]], words: frozenset[str]) -> Block:
    """Lines as one paragraph; ``hidden`` are heads and feet of pages between them, in source offsets.

    A hyphen at a line's end is kept, and the space after it goes; the hyphen goes too where ``words`` hold the word
    without it and not with it.
    """
    block = join_blocks(lines, hidden)
    holes, length = [], 0
    for line, following in pairwise(lines):
        length += len(line.text)
        if LINE_END_HYPHEN.search(line.text) and following.text[0].isalnum():
            holes.append((length - 1 if _is_broken(line.text, following.text, words) else length, length + 1))
        length += 1
    if holes:
        block = without(block, holes)
    return block


def _is_broken(text: str, following: str, words: frozenset[str]) -> bool:
    """Does the hyphen part one word, as the record's other words tell?"""
    before = re.search(r"[\w’'-]+-$", text)
    after = re.match(r"[\w’']+", following)
    if before is None or after is None:
        return False
    whole = (before.group() + after.group()).lower()
    return whole not in words and whole.replace("-", "") in words
