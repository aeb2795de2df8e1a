"""Those whom minutes list as present, and the short forms that their labels use: initials, given names, nicks.

An entry is a name, with its abbreviation or affiliation in brackets or in the cells of a table, and an office after a
dash: ``Ann Lee (AL)``, ``Ann Lee (Acme)``, ``| Ann Lee | AL | Acme |``, ``Ann Lee - Chair``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from csto_cli.formats.block import Block, tidy
from csto_cli.parsing.names import LabelReading, OfficeAt, is_particle, kind_of
from csto_cli.parsing.people import Named
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern

# Words are matched without going back into them, so that no line takes more than linear time.
LETTERS = r"(?:[^\W_]|[.'’-])*+"
NAME = rf"(?<!\w)[^\W\d_a-z]{LETTERS}(?:[ _]++[^\W\d_]{LETTERS}){{1,4}}"
ENTRY = pattern(
    rf"[ *•+-]*(?P<name>{NAME})(?:\s*[(\[](?P<inside>[^()\[\]]{{1,60}})[)\]])?"
    r"(?:\s*[,–—:-]+\s*(?P<tail>[^()]{2,60}?))?\s*$"
)
DEFINITION = pattern(rf"(?P<name>{NAME})\s*[(\[](?P<short>[A-Z][A-Za-z]{{1,3}})[)\]]")
PIECE = pattern(r"[^,;(\[]*(?:[(\[][^)\]]{0,80}[)\]]?[^,;(\[]*)*")
CELL = pattern(r"[^|]+")
RULE = pattern(r"[|\s:+-]+$")
ABBREVIATED = pattern(r" [A-Z][a-z]?\.$")
SHORTEST_NICK = 3
MOST_FITTING = 8
FEWEST_IN_A_LINE = 3
CAPITALS = pattern(r"[A-Z][A-Za-z]{1,3}$")


class Attendee(NamedTuple):
    """A person of a list; ``short`` is the abbreviation printed with the name, empty where there is none."""

    named: Named
    short: str = ""


def attendees(block: Block, *, by_commas: bool = False) -> list[Attendee]:
    """Everybody whom a block of a list names: a row of a table, one entry, or entries parted by commas.

    ``by_commas`` tells that what follows a comma is another person, never the affiliation of the one before.
    """
    text = block.text
    if text.lstrip(" ").startswith("|"):
        return list(_row(block))
    pieces = [match.span() for match in PIECE.finditer(text) if match.group().strip(" .")]
    found = [entry for start, end in pieces if (entry := _entry(block, start, end)) is not None]
    if not by_commas and len(pieces) < FEWEST_IN_A_LINE and (whole := _entry(block, 0, len(text))) is not None:
        return [whole]
    return found


def definitions(block: Block) -> list[Attendee]:
    """Names with their abbreviations wherever the block prints them: ``Presenter: Ann Lee (AL)``."""
    return [
        _attendee(block, match.span("name"), short=match["short"])
        for match in DEFINITION.finditer(block.text)
        if _abbreviates(match["short"], match["name"])
    ]


def _entry(block: Block, start: int, end: int) -> Attendee | None:
    text = block.text[start:end].rstrip(" ")
    text = text.rstrip(".") if not ABBREVIATED.search(text) else text
    match = ENTRY.match(text)
    if match is None or not _is_name(match["name"]):
        return None
    name = (start + match.start("name"), start + match.end("name"))
    inside, tail = match["inside"] or "", match["tail"] or ""
    if inside and _abbreviates(inside, match["name"]):
        return _attendee(block, name, short=inside, tail=_at(match, "tail", start) if tail else None)
    return _attendee(block, name, tail=_at(match, "inside" if inside else "tail", start) if inside or tail else None)


def _at(match: re.Match[str], group: str, start: int) -> tuple[int, int]:
    return start + match.start(group), start + match.end(group)


def _row(block: Block) -> Iterator[Attendee]:
    """A row of a table: name, abbreviation, affiliation; rows of dashes and heads name nobody."""
    if RULE.match(block.text):
        return
    cells = [_trimmed(block.text, match.span()) for match in CELL.finditer(block.text) if match.group().strip(" ")]
    if not cells or not re.fullmatch(NAME, block.text[slice(*cells[0])]):
        return
    words = [block.text[slice(*cell)] for cell in cells]
    has_short = len(cells) > 1 and CAPITALS.match(words[1]) is not None
    tail = cells[2] if has_short and len(cells) > 2 else cells[1] if not has_short and len(cells) > 1 else None
    yield _attendee(block, cells[0], short=words[1] if has_short else "", tail=tail, may_hold=False)


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip(" ")), span[0] + len(words.rstrip(" "))


def _attendee(
    block: Block,
    span: tuple[int, int],
    *,
    short: str = "",
    tail: tuple[int, int] | None = None,
    may_hold: bool = True,
) -> Attendee:
    """The entry with what stands behind the name: an office where an office's word is in it, else an affiliation.

    ``may_hold`` is false where the list's own form says that an affiliation stands there.
    """
    start, end = span
    offices: tuple[OfficeAt, ...] = ()
    affiliation = None
    if tail is not None:
        at = OfficeAt(tidy(block.text[slice(*tail)]), tail[0] - start, tail[1] - start)
        if may_hold and any(kind_of(word.lower()) == "office" for word in re.findall(r"\w+", at.title)):
            offices = (at,)
        else:
            affiliation = at
    name = tidy(block.text[start:end].replace("_", " "))
    reading = LabelReading("", name, 0, end - start, offices, firm=True, affiliation=affiliation)
    return Attendee(Named(reading, block, start, name, is_label=False), short)


def _is_name(words: str) -> bool:
    """Two words or more that begin with capitals, particles aside."""
    return all(word[:1].isupper() or is_particle(word) for word in words.replace("_", " ").split())


def _abbreviates(short: str, name: str) -> bool:
    """Are the letters those of the name, in order, or is a middle initial among its initials? ``AL``, ``AXL``."""
    if not CAPITALS.match(short) or key(short)[0] != key(name)[0]:
        return False
    letters, given = iter(key(name)), iter(key(short))
    return all(letter in letters for letter in key(short)) or all(key(word)[:1] in given for word in name.split())


class ShortForms:
    """What a label that is no full name stands for among the full names of a record."""

    def __init__(self, names: Iterable[str], printed: Iterable[tuple[str, str]]) -> None:
        """``names`` are full names, ``printed`` abbreviations that the record itself explains, with their names."""
        self._tables: tuple[dict[str, list[str]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
        explained, forms, nicks = self._tables
        for short, name in printed:
            _add(explained[key(short)], name)
        for name in {key(name): name for name in names}.values():
            words = name.split()
            for form in _forms(words):
                _add(forms[form], name)
            for form in _nicks(words):
                _add(nicks[form], name)

    def names(self, label: str) -> tuple[str, ...]:
        """The full names that a short form fits, in order; empty where none does."""
        form = key(label)
        return next((tuple(table[form]) for table in self._tables if form in table), ())

    def is_explained(self, label: str) -> bool:
        """Does the record itself say whom the short form means?"""
        return key(label) in self._tables[0]


def _add(names: list[str], name: str) -> None:
    if len(names) < MOST_FITTING and all(key(known) != key(name) for known in names):
        names.append(name)


def _forms(words: Sequence[str]) -> set[str]:
    """Initials, given name, surname, each with the other's initial, and both in one word."""
    first, last = key(words[0]), key(words[-1])
    return {"".join(key(word)[:1] for word in words), first, last, first + last[:1], first[:1] + last, first + last}


def _nicks(words: Sequence[str]) -> Iterator[str]:
    """An initial and the beginning of the surname: ``anor`` for Ann Norberg."""
    first, last = key(words[0]), key(words[-1])
    for length in range(SHORTEST_NICK, len(last)):
        yield first[:1] + last[:length]
