"""``csto corpus datasette``."""

from __future__ import annotations

from csto_cli.commands.corpus.options import Store
from csto_cli.commands.options import Output, Running
from csto_cli.commands.streams import opened


def datasette(store: Store, running: Running, *, output: Output = None) -> None:
    """How do I publish the store with Datasette?

    Writes the metadata that makes Datasette's pages readable: titles, descriptions, units, facets, full text, and
    questions such as who said a phrase after the floor was given. Datasette opens the store itself as it is:
    datasette council.db --metadata council.json

    Examples:
      csto corpus datasette council.db
      csto corpus datasette council.db -o council.json
    """
    del running
    from csto_cli.corpus.connection import reading
    from csto_cli.corpus.datasette import metadata
    from csto_cli.writers.values import row_json

    with reading(store), opened(output) as stream:
        stream.write(f"{row_json(metadata(store), indent=True)}\n")
