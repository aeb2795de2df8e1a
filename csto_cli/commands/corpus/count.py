"""``csto corpus count``."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from csto_cli.commands.corpus.options import Store, Which
from csto_cli.commands.options import Running, Writing
from csto_cli.commands.results import Answer, listed
from csto_cli.commands.streams import form_of, tell

By = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAMES",
        help="year, month, date, body, meeting, language, convention, speaker, country, role, office; with commas.",
    ),
]  # fmt: skip
Query = Annotated[
    str | None, typer.Argument(metavar="[QUERY]", show_default=False, help="Count only turns with these words.")
]
Plot = Annotated[
    str | None, typer.Option("--plot", metavar="FILE", help="Draw it too, as FILE.png, FILE.svg or FILE.pdf.")
]


NUMBERS = {
    "meetings": "meetings",
    "turns": "turns",
    "words": "words",
    "turns per 1,000": "per_thousand_turns",
    "words per 1,000": "per_thousand_words",
}
"""Headings of the numbers, and the values that they show."""


def count(
    store: Store, which: Which, writing: Writing, running: Running, *, query: Query = None, by: By = "year",
    plot: Plot = None,
) -> None:  # fmt: skip
    """How much was said, or how often these words: by year, speaker, country, body?

    Meetings, turns and words of each group. With QUERY only turns that hold the words count, and the share per thousand
    is that of all turns (and their words) of the same group, so that groups of different size compare; without QUERY it
    is that of the whole count. A table leaves out groups without these words and says how many; other forms hold all.

    Examples:
      csto corpus count council.db --by year,country
      csto corpus count council.db river --by year --plot river.svg
    """
    from csto_cli.corpus.connection import reading
    from csto_cli.corpus.counts import count as run
    from csto_cli.corpus.counts import count_row
    from csto_cli.render.columns import Column

    names = tuple(name.strip() for name in by.split(",") if name.strip())
    with reading(store) as connection:
        rows = list(run(connection, names, which.filters(), query, exact=which.exact))
    columns = (
        *(Column(name, partial(_shown, name), wordy=True) for name in names),
        *(Column(heading, partial(_number, name), number=True) for heading, name in NUMBERS.items()),
    )
    if plot is not None:
        from csto_cli.render.plots import draw_counts

        draw_counts(rows, names, plot, query)
    shown = rows
    if query is not None and form_of(writing.form, writing.output, on_terminal="table") == "table":
        shown = [row for row in rows if row.turns]
    listed(shown, writing, Answer(row=count_row(names), columns=columns, nothing="no turn holds these words"))
    if len(shown) < len(rows) and not running.quiet:
        left = len(rows) - len(shown)
        tell(f"{left:,} {'group' if left == 1 else 'groups'} without these words left out; --format csv has them")


def _shown(name: str, row: Any) -> str:
    value = getattr(row, name)
    return "not told" if value is None else str(value)


def _number(name: str, row: Any) -> str:
    value = getattr(row, name)
    return f"{value:,.3f}" if isinstance(value, float) else f"{value:,}"
