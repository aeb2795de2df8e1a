"""``csto writers``."""

from __future__ import annotations

from csto_cli.commands.catalogue import write_catalogue
from csto_cli.commands.options import Running, Writing


def writers(writing: Writing, running: Running) -> None:
    """Which formats can csto export write to?

    Lists each format with what it is, and the extra that it needs.

    Examples:
      csto writers
      csto writers --format json
    """
    from csto_cli.writers import WRITERS

    del running
    write_catalogue(
        [{"name": row.name, "needs": row.extra, "description": row.description} for row in WRITERS], writing
    )
