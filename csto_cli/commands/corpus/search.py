"""``csto corpus search``."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from csto_cli.commands.corpus.options import Store, Which
from csto_cli.commands.options import FailOnNothing, Running, Writing
from csto_cli.commands.results import Answer, listed
from csto_cli.commands.streams import tell
from csto_cli.errors import ExitCode

Query = Annotated[str, typer.Argument(metavar="QUERY", show_default=False, help="Words, in FTS5's own syntax.")]
Kind = Annotated[
    Literal["turns", "documents"], typer.Option("--kind", help="Where to look: what was said, or documents' titles.")
]
Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="So many hits at most.")]
Skip = Annotated[int, typer.Option("--skip", metavar="N", min=0, help="Leave out the best N.")]


def search(
    store: Store,
    query: Query,
    which: Which,
    writing: Writing,
    running: Running,
    *,
    kind: Kind = "turns",
    limit: Limit = 20,
    skip: Skip = 0,
    exit_code: FailOnNothing = False,
) -> None:
    """Who said these words, when, and in which office?

    The best hits first, each with the words around it, what was found in square brackets, and its citation. A query is
    words (all must stand in a turn), "a phrase", word OR word, word NOT word, NEAR(word word, 5), begin*. Endings are
    folded in English and Russian, and a name is found in the other script too; --exact looks for words as printed, and
    so does a query with a beginning (secur*).

    Examples:
      csto corpus search council.db "river OR ferry" --from 2020
      csto corpus search council.db '"joint warnings" NOT ferry' --speaker Arkan --format csv
    """
    from csto_cli.corpus.connection import reading
    from csto_cli.corpus.search import HitRow
    from csto_cli.corpus.search import search as run
    from csto_cli.render.columns import Column

    columns = (
        Column("date", lambda row: row.date or ""),
        Column("speaker", lambda row: row.name or "not told", wordy=True),
        Column("words", lambda row: row.snippet, wordy=True),
        Column("meeting", lambda row: row.title or row.meeting, wordy=True),
        Column("turn", lambda row: "" if row.turn is None else str(row.turn), number=True),
        Column("citation", lambda row: row.citation, wordy=True, spare=1),
    )
    question = Answer(
        row=HitRow,
        columns=columns,
        nothing=f"no {'turn' if kind == 'turns' else 'title of a document'} holds these words",
    )
    with reading(store) as connection:
        hits = run(connection, store, query, which.filters(), kind=kind, limit=limit, skip=skip, exact=which.exact)
        found = listed(hits, writing, question)
    if not found:
        if not running.quiet:
            tell(question.nothing)
        raise typer.Exit(ExitCode.NOT_SOUND if exit_code else ExitCode.OK)
