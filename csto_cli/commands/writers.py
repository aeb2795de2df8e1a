"""``csto writers``."""

from __future__ import annotations

from csto_cli.commands.catalogue import write_catalogue
from csto_cli.commands.options import Running, Writing


def writers(writing: Writing, running: Running) -> None:
    """Which formats can csto export write to?

    Lists each format with what it is, the extra that it needs, and the package that it comes from.

    Examples:
      csto writers
      csto writers --format json
    """
    from csto_cli.version import VERSION
    from csto_cli.writers import WRITERS, plugged

    del running
    rows = [(row, f"csto {VERSION}") for row in WRITERS] + [(p.value.ROW, p.package) for p in plugged()]
    write_catalogue(
        [
            {"name": row.name, "needs": row.extra, "package": package, "description": row.description}
            for row, package in rows
        ],
        writing,
    )
