"""Records made ready for formats in which everything has an identifier: what all such writers begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from csto_cli.checks.references import names_no_turn, names_nobody
from csto_cli.errors import NotRecognisedError, OutputError
from csto_cli.model import Evidence, Meeting, Participant, SourceInfo, Span
from csto_cli.writers.escape import free_name

UNKNOWN = "unknown"
Tell = Callable[[str], None]
"""Hears what could not be written as it is."""


def silent(_message: str) -> None:
    """Hear nothing."""


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


def prepared(meetings: Iterable[Meeting], tell: Tell = silent) -> Iterator[Meeting]:
    """The records, each with an id of its own in this output and with a speaker for each of its turns."""
    taken: set[str] = set()
    for meeting in meetings:
        name = free_name(meeting.id, taken)
        if name != meeting.id:
            tell(f"two records have the id {meeting.id}; the second is written as {name}")
        yield complete(meeting if name == meeting.id else meeting.model_copy(update={"id": name}))


def complete(meeting: Meeting) -> Meeting:
    """The record, with a participant ``unknown`` who has the turns whose speaker it does not tell."""
    bare = [turn for turn in meeting.turns if turn.speaker is None]
    if not bare:
        return meeting
    unknown = free_name(UNKNOWN, {person.id.casefold() for person in meeting.participants})
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


def source_of(meeting: Meeting, span: Span) -> SourceInfo:
    """The source that a span's offsets count in: the record's own, or that of a supplement."""
    return meeting.source if span.source is None else meeting.supplements[span.source - 1]
