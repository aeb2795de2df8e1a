"""``csto corpus people``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from csto_cli.commands.corpus.options import Store
from csto_cli.commands.options import FailOnNothing, Running, Writing
from csto_cli.commands.results import Answer, listed
from csto_cli.commands.streams import tell
from csto_cli.errors import ExitCode

if TYPE_CHECKING:
    from csto_cli.render.columns import Column

_WHO = "Who is who"
Name = Annotated[
    str | None, typer.Argument(metavar="[NAME]", show_default=False, help="Words of a name, in any script.")
]
Doubts = Annotated[
    bool, typer.Option("--doubts", rich_help_panel=_WHO, help="Pairs that may be one person, with what speaks for it.")
]
Same = Annotated[
    list[str] | None,
    typer.Option(
        "--same", metavar="FILE", rich_help_panel=_WHO,
        help="Pairs that are one person: a CSV with the columns one and other, as --doubts writes it.",
    ),
]  # fmt: skip
Different = Annotated[
    list[str] | None,
    typer.Option("--different", metavar="FILE", rich_help_panel=_WHO, help="Pairs that are two people, likewise."),
]


def people(
    store: Store, writing: Writing, running: Running, *, name: Name = None, doubts: Doubts = False,
    same: Same = None, different: Different = None, exit_code: FailOnNothing = False,
) -> None:  # fmt: skip
    """Who is one person over many records, in which offices, from when to when?

    People are joined where full name and country agree (in any script), or a saved page links their names to one
    address; what is only alike is listed by --doubts and left apart. Decide with --same and --different, which take the
    pairs of a file into the store: later builds keep them.

    Examples:
      csto corpus people council.db Salmela
      csto corpus people council.db --doubts --format csv -o doubts.csv
    """
    from csto_cli.corpus import decisions
    from csto_cli.corpus.connection import reading
    from csto_cli.corpus.connection import writing as changing
    from csto_cli.corpus.persons import PersonRow, persons

    if same or different:
        pairs = [(*pair, "same") for file in same or () for pair in decisions.read_pairs(file)]
        pairs += [(*pair, "different") for file in different or () for pair in decisions.read_pairs(file)]
        with changing(store, make=False) as connection:
            for trouble in decisions.take_in(connection, pairs):
                tell(f"{store}: {trouble}")
    if doubts:
        question = Answer(row=decisions.DoubtRow, columns=_doubt_columns(), nothing="no pair is doubtful")
        with reading(store) as connection:
            found = listed(decisions.doubts(connection), writing, question)
    else:
        question = Answer(row=PersonRow, columns=_person_columns(), nothing="nobody has that name")
        with reading(store) as connection:
            found = listed(persons(connection, name), writing, question)
    if not found:
        if not running.quiet:
            tell(question.nothing)
        raise typer.Exit(ExitCode.NOT_SOUND if exit_code else ExitCode.OK)


def _doubt_columns() -> tuple[Column, ...]:
    from csto_cli.render.columns import Column

    return (
        Column("one", lambda row: row.one, wordy=True),
        Column("other", lambda row: row.other, wordy=True),
        Column("name", lambda row: row.one_name, wordy=True),
        Column("other name", lambda row: row.other_name, wordy=True),
        Column("why", lambda row: row.reason, wordy=True),
    )


def _person_columns() -> tuple[Column, ...]:
    from csto_cli.render.columns import Column

    return (
        Column("name", lambda row: row.name, wordy=True),
        Column("offices", lambda row: "; ".join(map(str, row.offices)), wordy=True),
        Column("countries", lambda row: ", ".join(row.countries), spare=1),
        Column("meetings", lambda row: f"{row.meetings:,}", number=True),
        Column("turns", lambda row: f"{row.turns:,}", number=True),
        Column("words", lambda row: f"{row.words:,}", number=True),
        Column("first", lambda row: row.first_date or "", spare=2),
        Column("last", lambda row: row.last_date or "", spare=3),
    )
