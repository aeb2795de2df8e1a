"""Captions of meetings: what subtitles show, with the speakers that they tell of, and none that they do not.

A voice of WebVTT names who speaks; ``>>`` says that another speaker begins, and may name them (``>> CHAIR LEE:``); a
name in capitals or in full before a colon is a label as elsewhere. Words before any of these are nobody's.
Source of the form: WebVTT (W3C), and the practice of captioners of live television in the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, tidy
from csto_cli.formats.reading import Reading
from csto_cli.formats.subtitles import is_sound
from csto_cli.parsing.draft import Draft, DraftTurn, Problem
from csto_cli.parsing.labels import Candidate, gather, weigh
from csto_cli.parsing.names import (
    HONORIFICS,
    LabelReading,
    OfficeAt,
    is_given_name,
    kind_of,
    read_label,
    voices,
    words_of,
)
from csto_cli.parsing.segment import RULES, Body, Rule, add_paragraph, note_block, read_body
from csto_cli.parsing.spelling import running_case
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "captions"
CHANGE = pattern(r"(?:>>+:?|[-–—](?= ?[A-Z“\"]))\s*")
NAMED = pattern(r"(?:>>+:?|[-–—])\s*(?P<label>[^\W\d_][^:?!>]{0,60}?)\s*:(?=\s|$)")
CAPITALS = pattern(r"(?P<label>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){1,4})\s*:(?=\s|$)")
NOT_NAMES = pattern(r"\b(?:AND|IS|ARE|IT|THIS|THAT|YOU|WE|I)\b|[A-Z]{4,}\. ")


def sniff(source: Source, reading: Reading) -> Sniff:
    """Whatever is packed as subtitles."""
    return Sniff(0.6, ("subtitles",)) if reading.layout == "subtitles" else Sniff(0.0)


def read(source: Source, reading: Reading) -> Draft:
    """Read captions: turns by voices, marks of a change and labels; what comes before them has no speaker."""
    draft = Draft(NAME, hidden=reading.hidden, reads_prose=False)
    labels = list(_labels(reading.blocks))
    draft.candidates = labels
    rules = (
        ("sound", _is_sound),
        ("change of speaker", _is_change),
        *RULES[:2],
        *_separator(reading),
        ("words", _is_words),
    )
    read_body(draft, reading.blocks, 0, labels, "", rules)
    unknown = [turn for turn in draft.turns if turn.candidate is None]
    if unknown:
        start, end = unknown[0].paragraphs[0].block.span()
        many = "no speaker is named" if len(unknown) == len(draft.turns) else f"{len(unknown)} turns name no speaker"
        draft.problems.append(
            Problem("C120", "warning", f"these are captions, and {many}", start, end, "see the recording")
        )
    return draft


def _separator(reading: Reading) -> tuple[tuple[str, Rule], ...]:
    """A text may part its sections by a line of signs; in a cue signs are what is shown."""
    return () if reading.layout == "subtitles" else tuple(row for row in RULES if row[0] == "separator")


def _labels(blocks: Sequence[Block]) -> Iterator[Candidate]:
    """Voices, names after the mark of a change, names in capitals, and what is a label by the rules for all records."""
    weighed = gather(blocks)
    weigh(weighed, "\n".join(block.text for block in blocks))
    known = {candidate.position: candidate for candidate in weighed if candidate.is_label}
    for position, block in enumerate(blocks):
        if block.bold and block.bold[0].end == len(block.text):
            yield _made(position, block, (0, len(block.text)), len(block.text), "a voice of the subtitles")
            continue
        named = NAMED.match(block.text) or _in_capitals(block)
        if named is not None and not NOT_NAMES.search(named["label"].upper()):
            yield _made(position, block, named.span("label"), named.end(), "a name before a colon in captions")
        elif position in known:
            yield known[position]


def _in_capitals(block: Block) -> re.Match[str] | None:
    """A label in capitals without the mark of a change: only with an office, an honorific or a given name in it."""
    match = CAPITALS.match(block.text)
    words = [word.key for word in words_of(match["label"])] if match else []
    sure = any(kind_of(word) in ("office", "rank") or word in HONORIFICS for word in words)
    return match if sure or (words and is_given_name(words[0])) else None


def _made(position: int, block: Block, label: tuple[int, int], after: int, reason: str) -> Candidate:
    start, end = label
    after += len(block.text[after:]) - len(block.text[after:].lstrip(" "))
    words = block.text[start:end]
    made = Candidate(position, block, start, end, after, bold=False, core=tidy(words), reading=_read(words))
    made.reasons, made.score, made.is_label = [(reason, 6)], 6, True
    return made


def _read(label: str) -> LabelReading:
    """Office and name of a label, which captions print in capitals."""
    if label.lower() in voices():
        return LabelReading(voice=label)
    if not label.isupper():
        reading = read_label(label)
        return reading if reading.name or reading.voice else LabelReading(voice=label)
    words = [word for word in words_of(label) if word.text not in ",()[]"]
    office = [word for word in words if kind_of(word.key) in ("office", "modifier", "rank") or word.key == "the"]
    count = next((i for i, word in enumerate(words) if word not in office), len(words))
    name = [word for word in words[count:] if word.key not in HONORIFICS]
    held = [word for word in words[:count] if word.key != "the"]
    offices: tuple[OfficeAt, ...] = ()
    if held:
        title = running_case(label[held[0].start : held[-1].end])
        offices = (OfficeAt(title, held[0].start, held[-1].end),)
    if not name:
        return LabelReading(offices=offices) if offices else LabelReading(voice=label)
    return LabelReading("", label[name[0].start : name[-1].end], name[0].start, name[-1].end, offices, firm=True)


def _is_sound(body: Body, block: Block) -> bool:
    """A sound that stands alone: ``[APPLAUSE]``."""
    if body.position in body.labels or not is_sound(block.text):
        return False
    note_block(body, block, "vocal")
    return True


def _is_change(body: Body, block: Block) -> bool:
    """Another speaker begins, and the captions do not say who."""
    change = CHANGE.match(block.text)
    if change is None or body.position in body.labels or change.end() >= len(block.text):
        return False
    _open(body)
    body.draft.claim(block, "markup", 0, len(block.text[: change.end()].rstrip(" ")))
    add_paragraph(body, block, change.end())
    return True


def _is_words(body: Body, block: Block) -> bool:
    if body.turn is None:
        _open(body)
    add_paragraph(body, block, 0)
    return True


def _open(body: Body) -> None:
    body.turn = DraftTurn(len(body.draft.turns), None)
    body.draft.turns.append(body.turn)
    body.draft.notes += body.pending
    body.pending = []
