"""What a list published beside a Russian record is: documents that were signed, or people who took part."""

from __future__ import annotations

from collections.abc import Sequence

from csto_cli.conventions.kremlin_ru.supplement import read_documents, read_participants
from csto_cli.formats.block import Block
from csto_cli.parsing.supplement import Listed


def read_list(blocks: Sequence[Block]) -> Listed:
    """People or documents of a list, in its order; nothing where the text is no such list."""
    documents = read_documents(blocks)
    return Listed(documents=documents) if documents else Listed(people=read_participants(blocks))
