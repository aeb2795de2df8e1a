"""Pages saved as one file (MHTML, RFC 2557): the page itself is read as HTML, its pictures and styles are left out.

The source is then the headers of the file and of the page's part, one a line, encoded words undone; a blank line; and
the page, decoded. So the address and the day of saving, which stand in the headers, have their places like all else.
Headers are read by Python's ``email``; parts are looked for here, in one pass that is linear whatever the input.
"""

from __future__ import annotations

import binascii
import codecs
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csto_cli.errors import EncodingError, NotRecognisedError, UnreadableError
from csto_cli.formats.extracted import Extracted
from csto_cli.formats.html import read_page
from csto_cli.formats.reading import Reading
from csto_cli.source import Source, is_encoding, read_source

if TYPE_CHECKING:
    from email.message import Message

LOOKED_AT = 16_384
LARGEST_HEAD = 65_536
LARGEST_PAGE = 64 << 20
MOST_PARTS = 10_000
DEEPEST = 8
PAGES = ("text/html", "application/xhtml+xml")
# What browsers take these names for (WHATWG Encoding Standard); bytes that Windows leaves open are read as Latin-1.
WINDOWS = ("ascii", "iso8859-1")
HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*((?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*)+)")
RELATED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
PARTED = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
PAGE = re.compile(rb"^content-type:\s*(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE | re.MULTILINE)
LOCATED = re.compile(rb"^(?:mime-version|content-location|snapshot-content-location):", re.IGNORECASE | re.MULTILINE)
HEADER = re.compile(r"^([!-9;-~]+): (.*)$", re.MULTILINE)
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
BROKEN = "save the page again, or give it as HTML or text"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part: its headers, and its bytes as they are packed."""

    head: Message
    body: bytes


def told(data: bytes) -> str:
    """Why the bytes are a page saved as one file; empty where they are none."""
    head = HEAD.match(data[:LOOKED_AT])
    if head is None:
        return ""
    headers = head[1]
    if RELATED.search(headers):
        return "the file begins with headers of parts that belong together"
    if PARTED.search(headers) and PAGE.search(data, head.end(), head.end() + (1 << 20)):
        return "the file begins with headers of parts, one of which is a page"
    return "the file begins with headers of a page" if PAGE.search(headers) and LOCATED.search(headers) else ""


def unpack(data: bytes, name: str, encoding: str | None, errors: str) -> Extracted:
    """The text of a page saved as one file; ``name`` stands for the file in messages.

    ``encoding`` overrules what the page's part declares, ``errors`` is ``strict`` or ``replace``. Raises
    ``UnreadableError`` for a file that is broken or of absurd size, ``NotRecognisedError`` where no part is a page, and
    ``EncodingError`` where bytes of the page do not decode.
    """
    whole = _part(data.removeprefix(codecs.BOM_UTF8).lstrip(), name)
    page = _page(whole, name)
    heads = [whole.head] if page is whole else [whole.head, page.head]
    head = "".join(f"{key}: {value}\n" for one in heads for key, value in _shown(one))
    body = _decoded(page, name)
    if not body.strip():
        raise UnreadableError(f"{name}: the page in this saved file is empty", hint=BROKEN)
    source, declared = _text(body, page.head, name, encoding, errors)
    text = f"{head}\n{source.text}"
    replaced = tuple(offset + len(head) + 1 for offset in source.replaced)
    return Extracted(
        text, f"email of Python {platform.python_version()}", encoding=source.encoding, replaced=replaced,
        guessed_encoding=source.guessed_encoding, declared=declared,
    )  # fmt: skip


def read_mhtml(source: Source) -> Reading:
    """Blocks of the page; the headers before it are markup, and tell where and when it was saved."""
    text = source.text
    start = text.find("\n\n") + 2
    headers = [(found[1], found.start(2), found.end(2)) for found in HEADER.finditer(text, 0, start)]
    return read_page(text, start, headers)


def _part(data: bytes, name: str) -> _Part:
    """Headers and body; a part that begins with a blank line has no headers."""
    from email.parser import HeaderParser

    own = re.match(rb"\r?\n", data)
    end = own or BLANK_LINE.search(data)
    stop = end.start() if end else len(data)
    if stop > LARGEST_HEAD:
        raise UnreadableError(f"{name}: a header of this saved page has no end", hint=BROKEN)
    raw = data[:stop]
    try:
        head = raw.decode("utf-8")
    except UnicodeDecodeError:
        head = raw.decode("latin-1")
    return _Part(HeaderParser().parsestr(head), data[end.end() :] if end else b"")


def _page(whole: _Part, name: str) -> _Part:
    """The part that is the page: the one that the headers name as the start, else the first that is HTML."""
    named = str(whole.head.get_param("start", "") or "").strip("<> ")
    first: _Part | None = None
    for count, part in enumerate(_leaves(whole, name, 0)):
        if count >= MOST_PARTS:
            raise UnreadableError(f"{name}: this saved page has more than {MOST_PARTS} parts", hint=BROKEN)
        if part.head.get_content_type() not in PAGES:
            continue
        if not named or part.head.get("Content-ID", "").strip("<> ") == named:
            return part
        first = first or part
    if first is None:
        raise NotRecognisedError(
            f"{name}: no part of this file is a page (text/html)", hint="give the record as HTML or text"
        )
    return first


def _leaves(part: _Part, name: str, depth: int) -> Iterator[_Part]:
    """The parts that have no parts, in order."""
    if part.head.get_content_maintype() != "multipart":
        yield part
        return
    if depth >= DEEPEST:
        raise UnreadableError(f"{name}: parts inside parts, deeper than {DEEPEST}", hint=BROKEN)
    boundary = part.head.get_boundary()
    if not boundary:
        raise UnreadableError(f"{name}: this saved page does not say what parts it (no boundary)", hint=BROKEN)
    mark = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    start = None
    for line in mark.finditer(part.body):
        if start is not None:
            yield from _leaves(_part(part.body[start : line.start()], name), name, depth + 1)
        start = _after(part.body, line.end())
        if line[1]:
            return
    if start is None:
        raise UnreadableError(f"{name}: this saved page has no parts (its boundary is not found)", hint=BROKEN)
    yield from _leaves(_part(part.body[start:], name), name, depth + 1)


def _after(body: bytes, position: int) -> int:
    """The beginning of the next line."""
    return position + (2 if body.startswith(b"\r\n", position) else 1)


def _decoded(part: _Part, name: str) -> bytes:
    """The bytes of a part; a truncated one gives what is there."""
    packing = str(part.head.get("Content-Transfer-Encoding", "")).strip().lower()
    if packing == "quoted-printable":
        body = binascii.a2b_qp(part.body)
    elif packing == "base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", part.body)
        body = binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _rest(letters))
    elif packing in ("", "7bit", "8bit", "binary"):
        body = part.body
    else:
        raise UnreadableError(f"{name}: the page is packed in a way that is not known ({packing[:40]})", hint=BROKEN)
    if len(body) > LARGEST_PAGE:
        raise UnreadableError(f"{name}: the page is larger than {LARGEST_PAGE >> 20} MiB", hint=BROKEN)
    return body


def _rest(letters: bytes) -> bytes:
    """The last two or three letters of base64, padded; a single one tells nothing."""
    rest = letters[len(letters) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _text(body: bytes, head: Message, name: str, asked: str | None, errors: str) -> tuple[Source, str | None]:
    """The page's text, and the encoding that its part declares where the bytes are in another one.

    Bytes that are UTF-8 with more than ASCII in it are so by no accident, whatever single-byte encoding is declared.
    """
    if asked is not None:
        return read_source(body, name=name, encoding=asked, errors=errors), None
    declared = (head.get_content_charset() or "").lower()
    if not declared:
        return read_source(body, name=name, errors=errors), None
    used = codecs.lookup(declared).name if is_encoding(declared) else ""
    used = "cp1252" if used in WINDOWS else used
    try:
        found = read_source(body, name=name, errors="strict") if not used or _is_utf8(body) else None
        return found or read_source(body, name=name, encoding=used), _other(found, used, declared)
    except EncodingError:
        found = read_source(body, name=name, errors=errors)
        return found, _other(found, used, declared)


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _other(found: Source | None, used: str, declared: str) -> str | None:
    return declared if found is not None and found.encoding != used else None


def _shown(head: Message) -> Iterator[tuple[str, str]]:
    """Headers in their order, each value on one line, encoded words undone."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    for key, raw in head.items():
        try:
            value = str(make_header(decode_header(raw)))
        except (HeaderParseError, LookupError, UnicodeError, ValueError):
            value = raw
        yield key, " ".join(value.split()).encode("utf-8", "replace").decode("utf-8")
