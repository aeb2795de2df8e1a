"""Formats: how the characters of a record are packed. One module a format, one row here.

A format of text takes a decoded ``Source``; a binary one first extracts a text from the bytes, and that text is the
source then. Further formats register under the entry point ``csto.formats`` with a ``Format`` of their own, whose name
is the entry point's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from csto_cli.formats.extracted import Extracted
from csto_cli.formats.reading import Reading
from csto_cli.formats.text import read_text
from csto_cli.patterns import pattern
from csto_cli.plugins import Plugin, plugins, shielded, unfit
from csto_cli.source import Source

GROUP = "csto.formats"
SNIFFED = 2048
FEWEST_BOLD = 2
HTML_START = pattern(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
NO_PAGE = pattern(r"\s*<(?:CHAPTER|SPEAKER)\b")
HTML_TAG = pattern(r"</?(?:p|div|b|i|br|span|a|h[1-6]|td|li)\b[^<>]*>", re.IGNORECASE)


class Sniff(NamedTuple):
    """How sure a format or convention is that a record is its own (0 to 1), and why."""

    confidence: float
    reasons: tuple[str, ...] = ()


class Format(NamedTuple):
    """A format that can be asked for by name.

    ``sniff`` looks at decoded text (of a text format) and at the path; ``read`` takes a source apart. A binary format
    has ``signature`` (the first bytes) or ``suffixes``, and ``extract``, which gives its text. ``extra`` is the
    package extra that it needs. A format of text that is packed in an envelope has ``told`` instead, which gives the
    reason why bytes are its own (or nothing), and ``unpack``, which takes the bytes, a name for messages, an encoding
    that was asked for, and what to do with bytes that do not decode.
    """

    name: str
    description: str
    sniff: Callable[[str, str], Sniff]
    read: Callable[[Source], Reading]
    extract: Callable[[bytes, str], Extracted] | None = None
    signature: bytes = b""
    suffixes: tuple[str, ...] = ()
    extra: str | None = None
    told: Callable[[bytes], str] | None = None
    unpack: Callable[[bytes, str, str | None, str], Extracted] | None = None


def _of(module: str, function: str) -> Callable[..., Any]:
    """A function of a format's module, which is imported when the function is called: a record has one format."""

    def called(*arguments: Any) -> Any:
        return getattr(import_module(f"{__name__}.{module}"), function)(*arguments)

    return called


def _sniff_text(text: str, path: str) -> Sniff:
    return Sniff(0.1, ("no markup in the first lines",))


def _sniff_html(text: str, path: str) -> Sniff:
    head = text[:SNIFFED]
    if NO_PAGE.match(head):
        return Sniff(0.0)
    if HTML_START.match(head):
        return Sniff(0.9, ("the text begins with an HTML tag",))
    found = len(HTML_TAG.findall(head))
    if found > 5:
        return Sniff(0.7, (f"{found} HTML tags in the first {SNIFFED} characters",))
    if path.lower().endswith((".html", ".htm")) and found:
        return Sniff(0.5, ("the file's name ends in .html", f"{found} HTML tags in the first {SNIFFED} characters"))
    return Sniff(0.0)


def _sniff_markdown(text: str, path: str) -> Sniff:
    reasons = []
    if text.startswith(("# ", "---")):
        from csto_cli.formats.markdown import FRONT_MATTER, own_page

        if own_page(text):
            return Sniff(0.97, ("the last line is csto's on the source of the page",))
        if FRONT_MATTER.match(text):
            reasons.append("a front matter between two lines of hyphens")
    if path.lower().endswith((".md", ".markdown")):
        reasons.append("the file's name ends in .md")
    if "**" in text or "__" in text:
        from csto_cli.formats.markdown import BOLD_LABEL

        labels = len(BOLD_LABEL.findall(text))
        if labels >= FEWEST_BOLD:
            reasons.append(f"{labels} lines begin with words in bold and a colon")
    return Sniff(0.6 if reasons else 0.0, tuple(reasons))


def _sniff_nothing(text: str, path: str) -> Sniff:
    """A binary format is told by its first bytes, never by decoded text."""
    return Sniff(0.0)


def _told_mhtml(data: bytes) -> str:
    """Why bytes are a page saved as one file; most files do not name the type of their content first."""
    if b"content-type:" not in data[: 8 * SNIFFED].lower():
        return ""
    from csto_cli.formats.mhtml import told

    return told(data)


def _sniff_subtitles(text: str, path: str) -> Sniff:
    if not text.startswith("WEBVTT") and "-->" not in text[: 2 * SNIFFED]:
        return Sniff(0.0)
    from csto_cli.formats.subtitles import is_subtitles

    reason = is_subtitles(text)
    return Sniff(0.95, (reason,)) if reason else Sniff(0.0)


def _extract_docx(data: bytes, name: str) -> Extracted:
    from csto_cli.formats.docx import docx_text

    return Extracted(*docx_text(data, name))


def _root_name(text: str) -> str:
    """Local name of the first element; empty where the text does not begin with markup."""
    if text.lstrip()[:1] != "<":
        return ""
    from csto_cli.formats.xml import root_name

    return root_name(text)


def _sniff_tei(text: str, path: str) -> Sniff:
    return Sniff(0.95, ("the first element is TEI",)) if _root_name(text) in ("TEI", "teiCorpus") else Sniff(0.0)


def _sniff_akn(text: str, path: str) -> Sniff:
    return Sniff(0.95, ("the first element is akomaNtoso",)) if _root_name(text) == "akomaNtoso" else Sniff(0.0)


def _sniff_convokit(text: str, path: str) -> Sniff:
    if text[:SNIFFED].replace(",", " ").lstrip()[:1] not in ("{", '"', ""):
        return Sniff(0.0)
    from csto_cli.formats.convokit import is_conversation

    return Sniff(0.97, ("the first line is an utterance of ConvoKit",)) if is_conversation(text) else Sniff(0.0)


def _sniff_json(text: str, path: str) -> Sniff:
    if text[:SNIFFED].lstrip()[:1] not in ("{", "["):
        return Sniff(0.0)
    from csto_cli.formats.transcript_json import find_transcript

    found = find_transcript(text)
    return Sniff(0.9, (f"JSON: objects with {found.text!r} and who spoke or when",)) if found else Sniff(0.0)


FORMATS: tuple[Format, ...] = (
    Format("text", "plain text: paragraphs, single lines, or lines wrapped by hand", _sniff_text, read_text),
    Format("markdown", "Markdown, with or without front matter", _sniff_markdown, _of("markdown", "read_markdown")),
    Format("html", "saved web pages, with or without the site's own markup", _sniff_html, _of("html", "read_html")),
    Format(
        "mhtml", "pages saved as one file (MHTML: .mhtml, .mht)", _sniff_nothing, _of("mhtml", "read_mhtml"),
        suffixes=(".mhtml", ".mht"), told=_told_mhtml, unpack=_of("mhtml", "unpack"),
    ),
    Format(
        "subtitles", "subtitles: WebVTT and SRT, with the clock of each cue", _sniff_subtitles,
        _of("subtitles", "read_subtitles"),
    ),
    Format(
        "docx", "Word documents, read as Markdown", _sniff_nothing, _of("markdown", "read_markdown"), _extract_docx,
        b"PK\x03\x04", (".docx",), "docx",
    ),
    Format(
        "pdf", "PDF with a text layer", _sniff_nothing, read_text, _of("pdf", "extract"), b"%PDF-", (".pdf",),
        extra="pdf",
    ),
    Format("tei", "TEI documents: Parla-CLARIN, ParlaMint", _sniff_tei, _of("xml", "read_xml")),
    Format(
        "convokit", "corpora of ConvoKit, one conversation at a time", _sniff_convokit,
        _of("convokit", "read_convokit"),
    ),
    Format(
        "json", "transcripts in JSON: an object for each turn, as recognisers of speech and chats give", _sniff_json,
        _of("transcript_json", "read_transcript_json"),
    ),
    Format("akn", "Akoma Ntoso documents", _sniff_akn, _of("xml", "read_xml")),
)  # fmt: skip


def formats() -> tuple[Format, ...]:
    """Every format: csto's own, then those of other packages."""
    return (*FORMATS, *(plugin.value for plugin in plugged()))


@cache
def plugged() -> tuple[Plugin, ...]:
    """Formats of other packages; what they raise becomes a ``PluginError``, and a sniff that fails fits nothing."""
    found = plugins(GROUP, {row.name for row in FORMATS}, lambda name, value: unfit(Format, name, value))
    return tuple(plugin._replace(value=_shielded(plugin)) for plugin in found)


def _shielded(plugin: Plugin) -> Format:
    row: Format = plugin.value
    what = f"the format {row.name!r} of {plugin.package}"
    return row._replace(
        sniff=shielded(row.sniff, what, Sniff, otherwise=Sniff(0.0)),
        read=shielded(row.read, what, Reading),
        extract=shielded(row.extract, what, Extracted) if row.extract else None,
        told=shielded(row.told, what, str, otherwise="") if row.told else None,
        unpack=shielded(row.unpack, what, Extracted) if row.unpack else None,
    )
