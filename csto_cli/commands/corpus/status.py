"""``csto corpus status``."""

from __future__ import annotations

from csto_cli.commands.corpus.options import Store
from csto_cli.commands.options import FailOnNothing, Running, Writing
from csto_cli.commands.results import Answer, listed
from csto_cli.commands.streams import tell


def status(store: Store, writing: Writing, running: Running, *, exit_code: FailOnNothing = False) -> None:
    """What is in the store, what failed, and which files have changed or vanished since?

    One row for each file, member or row that failed (with its reason), was not read to its end, has changed, or is no
    more. What the store holds in all is said on standard error.

    Examples:
      csto corpus status council.db
      csto corpus status council.db --format csv
    """
    import typer

    from csto_cli.corpus.connection import reading
    from csto_cli.corpus.status import StatusRow, summary, troubles
    from csto_cli.errors import ExitCode
    from csto_cli.render.columns import Column

    columns = (
        Column("state", lambda row: row.state),
        Column("path", lambda row: row.path, wordy=True),
        Column("member", lambda row: row.member or ""),
        Column("row", lambda row: "" if row.row is None else str(row.row), number=True),
        Column("reason", lambda row: row.reason or "", wordy=True),
    )
    question = Answer(row=StatusRow, columns=columns, nothing="every file was read and none has changed")
    with reading(store) as connection:
        if not running.quiet:
            held = ", ".join(
                f"{count:,} {_one(what) if count == 1 else what}" for what, count in summary(connection).items()
            )
            tell(f"{store}: {held}")
        found = listed(troubles(connection, store), writing, question)
    if not found and exit_code:
        raise typer.Exit(ExitCode.NOT_SOUND)


def _one(what: str) -> str:
    """The word for one of what a store holds many of."""
    return "person" if what == "people" else what.removesuffix("s")
