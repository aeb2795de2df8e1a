"""Conventions: how families of records write things down. One module a family, one row here.

Further conventions register under the entry point ``csto.conventions`` with a ``Convention`` of their own, whose name
is the entry point's (``docs/conventions.md``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from csto_cli.conventions import (
    akn,
    bundestag,
    captions,
    congress,
    council,
    english_lists,
    europarl,
    generic,
    hansard,
    kremlin,
    kremlin_ru,
    legco,
    minutes,
    tei,
    un,
    w3c,
    w3c_irc,
    westminster,
    whitehouse,
)
from csto_cli.formats import Sniff
from csto_cli.formats.reading import Reading
from csto_cli.parsing.draft import Draft
from csto_cli.parsing.supplement import SupplementReader
from csto_cli.plugins import Plugin, plugins, shielded, unfit
from csto_cli.source import Source

GROUP = "csto.conventions"


@dataclass(frozen=True, slots=True)
class Convention:
    """A family of records that can be asked for by name.

    ``sniff`` says how sure it is that a record is one of its own, and why; the surest convention reads it.
    ``read_list`` reads the lists that the family publishes beside its records. ``surest`` is the confidence that
    ``sniff`` never goes beyond: where another family is as sure already, it is not asked.
    """

    name: str
    description: str
    sniff: Callable[[Source, Reading], Sniff]
    read: Callable[[Source, Reading], Draft]
    read_list: SupplementReader | None = None
    surest: float = 1.0


CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        "kremlin", "records of the Kremlin family in English: text versions, saved pages, copies, re-posts",
        kremlin.sniff, kremlin.read, english_lists.read_list, 0.95,
    ),
    Convention(
        "kremlin-ru", "records of the Kremlin family in Russian, as running text", kremlin_ru.sniff, kremlin_ru.read,
        kremlin_ru.read_list,
    ),
    Convention(
        "whitehouse", "transcripts of the White House: saved pages and Markdown copies",
        whitehouse.sniff, whitehouse.read, surest=0.95,
    ),
    Convention(
        "congress", "the Congressional Record and hearings of the United States Congress",
        congress.sniff, congress.read,
        surest=0.85,
    ),
    Convention(
        "europarl", "debates of the European Parliament with marks of speakers",
        europarl.sniff, europarl.read, surest=0.9
    ),
    Convention(
        "un", "verbatim records of the Security Council and the General Assembly of the United Nations",
        un.sniff, un.read, surest=0.95,
    ),
    Convention(
        "hansard", "Hansard of the House of Commons and the House of Lords: pages, text downloads, Markdown copies",
        hansard.sniff, hansard.read, surest=hansard.SUREST,
    ),
    Convention(
        "westminster", "hansards of the Pacific, South Africa, New Zealand and city councils",
        westminster.sniff, westminster.read, surest=0.72,
    ),
    Convention(
        "bundestag", "stenographic reports of the German Bundestag as text", bundestag.sniff, bundestag.read,
        surest=0.95,
    ),
    Convention(
        "legco", "the official record of Hong Kong's Legislative Council in Chinese", legco.sniff, legco.read,
        surest=0.9,
    ),
    Convention(
        "minutes", "minutes of TC39 and of IETF groups, with initials, nicks or names before a colon",
        minutes.sniff, minutes.read, surest=0.9,
    ),
    Convention(
        "w3c", "minutes of groups of the W3C, as the page that is made of an IRC log", w3c.sniff, w3c.read, surest=0.9,
    ),
    Convention("w3c-irc", "IRC logs of meetings of the W3C's groups", w3c_irc.sniff, w3c_irc.read, surest=0.9),
    Convention(
        "captions", "subtitles of meetings, with or without speakers", captions.sniff, captions.read, surest=0.6,
    ),
    Convention(
        "council", "records of city councils: Hansards, and caption files with turns inside the lines",
        council.sniff, council.read, surest=0.6,
    ),
    Convention("tei", "TEI: Parla-CLARIN as csto writes it, ParlaMint, and others", tei.sniff, tei.read, surest=0.95),
    Convention("akn", "Akoma Ntoso debates, as csto writes them and others", akn.sniff, akn.read, surest=0.95),
    Convention(
        "generic", "whatever no family describes, read by its labels alone", generic.sniff, generic.read,
        surest=generic.CONFIDENCE,
    ),
)  # fmt: skip


def conventions() -> tuple[Convention, ...]:
    """Every convention: csto's own, then those of other packages."""
    return (*CONVENTIONS, *(plugin.value for plugin in plugged()))


@cache
def plugged() -> tuple[Plugin, ...]:
    """Conventions of other packages; what they raise becomes a ``PluginError``, and a sniff that fails fits nothing."""
    found = plugins(GROUP, {row.name for row in CONVENTIONS}, lambda name, value: unfit(Convention, name, value))
    return tuple(replace(plugin, value=_shielded(plugin)) for plugin in found)


def _shielded(plugin: Plugin) -> Convention:
    row: Convention = plugin.value
    what = f"the convention {row.name!r} of {plugin.package}"
    return replace(
        row, sniff=shielded(row.sniff, what, Sniff, otherwise=Sniff(0.0)), read=shielded(row.read, what, Draft)
    )
