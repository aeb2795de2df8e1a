"""Options that the commands of ``csto corpus`` share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from csto_cli.corpus.search import Filters

_WHICH, _MACHINES = "Which turns", "Many machines"
Store = Annotated[str, typer.Argument(metavar="STORE", show_default=False, help="The store, an SQLite file.")]
Exact = Annotated[
    bool, typer.Option("--exact", rich_help_panel=_WHICH, help="Words as printed: endings are not folded.")
]
Speaker = Annotated[
    list[str] | None,
    typer.Option(
        "--speaker", "-s", metavar="NAME", rich_help_panel=_WHICH,
        help="Words of a person's name, in any script; can be repeated.",
    ),
]  # fmt: skip
Country = Annotated[
    list[str] | None,
    typer.Option("--country", "-c", metavar="CODE", rich_help_panel=_WHICH, help="Speaker's country, as its ISO code."),
]
Body = Annotated[
    list[str] | None,
    typer.Option("--body", metavar="WORDS", rich_help_panel=_WHICH, help="Words of the name of the body that met."),
]
Role = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="ROLE", rich_help_panel=_WHICH, help="chair, member, guest, journalist, voice, ..."),
]
Language = Annotated[
    list[str] | None,
    typer.Option("--language", metavar="CODE", rich_help_panel=_WHICH, help="Language of the record (en, ru)."),
]
Since = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", rich_help_panel=_WHICH, help="First date of meetings (2019, 2020-12)."),
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="DATE", rich_help_panel=_WHICH, help="Last date of meetings.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which turns are meant."""

    speaker: Speaker = None
    country: Country = None
    body: Body = None
    role: Role = None
    language: Language = None
    since: Since = None
    until: Until = None
    exact: Exact = False

    def filters(self) -> Filters:
        """The filters of a search."""
        from csto_cli.corpus.search import Filters

        return Filters(
            speakers=tuple(self.speaker or ()), countries=tuple(self.country or ()), bodies=tuple(self.body or ()),
            roles=tuple(self.role or ()), languages=tuple(self.language or ()), since=self.since, until=self.until,
        )  # fmt: skip


Engine = Annotated[
    Literal["processes", "dask"],
    typer.Option("--engine", rich_help_panel=_MACHINES, help="Who reads: processes here, or the workers of Dask."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", rich_help_panel=_MACHINES, show_default=False,
        help="Dask scheduler (tcp://host:8786); without it, workers are started here.",
    ),
]  # fmt: skip
Parts = Annotated[
    str | None,
    typer.Option(
        "--parts", metavar="FOLDER", rich_help_panel=_MACHINES, show_default=False,
        help="Where workers write Parquet; by default the store's name and .parts.",
    ),
]  # fmt: skip
PartsOnly = Annotated[
    bool, typer.Option("--parts-only", rich_help_panel=_MACHINES, help="Write the parts, and no store from them.")
]
ShareSize = Annotated[
    int,
    typer.Option("--share", metavar="N", min=1, rich_help_panel=_MACHINES, help="Files that a worker reads at once."),
]
FromParquet = Annotated[
    str | None,
    typer.Option(
        "--from-parquet", metavar="FOLDER", rich_help_panel=_MACHINES, show_default=False,
        help="Load the parts that workers wrote, instead of reading PATHs.",
    ),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """Who reads, and where what was read goes on its way."""

    engine: Engine = "processes"
    scheduler: Scheduler = None
    parts: Parts = None
    parts_only: PartsOnly = False
    share: ShareSize = 200
    from_parquet: FromParquet = None
