"""``csto corpus sql``."""

from __future__ import annotations

from typing import Annotated

import typer

from csto_cli.commands.corpus.options import Store
from csto_cli.commands.options import Running, Writing
from csto_cli.errors import UsageError

Sql = Annotated[str | None, typer.Argument(metavar="[QUERY]", show_default=False, help="One SELECT.")]
Tables = Annotated[bool, typer.Option("--tables", help="List the tables and views with their columns.")]
Steps = Annotated[
    int | None,
    typer.Option("--steps", metavar="N", min=1, show_default=False, help="Steps that it may take (100 million)."),
]
TABLES = """
    SELECT name, type, (SELECT group_concat(name, ', ') FROM pragma_table_info(listed.name)) AS columns
    FROM pragma_table_list AS listed WHERE schema = 'main' AND type IN ('table', 'view', 'virtual')
    AND name NOT LIKE 'sqlite%' ORDER BY type, name
"""


def sql(
    store: Store, writing: Writing, running: Running, *, query: Sql = None, tables: Tables = False, steps: Steps = None
) -> None:
    """What does the store answer in SQL?

    The query can only read: no other file, no extension, nothing that changes; it stops after so many steps.

    Examples:
      csto corpus sql council.db --tables
      csto corpus sql council.db "SELECT name, count(*) FROM speeches GROUP BY name"
    """
    del running
    if (query is None) == (not tables):
        raise UsageError("give a query, or --tables", hint="csto corpus sql STORE --tables lists what there is")
    from csto_cli.commands.corpus.cells import write_cells
    from csto_cli.corpus.connection import reading
    from csto_cli.corpus.sql import STEPS, ask

    with reading(store) as connection:
        names, rows = ask(connection, TABLES if query is None else query, steps=steps or STEPS)
        write_cells(names, rows, writing)
