"""Options that the commands of ``csto corpus`` share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from csto_cli.corpus.search import Filters

_WHICH = "Which turns"
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
