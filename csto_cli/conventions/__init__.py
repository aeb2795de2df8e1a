"""Conventions: how families of records write things down. One module a family, one row here.

Further conventions register under the entry point ``csto.conventions`` with a ``Convention`` of their own, whose name
is the entry point's (``docs/conventions.md``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from csto_cli.formats import Sniff
from csto_cli.formats.reading import Reading
from csto_cli.parsing.draft import Draft
from csto_cli.parsing.supplement import SupplementReader
from csto_cli.plugins import Plugin, plugins, shielded, unfit
from csto_cli.source import Source

GROUP = "csto.conventions"


LONGEST_LABEL = 80
PUBLISHED = ("Government P", "[Congressional Record", "U.S. Congress", "[House ", "[Senate ", "[Joint ")


class Convention(NamedTuple):
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


def _of(module: str, function: str) -> Callable[..., Any]:
    """A function of a family's module, which is imported when the function is called: most records ask few families."""

    def asked(*arguments: Any) -> Any:
        return getattr(import_module(f"{__name__}.{module}"), function)(*arguments)

    return asked


def _family(
    name: str, description: str, surest: float, *, lists: str | None = None,
    needs: Callable[[Source, Reading], bool] | None = None,
) -> Convention:  # fmt: skip
    """The row of one of csto's own families, whose module has its name; ``lists`` is the module that reads lists.

    ``needs`` tells what no record of the family is without, so that the module need not be imported to say no.
    """
    module = name.replace("-", "_")
    read_list = _of(lists, "read_list") if lists else None
    asked = _of(module, "sniff")

    def sniff(source: Source, reading: Reading) -> Sniff:
        answer: Sniff = asked(source, reading) if needs is None or needs(source, reading) else Sniff(0.0)
        return answer

    return Convention(name, description, sniff, _of(module, "read"), read_list, surest)


def _words(*words: str) -> Callable[[Source, Reading], bool]:
    """Whether one of the words stands in the text."""
    return lambda source, reading: any(word in source.text for word in words)


def _of_the_white_house(source: Source, reading: Reading) -> bool:
    """Whether the head holds an address of the White House, or a short line begins as a clock does."""
    lines = (block.text for block in reading.blocks)
    return "whitehouse" in source.text[:3000].lower() or any(
        len(text) < 30 and text[:1].isdigit() and "M" in text for text in lines
    )


def _of_congress(source: Source, reading: Reading) -> bool:
    """Whether the publisher's own words stand in the text, or words like labels: in bold, or a surname in capitals."""
    return any(word in source.text for word in PUBLISHED) or any(
        block.bold or (len(block.text) < LONGEST_LABEL and block.text[-2:-1].isupper() and block.text[-1] in ".:]")
        for block in reading.blocks
    )


def _symbol(source: Source, reading: Reading) -> bool:
    """Whether a line holds what every symbol of a verbatim record does."""
    return any("PV." in line.text for line in reading.lines)


def _logged(source: Source, reading: Reading) -> bool:
    """Whether a line begins as a clock does and holds a mark of a nick."""
    lines = (line.text for line in reading.lines or reading.blocks)
    return any("<" in text and (text[:1].isdigit() or text[:1] == "[") for text in lines)


def _is_tree(source: Source, reading: Reading) -> bool:
    return reading.tree is not None


def _is_conversation(source: Source, reading: Reading) -> bool:
    return reading.conversation is not None


def _is_transcript(source: Source, reading: Reading) -> bool:
    return reading.transcript is not None


def _is_titled(source: Source, reading: Reading) -> bool:
    return source.text.startswith("# ")


CONVENTIONS: tuple[Convention, ...] = (
    _family(
        "kremlin", "records of the Kremlin family in English: text versions, saved pages, copies, re-posts", 0.95,
        lists="english_lists",
    ),
    Convention(
        "kremlin-ru", "records of the Kremlin family in Russian, as running text",
        _of("kremlin_ru.recognition", "sniff"), _of("kremlin_ru.read", "read"), _of("kremlin_ru.lists", "read_list"),
    ),
    _family(
        "whitehouse", "transcripts of the White House: saved pages and Markdown copies", 0.95,
        needs=_of_the_white_house,
    ),
    _family(
        "congress", "the Congressional Record and hearings of the United States Congress", 0.85, needs=_of_congress
    ),
    _family("europarl", "debates of the European Parliament with marks of speakers", 0.9, needs=_words("<SPEAKER ID=")),
    _family(
        "un", "verbatim records of the Security Council and the General Assembly of the United Nations", 0.95,
        needs=_symbol,
    ),
    _family(
        "hansard", "Hansard of the House of Commons and the House of Lords: pages, text downloads, Markdown copies",
        0.92,
    ),
    _family("westminster", "hansards of the Pacific, South Africa, New Zealand and city councils", 0.72),
    _family(
        "bundestag", "stenographic reports of the German Bundestag as text", 0.95,
        needs=_words("Plenarprotokoll", "Bundestag", "Stenogra"),
    ),
    _family(
        "legco", "the official record of Hong Kong's Legislative Council in Chinese", 0.9,
        needs=_words("會議過程正式紀錄", "立法會"),
    ),
    _family("minutes", "minutes of TC39 and of IETF groups, with initials, nicks or names before a colon", 0.9),
    _family(
        "w3c", "minutes of groups of the W3C, as the page that is made of an IRC log", 0.9,
        needs=_words("W3C", "scribe.perl", "is scribing"),
    ),
    _family("w3c-irc", "IRC logs of meetings of the W3C's groups", 0.9, needs=_logged),
    _family("captions", "subtitles of meetings, with or without speakers", 0.6),
    _family("council", "records of city councils: Hansards, and caption files with turns inside the lines", 0.6),
    _family("tei", "TEI: Parla-CLARIN as csto writes it, ParlaMint, and others", 0.95, needs=_is_tree),
    _family("akn", "Akoma Ntoso debates, as csto writes them and others", 0.95, needs=_is_tree),
    _family("convokit", "corpora of ConvoKit, csto's and others", 0.97, needs=_is_conversation),
    _family(
        "speech-json", "transcripts in JSON, with or without speakers", 0.97, needs=_is_transcript,
    ),
    _family("page", "pages in Markdown as csto writes them", 0.97, needs=_is_titled),
    _family("generic", "whatever no family describes, read by its labels alone", 0.2),
)  # fmt: skip


def conventions() -> tuple[Convention, ...]:
    """Every convention: csto's own, then those of other packages."""
    return (*CONVENTIONS, *(plugin.value for plugin in plugged()))


@cache
def plugged() -> tuple[Plugin, ...]:
    """Conventions of other packages; what they raise becomes a ``PluginError``, and a sniff that fails fits nothing."""
    found = plugins(GROUP, {row.name for row in CONVENTIONS}, lambda name, value: unfit(Convention, name, value))
    return tuple(plugin._replace(value=_shielded(plugin)) for plugin in found)


def _shielded(plugin: Plugin) -> Convention:
    row: Convention = plugin.value
    what = f"the convention {row.name!r} of {plugin.package}"
    return row._replace(
        sniff=shielded(row.sniff, what, Sniff, otherwise=Sniff(0.0)), read=shielded(row.read, what, Draft)
    )
