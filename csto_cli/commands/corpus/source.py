"""``csto corpus source``."""

from __future__ import annotations

from typing import Annotated

import typer

from csto_cli.commands.corpus.options import Store
from csto_cli.commands.options import Output, Running
from csto_cli.commands.streams import opened

Meeting = Annotated[
    str, typer.Argument(metavar="MEETING", show_default=False, help="The meeting's id, or the path of its file.")
]


def source(store: Store, meeting: Meeting, running: Running, *, output: Output = None) -> None:
    """What is the text that a record of the store was read from?

    The decoded source: from the store where it was built with --embed-source, else from its file, where its hash is
    still the same.

    Examples:
      csto corpus source council.db 2024-03-14-northern-rivers-council-c983e880
      csto corpus source council.db samples/river-council.en.txt -o council.txt
    """
    del running
    from csto_cli.corpus.connection import reading
    from csto_cli.corpus.sources import source_text

    with reading(store) as connection:
        text = source_text(connection, store, meeting)
    with opened(output) as stream:
        stream.write(text)
