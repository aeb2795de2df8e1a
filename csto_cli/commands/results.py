"""Rows of many records written one record at a time, in the form that was asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from csto_cli.commands.inputs import Inputs
from csto_cli.commands.options import Running, Writing
from csto_cli.commands.parallel import meetings
from csto_cli.commands.streams import form_of, opened, stdout_is_terminal, tell, uses_color
from csto_cli.errors import ExitCode

if TYPE_CHECKING:
    from csto_cli.model import Meeting
    from csto_cli.render.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command asks of each record, and how its rows are shown.

    ``draw`` draws the rows of one record instead of a table of ``columns``, and ``wraps`` says that it is text to be
    wrapped in a pipe too; ``nothing`` is said of a record that has no rows. With ``alone``, a style of citation, and no
    form asked for, citations are written and nothing else. ``own`` holds the command's own forms: what gives the lines
    of a file of one record's rows.
    """

    row: type
    rows: Callable[[Meeting], Iterable[Any]] = lambda meeting: ()  # noqa: ARG005 - rows that no record is asked for
    columns: tuple[Column, ...] = ()
    draw: Callable[[Any, Meeting, list[Any]], None] | None = None
    wraps: bool = False
    nothing: str
    alone: str | None = None
    own: Mapping[str, Callable[[Meeting, list[Any]], Iterable[str]]] = field(default_factory=dict)


class _Form(Protocol):
    """Writes the rows of one record after another; rows of no one record stand under no title."""

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None: ...
    def close(self) -> None: ...


def answer(
    inputs: Inputs, writing: Writing, running: Running, question: Answer, *, fail_on_nothing: bool = False,
    fail_on_something: bool = False,
) -> None:  # fmt: skip
    """Ask every record and write the answers; ends the call with its exit code."""
    form = form_of(writing.form, writing.output, on_terminal="table")
    if question.alone and writing.form is None:
        form = question.alone
    if form not in FORMS and form not in question.own:
        form = "ndjson"  # a file's name asked for what this command has not
    found = 0
    on_screen = stdout_is_terminal() and writing.output in {None, "-"}
    with opened(writing.output) as stream:
        own = question.own.get(form)
        written = FORMS[form](stream, question, writing) if own is None else _Own(stream, own)
        for meeting in meetings(inputs, quiet=running.quiet or on_screen):
            rows = list(question.rows(meeting))
            found += len(rows)
            written.add(meeting, rows)
        written.close()
    if not found and inputs.done and form != "table" and form not in question.own and not running.quiet:
        tell(question.nothing)
    fails = fail_on_something if found else fail_on_nothing
    inputs.finish(ExitCode.NOT_SOUND if fails else ExitCode.OK, quiet=running.quiet)


def listed(rows: Iterable[Any], writing: Writing, question: Answer) -> int:
    """Write rows that belong to no one record, a table drawn of all of them; returns how many there were."""
    form = form_of(writing.form, writing.output, on_terminal="table")
    if form not in FORMS:
        form = "ndjson"  # a file's name asked for what this command has not
    found = 0
    with opened(writing.output) as stream:
        written = FORMS[form](stream, question, writing)
        if form in {"table", "markdown"}:
            every = list(rows)
            found = len(every)
            written.add(None, every)
        else:
            for row in rows:
                found += 1
                written.add(None, [row])
        written.close()
    return found


class _Lines:
    """One compact JSON object a row."""

    def __init__(self, stream: TextIO, question: Answer, writing: Writing) -> None:
        from csto_cli.writers.values import row_json

        del question, writing
        self.stream, self.json = stream, row_json

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        del meeting
        for row in rows:
            self.stream.write(f"{self.json(row)}\n")

    def close(self) -> None:
        """Nothing is open."""


class _Array(_Lines):
    """An indented array of all rows."""

    count = 0

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        from csto_cli.writers.escape import json_for_terminal
        from csto_cli.writers.values import array_item

        del meeting
        for row in rows:
            text = array_item(self.json(row, indent=True))
            self.stream.write(
                f"{',' if self.count else '['}\n{json_for_terminal(text) if self.stream.isatty() else text}"
            )
            self.count += 1

    def close(self) -> None:
        self.stream.write("\n]\n" if self.count else "[]\n")


class _Table:
    """A table for each record, under its title where there are several."""

    def __init__(self, stream: TextIO, question: Answer, writing: Writing) -> None:
        from csto_cli.render.console import PIPE_WIDTH, UNLIMITED, console

        to_screen = stdout_is_terminal() and writing.output in {None, "-"}
        unlimited = PIPE_WIDTH if question.wraps else UNLIMITED
        self.screen = console(stream, color=uses_color(writing.color), width=None if to_screen else unlimited)
        self.question = question

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        from csto_cli.render.headings import print_heading
        from csto_cli.render.tables import print_table

        if meeting is not None:
            print_heading(self.screen, meeting)
        if self.question.draw is not None and meeting is not None:
            self.question.draw(self.screen, meeting, rows)
        elif rows:
            print_table(self.screen, self.question.columns, rows)
        if not rows:
            self.screen.print(self.question.nothing)
        self.screen.print()

    def close(self) -> None:
        """Nothing is open."""


class _Citations(_Lines):
    """Citations alone, each once."""

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        from csto_cli.writers.escape import terminal

        del meeting
        for citation in _once(rows):
            self.stream.write(f"{terminal(citation)}\n")


class _Items(_Array):
    """Citations alone, as an array of CSL-JSON."""

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        super().add(meeting, _once(rows))


def _once(rows: list[Any]) -> list[Any]:
    """The citations of rows; words that stand twice in one line are cited once."""
    return list({str(row.citation): row.citation for row in rows}.values())


class _Cells:
    """One CSV table of all rows, every value a column."""

    def __init__(self, stream: TextIO, question: Answer, writing: Writing) -> None:
        from csto_cli.writers.values import names_of

        del writing
        self.names = names_of(question.row)
        self.csv = csv.writer(stream, lineterminator="\n")
        self.csv.writerow(self.names)

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        from csto_cli.writers.escape import cell
        from csto_cli.writers.values import flat

        del meeting
        self.csv.writerows([cell(flat(getattr(row, name))) for name in self.names] for row in rows)

    def close(self) -> None:
        """Nothing is open."""


class _Markdown:
    """A Markdown table for each record, under its title."""

    def __init__(self, stream: TextIO, question: Answer, writing: Writing) -> None:
        del writing
        self.stream, self.question = stream, question

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        from csto_cli.render.columns import QUOTES
        from csto_cli.writers.escape import markdown
        from csto_cli.writers.tables import pipe_table

        columns: Sequence[Column] = self.question.columns or QUOTES
        if meeting is not None:
            self.stream.write(f"## {markdown(meeting.title or meeting.id)}\n\n")
        headings = [(column.heading, column.number) for column in columns]
        table = pipe_table(headings, [[column.show(row) for column in columns] for row in rows])
        self.stream.write(table if rows else f"{markdown(self.question.nothing)}\n")
        self.stream.write("\n")

    def close(self) -> None:
        """Nothing is open."""


class _Own:
    """A form that the command brings itself, written record by record."""

    def __init__(self, stream: TextIO, make: Callable[[Meeting, list[Any]], Iterable[str]]) -> None:
        self.stream, self.make = stream, make

    def add(self, meeting: Meeting | None, rows: list[Any]) -> None:
        assert meeting is not None
        self.stream.writelines(f"{part}\n" for part in self.make(meeting, rows))

    def close(self) -> None:
        """Nothing is open."""


FORMS: dict[str, Callable[[TextIO, Answer, Writing], _Form]] = {
    "table": _Table,
    "json": _Array,
    "ndjson": _Lines,
    "csv": _Cells,
    "markdown": _Markdown,
    "plain": _Citations,
    "bibtex": _Citations,
    "csl-json": _Items,
}
"""Forms of a result by name; the last three are styles of citations."""
