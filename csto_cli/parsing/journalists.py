"""Journalists who say their name inside a turn whose label is only ``Question``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csto_cli.formats.block import tidy
from csto_cli.parsing.draft import DraftTurn
from csto_cli.parsing.names import LabelReading, OfficeAt, is_given_name, read_label
from csto_cli.parsing.people import Named
from csto_cli.patterns import pattern

GREETING = (
    r"(?:(?:Good\s+(?:afternoon|morning|evening|day)|Hello|Hi|Thank\s+you|Thanks|Mr\s+\w+|Your\s+\w+|Dear\s+\w+)"
    r"[^.!:?\n]{0,80}[.!,]\s+){0,3}"
)
INTRO = r"(?:[Mm]y\s+name\s+is|I\s+am|I[’']m|[Tt]his\s+is|[Ii]t[’']s)\s+"
TOLD = (
    r"(?P<name>[A-Z][\w’'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w’'-]+){1,3})"
    r"(?P<after>(?:,\s+(?:the\s+|from\s+)?|,?\s+with\s+(?:the\s+)?)(?P<outlet>[A-Z][^.!?;:]{1,80}?)(?=[.,!?]|\s+[–—-]\s)"
    r"|\s+(?:from|of)\s+(?P<home>[^.!?;:,]{2,60})|[.,])"
)
SELF = pattern(rf"{GREETING}(?P<intro>{INTRO})?{TOLD}")
# Behind other words a name needs the words that introduce it, and a usual given name.
LATER = pattern(rf"(?:[^.!?\n]{{1,80}}[.!?]\s+){{1,3}}(?P<intro>{INTRO}){TOLD}")
LONGEST_OPENING = 400
NOT_NAMES = pattern(r"^(?:Mr|Ms|Mrs|Dr|President|Vladimir\s+Vladimirovich|Dear|Good|Thank)\b")


def self_named(turns: Sequence[DraftTurn]) -> list[tuple[DraftTurn, Named]]:
    """Turns of a voice whose first words tell a name and an outlet, with that name."""
    return list(_self_named(turns))


def _self_named(turns: Sequence[DraftTurn]) -> Iterator[tuple[DraftTurn, Named]]:
    for turn in turns:
        if turn.candidate is None or not turn.candidate.reading.voice or not turn.paragraphs:
            continue
        paragraph = turn.paragraphs[0]
        parts = paragraph.spoken()
        match = _told(paragraph.block.text, *parts[0]) if parts else None
        if match is None or NOT_NAMES.match(match["name"]):
            continue
        reading = read_label(match["name"])
        if reading.name and not reading.offices and len(reading.name.split()) > 1:
            start, end = match.span("name")
            outlet = _outlet(match, start)
            named = LabelReading(name=reading.name, start=reading.start, end=reading.end, firm=True, affiliation=outlet)
            yield turn, Named(named, paragraph.block, start, paragraph.block.text[start:end], is_label=False)


def _told(text: str, start: int, end: int) -> re.Match[str] | None:
    """The words in which somebody tells the own name at the beginning of a turn."""
    end = min(end, start + LONGEST_OPENING)
    match = SELF.match(text, start, end)
    if match is not None and (match["intro"] or match["outlet"] or match["home"]):
        return match
    later = LATER.match(text, start, end)
    return later if later is not None and is_given_name(later["name"].split()[0]) else None


def _outlet(match: re.Match[str], offset: int) -> OfficeAt | None:
    """Where the journalist comes from, counted from the name's start."""
    group = "outlet" if match["outlet"] else "home"
    if not match[group]:
        return None
    start, end = match.span(group)
    return OfficeAt(tidy(match[group]), start - offset, end - offset)
