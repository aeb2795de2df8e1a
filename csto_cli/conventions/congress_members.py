"""Members of a committee of Congress as a hearing's front lists them (``ANN B. LEE, Ohio``), and who was present."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csto_cli.formats.block import Block
from csto_cli.parsing.letters import LARGE
from csto_cli.parsing.names import LabelReading
from csto_cli.parsing.people import Named
from csto_cli.parsing.spelling import running_case
from csto_cli.patterns import pattern

STATE = r"(?: of (?P<state>[A-Z][a-z]+(?: [A-Z][a-z]+)?))?"
# Words of a surname (``DE LA PEÑA``).
LONGEST_SURNAME = 3
PREFIX = r"(?:Mc|Mac|La|Le|De|Di|Du|Van)?"
# What stands in small letters inside a name in capitals (``McDONALD``).
INNER = pattern(rf"\b(?:Mc|Mac|La|Le|De|Di|Du|Van)(?=[{LARGE}]{{2}})")
PRESENT = pattern(
    rf"(?:[Mm]embers? [Pp]resent|[Pp]resent): (?:(?:Representatives?|Senators?) )?(?P<names>[{LARGE}][^.]+)\."
)
ATTENDS = pattern(rf"(?P<name>[{LARGE}][\w'’-]+(?: [{LARGE}][\w'’-]+)*){STATE}")
# A line of the committee's members: the name in capitals, then the state; staff are printed otherwise.
MEMBER = pattern(
    rf"(?<![\w.'’-])(?P<name>(?:[{LARGE}][{LARGE}'’-]*\.? ){{1,4}}{PREFIX}[{LARGE}][{LARGE}'’-]+)"
    r"(?:, (?:Jr\.|Sr\.|I{2,3}))?, (?P<state>[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)


def cased(name: str) -> str:
    """A name in the case of running text, inner capitals kept: ``McDONALD`` is McDonald."""
    if not INNER.search(name):
        return name
    return "".join(running_case(part) or part for part in re.split(rf"([ -]|{INNER.pattern})", name))


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the list of members: the full name, the state, and where the name stands."""

    name: str
    state: str
    block: Block
    start: int
    end: int

    def named(self) -> Named:
        """The line as an entry of the roster."""
        reading = LabelReading("", self.name, 0, self.end - self.start, firm=True)
        return Named(reading, self.block, self.start, self.name, is_label=False)


class Members:
    """The members whom the front of a hearing lists with their states, by surname."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._by_surname: dict[str, list[Member]] = {}
        for member in members:
            words = member.name.lower().split()
            for count in range(1, LONGEST_SURNAME + 1):
                self._by_surname.setdefault(" ".join(words[-count:]), []).append(member)

    def of(self, surname: str, state: str | None) -> Member | None:
        """The one member whom a surname and, where it is printed, a state fit."""
        known = self._by_surname.get(surname.lower(), [])
        if state:
            # A state of two words can be broken over two lines of the list.
            known = [one for one in known if state.startswith(one.state)]
        return known[0] if len(known) == 1 else None


def members_of(blocks: Sequence[Block]) -> Members:
    """The members that the lines of a front list."""
    return Members(
        Member(cased(running_case(match["name"])), match["state"], block, *match.span("name"))
        for block in blocks
        for match in MEMBER.finditer(block.text)
    )


def present(blocks: Sequence[Block], members: Members) -> list[Named]:
    """Those of ``Members present: Representatives Lee, Moore of Ohio``, under the full names of the list of members."""
    found = []
    for block in blocks:
        listed = PRESENT.search(block.text)
        for match in ATTENDS.finditer(block.text, *listed.span("names")) if listed else ():
            member = members.of(match["name"], match["state"])
            name = match["name"] if member is None else member.name
            reading = LabelReading("", name, 0, len(match.group()), firm=True)
            if member is not None:
                found.append(member.named())
            found.append(Named(reading, block, match.start(), match.group(), is_label=False))
    return found
