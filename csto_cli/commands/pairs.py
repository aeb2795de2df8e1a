"""What commands over two records share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from csto_cli.commands.inputs import gather
from csto_cli.commands.options import Reading, RowForm, Target, Writing
from csto_cli.errors import UsageError

if TYPE_CHECKING:
    from csto_cli.model import Meeting


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


def only(reading: Reading, target: Target, *, embed: bool = False) -> Meeting:
    """The one record of a path; raises ``UsageError`` where it holds several."""
    inputs = gather(reading, with_path=not target.no_path, embed=embed)
    meetings = list(inputs.meetings())
    if len(meetings) != 1 or inputs.failed:
        raise UsageError(f"{(reading.paths or [''])[0]}: holds {len(meetings)} records", hint="give one of them")
    return meetings[0]
