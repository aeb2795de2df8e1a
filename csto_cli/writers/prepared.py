"""Records made ready for formats in which everything has an identifier: what all such writers begin with."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from csto_cli.checks.references import names_no_turn, names_nobody
from csto_cli.errors import NotRecognisedError, OutputError
from csto_cli.model import Evidence, Meeting, Participant

UNKNOWN = "unknown"
_log = logging.getLogger(__name__)


class Names:
    """Names that are given once each, whatever their case; one that is taken gets a number behind it."""

    def __init__(self) -> None:
        """Nothing is taken yet."""
        self._taken: set[str] = set()

    def free(self, name: str) -> str:
        """The name, or with a number behind it where it is taken."""
        found, number = name, 1
        while found.casefold() in self._taken:
            number += 1
            found = f"{name}-{number}"
        self._taken.add(found.casefold())
        return found


class Ledger:
    """Book of the identifiers of one output: each is defined once, and whatever is referred to is there."""

    def __init__(self) -> None:
        """Nothing is defined yet."""
        self._defined: set[tuple[str, str]] = set()
        self._referred: dict[tuple[str, str], None] = {}

    def define(self, kind: str, name: str) -> str:
        """Note an identifier; raises ``OutputError`` where it is there already."""
        if (kind, name) in self._defined:
            raise OutputError(f"two things of this output have the {kind} id {name!r}", hint="csto validate tells more")
        self._defined.add((kind, name))
        return name

    def refer(self, kind: str, name: str) -> str:
        """Note that something refers to an identifier, which may be defined later."""
        self._referred[kind, name] = None
        return name

    def close(self) -> None:
        """Raise ``OutputError`` where something refers to what is not there."""
        for kind, name in self._referred:
            if (kind, name) not in self._defined:
                raise OutputError(f"this output would refer to the {kind} {name!r}, which is not in it")


def sound(meeting: Meeting) -> None:
    """Raise ``NotRecognisedError`` where references or numbers of a record do not hold."""
    found = [
        finding.message
        for rule in (names_nobody, names_no_turn)
        for finding in (rule.check(meeting, None) if rule.check else ())
    ]
    if len({person.id for person in meeting.participants}) < len(meeting.participants):
        found.append("two participants have one id")
    if any(turn.index != number for number, turn in enumerate(meeting.turns)):
        found.append("its turns are not numbered from 0 in order")
    if found:
        name = meeting.source.path or meeting.id
        raise NotRecognisedError(
            f"{name}: {found[0]}", hint="csto validate tells more; set it right, then export again"
        )


def prepared(meetings: Iterable[Meeting]) -> Iterator[Meeting]:
    """The records, each with an id of its own in this output and with a speaker for each of its turns."""
    ids = Names()
    for meeting in meetings:
        name = ids.free(meeting.id)
        if name != meeting.id:
            _log.warning("two records have the id %s; the second is written as %s", meeting.id, name)
        yield complete(meeting if name == meeting.id else meeting.model_copy(update={"id": name}))


def complete(meeting: Meeting) -> Meeting:
    """The record, with a participant ``unknown`` who has the turns whose speaker it does not tell."""
    bare = [turn for turn in meeting.turns if turn.speaker is None]
    if not bare:
        return meeting
    taken = Names()
    for person in meeting.participants:
        taken.free(person.id)
    unknown = taken.free(UNKNOWN)
    evidence = [
        Evidence(span=turn.label_span, text=turn.label, basis="printed")
        for turn in bare
        if turn.label and turn.label_span
    ]
    proved = {"labels": evidence} if evidence else {}
    nobody = Participant(
        id=unknown, name=UNKNOWN, role="unknown", attendance="spoke", country=None, organisation=None, offices=[],
        labels=list(dict.fromkeys(turn.label for turn in bare if turn.label)), links=[], evidence=proved,
    )  # fmt: skip
    turns = [
        turn if turn.speaker is not None else turn.model_copy(update={"speaker": unknown}) for turn in meeting.turns
    ]
    return meeting.model_copy(update={"participants": [*meeting.participants, nobody], "turns": turns})


def scoped(meeting: Meeting, part: object) -> str:
    """Identifier of a part of a record that is no other's: two records may each have a participant ``question``."""
    return f"{meeting.id}.{part}"
