"""Names and three-letter codes of languages."""

from __future__ import annotations

from functools import cache

from csto_cli.data import rows


@cache
def _languages() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["code3"], row["name"]) for row in rows("languages.csv")}


def three_letters(code: str | None) -> str:
    """ISO 639-2 code of an ISO 639-1 code; ``und`` where it is not known."""
    return _languages().get(code or "", ("und", ""))[0]


def language_name(code: str) -> str:
    """English name of a language, or its code where the table does not hold it."""
    return _languages().get(code, ("", code))[1]
