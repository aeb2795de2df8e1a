"""``csto corpus``: many records in one store."""

from __future__ import annotations

import typer

from csto_cli.commands.app import SETTINGS, Command, Group
from csto_cli.commands.corpus.build import build
from csto_cli.commands.corpus.count import count
from csto_cli.commands.corpus.datasette import datasette
from csto_cli.commands.corpus.people import people
from csto_cli.commands.corpus.search import search
from csto_cli.commands.corpus.source import source
from csto_cli.commands.corpus.sql import sql
from csto_cli.commands.corpus.status import status
from csto_cli.commands.export import export
from csto_cli.commands.options import Debug, flatten
from csto_cli.errors import ExitCode

HELP = """\
How do I keep many records in one place, and search them?

A store is one SQLite file. csto corpus build makes it and keeps it up to date; the other commands read it, and so does
any SQLite client. Every reading command takes a store like a file of records: csto speakers STORE, csto turns STORE.

Examples:
  csto corpus build council.db samples/*.txt
  csto corpus search council.db "river OR ferry"
"""

EXPORT = """\
How do I pass the records of a store on to another program, or publish them?

The same as csto export, which reads a store as it reads a file: to standard output, to a file (-o FILE), or into a
folder (-o FOLDER/), which must be empty. A folder appears whole or not at all.

Examples:
  csto corpus export council.db --to markdown
  csto corpus export council.db --to csv --table turns -o turns.csv
"""

app = typer.Typer(
    name="corpus",
    cls=Group,
    help=HELP,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    context_settings=SETTINGS,
)


@app.callback(help=HELP)
def corpus(context: typer.Context, *, debug: Debug = False) -> None:
    """Show the help where no command is named."""
    del debug
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.USAGE)


for _command in (build, status, search, count, people, sql, export, source, datasette):
    _help = EXPORT if _command is export else None
    app.command(_command.__name__, cls=Command, context_settings=SETTINGS, help=_help)(flatten(_command))
