"""Notes inside what was said: stage directions, laughter and applause, language notes, omissions, editor's brackets.

In parentheses only what the table of stage words or the markup (italics) names is a note; ordinary parentheses belong
to the speech. Square brackets are the editor's words: they stay in the speech and are listed, unless they tell what
happened in the hall.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from csto_cli.data import rows
from csto_cli.formats.block import Block, Run, tidy
from csto_cli.model import NoteKind
from csto_cli.patterns import pattern

OMISSION = pattern(r"[<‹〈]\s*(?:…|\.\s?\.\s?\.)\s*[>›〉]")
PARENTHESIS = pattern(r"\([^()]{2,400}\)")
BRACKET = pattern(r"\[[^\[\]]{1,400}\]")
# The official languages of the European Union, as its records name the language of a speech.
LANGUAGE_CODE = pattern(r"\((?:BG|CS|DA|DE|EL|EN|ES|ET|FI|FR|GA|HR|HU|IT|LT|LV|MT|NL|PL|PT|RO|SK|SL|SV)\)")
LONGEST_STAGE_NOTE = 200


class NoteAt(NamedTuple):
    """A note at ``[start, end)`` of a block's display text; ``cut`` tells that it is no part of what was said."""

    kind: NoteKind
    start: int
    end: int
    cut: bool = True


@cache
def _stage_pattern() -> re.Pattern[str]:
    words = sorted((row["words"] for row in rows("stage_words.csv")), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def _stage_kinds() -> dict[str, str]:
    return {row["words"]: row["kind"] for row in rows("stage_words.csv")}


def stage_kind(words: str) -> NoteKind | None:
    """Kind of the note that the words inside a parenthesis make, from the table of stage words; None for speech."""
    match = _stage_pattern().match(words.strip())
    if match is None or len(words) > LONGEST_STAGE_NOTE:
        return None
    return _stage_kinds()[match.group(1).lower()]  # type: ignore[return-value]  # a test holds the table to the kinds


def find_notes(block: Block, start: int = 0) -> list[NoteAt]:
    """Notes of a block's speech, which begins at ``start``, in order and without overlaps."""
    text = block.text
    found: list[NoteAt] = []
    if "<" in text or "‹" in text or "〈" in text:
        found += [NoteAt("omission", m.start(), m.end()) for m in OMISSION.finditer(text, start)]
    if text.startswith("(", start) and (code := LANGUAGE_CODE.match(text, start)) is not None:
        found.append(NoteAt("language", code.start(), code.end()))
    if "(" in text:
        for match in PARENTHESIS.finditer(text, start):
            kind = _parenthesis_kind(block, match, start)
            if kind is not None:
                found.append(NoteAt(kind, match.start(), match.end()))
    if "[" in text:
        found += [_bracketed(match) for match in BRACKET.finditer(text, start)]
    return _without_overlaps(sorted(found, key=lambda note: note.start))


def _bracketed(match: re.Match[str]) -> NoteAt:
    """``[Interruption.]`` is what happened in the hall, any other words in square brackets are the editor's."""
    words = match.group()[1:-1]
    kind = stage_kind(words) if words[:1].isupper() else None
    return NoteAt(kind or "editor", match.start(), match.end(), cut=kind is not None)


def _parenthesis_kind(block: Block, match: re.Match[str], start: int) -> NoteKind | None:
    words = match.group()[1:-1]
    kind = stage_kind(words)
    whole = not block.text[start : match.start()].strip(" ") and not block.text[match.end() :].strip(" .")
    if kind is not None and (whole or _is_apart(block.text, match, kind)):
        return kind
    if _is_italic(block.italic, match):
        return kind or "stage"
    if whole and words[:1].isupper() and words.rstrip(" ")[-1:] in ".!?…":
        return kind or "stage"
    return None


def _is_apart(text: str, match: re.Match[str], kind: str) -> bool:
    """A note stands apart: it begins with a capital, ends a paragraph or sentence, or is one of a few sounds."""
    words = match.group()[1:-1]
    return words[:1].isupper() or kind in ("vocal", "language") or text[match.end() :].strip(" .") == ""


def _is_italic(runs: Sequence[Run], match: re.Match[str]) -> bool:
    """Do italics cover the words inside the parentheses, and nothing of the speech around them?"""
    return any(run.start <= match.start() + 1 and run.end >= match.end() - 2 and run.start >= match.start() - 2
               and run.end <= match.end() + 2 for run in runs)  # fmt: skip


def _without_overlaps(notes: list[NoteAt]) -> list[NoteAt]:
    kept: list[NoteAt] = []
    for note in notes:
        if not kept or note.start >= kept[-1].end:
            kept.append(note)
    return kept


def language_note(label: str) -> str | None:
    """What a label's brackets say about interpretation (``retranslated``)."""
    for match in PARENTHESIS.finditer(label):
        if stage_kind(match.group()[1:-1]) == "language":
            return tidy(match.group()[1:-1])
    return None
