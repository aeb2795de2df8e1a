r"""Conventions that are data: a family described by what its records look like, and read by what all families share.

>>> from csto_cli.conventions.described import Family, Sign, described
>>> family = Family(
...     name="harbour",
...     description="minutes of harbour boards",
...     signs=(Sign(r"^Harbour Board", 0.5, "the board's name"), Sign(r"^\w+ \w+ >> ", 0.4, "labels that end in >>")),
...     label=r"(?P<label>(?P<name>\w+ \w+)) >> ",
... )
>>> described(family).name
'harbour'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from csto_cli.conventions import Convention, generic
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, tidy
from csto_cli.formats.reading import Reading
from csto_cli.parsing.draft import Draft
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt, read_label
from csto_cli.parsing.segment import RULES, Rule, read_body
from csto_cli.source import Source

SEARCHED = 20_000
"""Characters of the text, from its start, that signs are looked for in."""
SUREST = 0.95


class Sign(NamedTuple):
    """Something that tells a family's records: a pattern (``^`` is the start of a line), its weight, its name."""

    pattern: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of records as data.

    A record is the family's own as surely as the weights of the ``signs`` in it sum up to (with ``needed`` of them at
    least). ``label`` is the pattern of a label at the start of a block: the group ``label`` is the label as printed,
    ``name`` and ``office``, where they are groups, its parts; speech begins where the match ends. ``voices`` are labels
    that are nobody's name, ``furniture`` patterns of whole lines that are no words of the record. ``rules`` come before
    the rules of all families (``csto_cli.parsing.segment``). ``reads_prose`` tells whether documents are to be looked
    for in narrative and speeches.
    """

    name: str
    description: str
    signs: tuple[Sign, ...]
    label: str
    needed: int = 2
    voices: Collection[str] = ()
    furniture: tuple[str, ...] = ()
    rules: tuple[tuple[str, Rule], ...] = ()
    reads_prose: bool = True


def described(family: Family) -> Convention:
    """The convention that a description makes."""
    return Convention(family.name, family.description, partial(_sniff, family), partial(_read, family))


def _sniff(family: Family, source: Source, reading: Reading) -> Sniff:
    found = [sign for sign in family.signs if re.search(sign.pattern, source.text[:SEARCHED], re.MULTILINE)]
    if len(found) < min(family.needed, len(family.signs)):
        return Sniff(0.0)
    return Sniff(min(sum(sign.weight for sign in found), SUREST), tuple(sign.reason for sign in found))


def _read(family: Family, source: Source, reading: Reading) -> Draft:
    draft = Draft(family.name, hidden=reading.hidden, reads_prose=family.reads_prose)
    furniture = [re.compile(pattern) for pattern in family.furniture]
    blocks = []
    for block in reading.blocks:
        if any(pattern.fullmatch(block.text) for pattern in furniture):
            draft.claim(block, "furniture")
        else:
            blocks.append(block)
    labels = draft.candidates = list(_labels(family, blocks))
    first = labels[0].position if labels else len(blocks)
    generic.read_head(draft, blocks[:first], has_turns=bool(labels))
    read_body(draft, blocks, first, labels, "", (*family.rules, *RULES))
    return draft


def _labels(family: Family, blocks: list[Block]) -> Iterator[Candidate]:
    pattern = re.compile(family.label)
    voices = {voice.casefold() for voice in family.voices}
    for position, block in enumerate(blocks):
        match = pattern.match(block.text)
        core = tidy(match["label"] or "") if match is not None else ""
        if match is None or not core:
            continue
        start, end = match.span("label")
        reading = LabelReading(voice=core) if core.casefold() in voices else _reading(match, core)
        yield Candidate(
            position, block, start, end, max(match.end(), end), bold=False, core=core, reading=reading,
            reasons=[(f"a label of the family {family.name}", 9)], score=9, is_label=True,
        )  # fmt: skip


def _reading(match: re.Match[str], core: str) -> LabelReading:
    """Name and office where the pattern tells them apart, else as the words tell."""
    parts = {name: value for name, value in match.groupdict().items() if value}
    if "name" not in parts:
        return read_label(core)
    shift = match.start("label")
    start, end = match.start("name") - shift, match.end("name") - shift
    offices: tuple[OfficeAt, ...] = ()
    if "office" in parts:
        offices = (OfficeAt(tidy(parts["office"]), match.start("office") - shift, match.end("office") - shift),)
    return LabelReading("", tidy(parts["name"]), start, end, offices, firm=True)
