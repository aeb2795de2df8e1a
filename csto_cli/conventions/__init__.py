"""Conventions: how families of records write things down. One module a family, one row here.

Further conventions register under the entry point ``csto.conventions`` with a ``Convention`` of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from csto_cli.conventions import akn, congress, europarl, generic, kremlin, kremlin_ru, tei, whitehouse
from csto_cli.formats import Sniff
from csto_cli.formats.reading import Reading
from csto_cli.parsing.draft import Draft
from csto_cli.source import Source


@dataclass(frozen=True, slots=True)
class Convention:
    """A family of records that can be asked for by name.

    ``sniff`` says how sure it is that a record is one of its own, and why; the surest convention reads it.
    """

    name: str
    description: str
    sniff: Callable[[Source, Reading], Sniff]
    read: Callable[[Source, Reading], Draft]


CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        "kremlin", "records of the Kremlin family in English: text versions, saved pages, copies, re-posts",
        kremlin.sniff, kremlin.read,
    ),
    Convention(
        "kremlin-ru", "records of the Kremlin family in Russian, as running text", kremlin_ru.sniff, kremlin_ru.read
    ),
    Convention(
        "whitehouse", "transcripts of the White House: saved pages and Markdown copies",
        whitehouse.sniff, whitehouse.read,
    ),
    Convention(
        "congress", "the Congressional Record and hearings of the United States Congress", congress.sniff, congress.read
    ),
    Convention(
        "europarl", "debates of the European Parliament with marks of speakers", europarl.sniff, europarl.read
    ),
    Convention("tei", "TEI: Parla-CLARIN as csto writes it, ParlaMint, and others", tei.sniff, tei.read),
    Convention("akn", "Akoma Ntoso debates, as csto writes them and others", akn.sniff, akn.read),
    Convention("generic", "whatever no family describes, read by its labels alone", generic.sniff, generic.read),
)  # fmt: skip
