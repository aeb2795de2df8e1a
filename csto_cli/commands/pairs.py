"""What commands over two records share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, RowForm, Target, Writing
from csto_cli.errors import UsageError

if TYPE_CHECKING:
    from csto_cli.model import Meeting

MOST_NAMED = 5
"""Ids that a message names."""


def writing(target: Target, form: str | None) -> Writing:
    """Where a result goes, in a form that may be the command's own."""
    return Writing(form=cast("RowForm | None", form), output=target.output, no_path=target.no_path, color=target.color)


def two(reading: Reading, command: str) -> tuple[Reading, Reading]:
    """How to read each of the two records that a command compares; raises ``UsageError`` for more or fewer."""
    paths = reading.paths or []
    if len(paths) != 2:
        raise UsageError(f"{command} takes two records, {len(paths)} given", hint="name two files; - is standard input")
    first, second = (replace(reading, paths=[path]) for path in paths)
    return first, second


def only(reading: Reading, target: Target, *, embed: bool = False, meeting: str | None = None) -> Meeting:
    """The one record of a path, or that of an id; raises ``UsageError`` where there is none, or are several."""
    inputs = gather(reading, with_path=not target.no_path, embed=embed)
    known: list[str] = []
    found: list[Meeting] = []
    for one in inputs.meetings():
        known.append(one.id)
        found += [one] if meeting in {None, one.id} and len(found) < MOST_NAMED else []
    if len(found) == 1 and (meeting is not None or not inputs.failed):
        return found[0]
    where = (reading.paths or [""])[0]
    if meeting is not None and not found:
        raise UsageError(f"{where}: no record has the id {meeting!r}", hint=_ids(known))
    hint = f"give one of them, by its file or with --meeting; {_ids(known)}" if embed else "give one of them"
    raise UsageError(f"{where}: holds {len(known)} records", hint=hint)


def _ids(known: list[str]) -> str:
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return f"the ids are {', '.join(known[:MOST_NAMED])}{more}"
