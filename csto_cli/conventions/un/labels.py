"""Labels of UN records: ``Mr. Lee (Norway) (spoke in French):``, ``The President:``, also wrapped over lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import Block, tidy
from csto_cli.parsing.geography import country_code
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import OFFICE_KINDS, LabelReading, OfficeAt, is_capitalised, is_particle, kind_of
from csto_cli.patterns import pattern

LONGEST_LABEL = 240
LONGEST_NAME = 6
BRACKETS = r"(?:\s*\((?:[^()]|\([^()]*\)){2,90}\))"
LANGUAGE = pattern(
    r"\(\s*(?:spoke|speaking|interpretation|translated|delivered|continued|interprétation|traduit|parle|habla)\b"
)
OUTER_BRACKET = pattern(r"\(((?:[^()]|\([^()]*\))*)\)")
INDEX_FORM = pattern(r"(?P<name>[^()]+?) \((?P<kind>[^()]+)\)$")
SENTENCE = pattern(r"[a-z]{3}\. +[A-Z]")
STYLE = (
    r"(?:(?:His|Her|Their)\s+(?:(?:Royal|Serene|Imperial)\s+)?"
    r"(?:Majesty|Highness|Excellency|Eminence|Holiness|Beatitude)\s+)?"
)
PRESIDING = frozenset({
    "president", "acting president", "temporary president", "provisional president", "chair", "chairman",
    "acting chair", "acting chairman", "temporary chairman", "chairperson", "président",
    "présidente", "presidente", "presidenta",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a text: ``text[start:end]``, colon at ``colon``, and what stands in it.

    The number of a paragraph, as Official Records print it, can stand before ``start``.
    ``title`` is the word before the name (empty for an office), ``name`` its stretch (an office without ``The``
    where ``office`` is true), ``country`` the stretch of the country or organisation in brackets, ``held`` that of an
    office after a comma. ``strong`` tells that brackets or an office of the presidium leave no doubt.
    """

    start: int
    end: int
    colon: int
    title: str
    name: tuple[int, int]
    office: bool
    country: tuple[int, int] | None
    held: tuple[int, int] | None
    strong: bool


@cache
def titles() -> dict[str, str]:
    """Words before a name, and what kind of words they are."""
    return {row["title"]: row["kind"] for row in rows("un_titles.csv")}


@cache
def title_pattern() -> str:
    """Alternatives of all titles, the longest first."""
    return "|".join(re.escape(title) for title in sorted(titles(), key=len, reverse=True))


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\d{{1,3}}\.\s+)?(?P<label>{STYLE}(?P<title>{title_pattern()})\s+(?P<name>[^():,;?!]{{2,70}}?)"
        r"|(?:The|Le|La|El)\s+(?P<office>[A-ZÉ][^():,.;?!]{2,60}?)"
        r"|(?P<bare>[A-Z][^():,.;?!]{2,60}?)(?=\s*\())"
        rf"(?P<brackets>{BRACKETS}{{0,3}})(?P<held>,\s[^:]{{2,140}}?)?(?P<again>{BRACKETS}{{0,1}})\s*(?P<colon>:)"
    )


def match_label(text: str) -> Label | None:
    """The label that a text begins with; None where it begins with none."""
    match = _label().match(text, 0, LONGEST_LABEL)
    if match is None:
        return None
    brackets = match["brackets"] + match["again"]
    language = LANGUAGE.search(brackets) is not None
    country = _country(match)
    office = match["office"] is not None
    name = "office" if office else "name" if match["name"] is not None else "bare"
    words = match[name].split()
    if office:
        presiding = match[name].lower() in PRESIDING
        known = presiding or any(kind_of(word.lower()) in OFFICE_KINDS for word in words)
        if not (known or language) or not is_capitalised(words[-1]):
            return None
        strong = presiding or language
    else:
        if match["title"] is not None and kind_of(words[0].lower()) in OFFICE_KINDS:
            return None
        known_country = country is not None and code_of(text[slice(*country)]) is not None
        if any(word in titles() for word in words):
            return None
        # An honorific and a country are proof enough: names hold small words that no table lists.
        proved = known_country and titles().get(match["title"] or "") == "honorific" and len(words) < LONGEST_NAME
        if not all(_is_name_word(word) for word in (words[-1:] if proved else words)):
            return None
        strong = language or known_country or (country is not None and match["title"] is not None)
        if match["title"] is None and not (known_country or language):
            return None
    held = None
    if match["held"]:
        start, end = match.span("held")
        held = (start + len(match["held"]) - len(match["held"].lstrip(" ,")), end)
        # A line that tells who took the chair or entered the hall can stand right before the next label.
        if text[held[0]].islower() or " took the" in text[slice(*held)] or SENTENCE.search(text, *held):
            return None
    end = len(text[: match.start("colon")].rstrip(" "))
    return Label(
        match.start("label"),
        end,
        match.start("colon"),
        match["title"] or "",
        match.span(name),
        office,
        country,
        held,
        strong,
    )


def _is_name_word(word: str) -> bool:
    """A capitalised word or a particle, also behind one that has lost its vowel (``d’Almeida``)."""
    bare = word.lstrip("ʻʿʼ‘'")
    return is_capitalised(bare) or is_particle(bare.lower()) or is_capitalised(re.split("[’']", bare, maxsplit=1)[-1])


def _country(match: re.Match[str]) -> tuple[int, int] | None:
    """The stretch inside the first bracket that names no language."""
    for bracket in OUTER_BRACKET.finditer(match["brackets"]):
        if not LANGUAGE.match(bracket.group()):
            start = match.start("brackets")
            return start + bracket.start(1), start + bracket.end(1)
    return None


def code_of(country: str) -> str | None:
    """ISO code of a country as lists of the United Nations print it (``Bolivia (Plurinational State of)``)."""
    words = tidy(country)
    index = INDEX_FORM.match(words)
    return country_code(words) or (country_code(index["name"]) if index else None)


def country_at(block: Block, start: int, end: int, offset: int) -> OfficeAt | None:
    """The country printed at ``[start, end)``, in a form that the tables know; ``offset`` is where a reading begins."""
    words = tidy(block.text[start:end])
    index = INDEX_FORM.match(words)
    known = words if country_code(words) else index["name"] if index and country_code(index["name"]) else None
    return OfficeAt(known, start - offset, end - offset) if known else None


def read_name(block: Block, title: str, start: int, end: int, offset: int) -> LabelReading:
    """The reading of a title and a name at ``[start, end)``, counted from ``offset``."""
    kind = titles().get(title, "honorific")
    name = tidy(block.text[start:end])
    offices: tuple[OfficeAt, ...] = ()
    if kind in ("style", "cleric", "monarch"):
        start = block.text.rfind(title, 0, start)
        name = tidy(block.text[start:end])
    elif kind == "office":
        at = block.text.rfind(title, 0, start)
        offices = (OfficeAt(title, at - offset, at - offset + len(title)),)
    crowned = kind in ("cleric", "monarch")
    return LabelReading("", name, start - offset, end - offset, offices, firm=True, crowned=crowned)


def make_candidate(position: int, block: Block, label: Label, reading: LabelReading) -> Candidate:
    """An accepted label of the paragraph ``block``."""
    after = len(block.text) - len(block.text[label.colon + 1 :].lstrip(" "))
    core = tidy(OUTER_BRACKET.sub(" ", block.text[label.start : label.end]))
    made = Candidate(position, block, label.start, label.end, after, bold=False, core=core, reading=reading)
    what = "an office" if label.office else "a title, a name and a country" if label.country else "a title and a name"
    reason = f"{what} before a colon"
    made.reasons, made.score, made.is_label = [(reason, 5)], 5, True
    return made


def first_words(lines: Sequence[Block], position: int, longest: int) -> str:
    """The text from a line on, lines joined by one space, at least ``longest`` characters where there are so many."""
    parts, length = [], 0
    while position < len(lines) and length < longest:
        parts.append(lines[position].text)
        length += len(parts[-1]) + 1
        position += 1
    return " ".join(parts)
