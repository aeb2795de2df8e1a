"""Bytes to decoded text: encodings, hashes, lines. The one place that knows bytes."""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from csto_cli.errors import EmptyInputError, EncodingError, NotRecognisedError, UsageError

LINE_END = re.compile(r"\r\n|\n|\r")
META_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|\A<\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE
)
SNIFFED_BYTES = 4096
DETECTED_BYTES = 1 << 18
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs of Python that are no encodings of pages: escapes, names of hosts.
NO_PAGE_ENCODINGS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
DELIMITED_SUFFIXES = (".csv", ".tsv", ".tab")
"""Ends of the names of tables whose text says nothing of what it is."""
PARQUET, ZIP, SPREADSHEET = b"PAR1", b"PK\x03\x04", b"xl/workbook.xml"
CONTROL_CHARACTERS = re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")
BINARY_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (ZIP, "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"RIFF", "a sound, a film or an image"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"{\\rtf", "a rich-text document"),
    (PARQUET, "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
)


@dataclass(frozen=True, slots=False)
class Source:
    """Decoded text of one input, without its byte-order mark, and where it came from.

    ``sha256`` is the hash of the bytes; ``replaced`` lists the offsets of characters that stand for bytes that did not
    decode. For a binary file the text is what ``extractor`` (with version) gave; ``pages`` lists where pages begin.
    """

    text: str
    sha256: str
    encoding: str
    path: str | None = None
    replaced: tuple[int, ...] = ()
    guessed_encoding: bool = False
    extractor: str | None = None
    pages: tuple[int, ...] = ()
    declared: str | None = None
    """Encoding that a file declares whose bytes are in another one."""
    name: str = field(default="", compare=False)
    is_bytes: bool = field(default=False, compare=False)
    """Whether the text in UTF-8 is the bytes themselves: then their hashes are one."""
    part: Part | None = field(default=None, compare=False, repr=False)
    """The part of a file that the text is, where it is not the whole of it."""

    @cached_property
    def text_sha256(self) -> str:
        """Hash of the decoded text in UTF-8; for a part, of the whole file's."""
        if self.part is not None:
            return self.part.whole.text_sha256
        if self.is_bytes:
            return self.sha256
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of each line's first character; lines end with LF, CRLF or CR and nothing else."""
        return [start for start, _ in lines_of(self.text)]

    @property
    def whole(self) -> Source:
        """The file that the text is a part of; itself where it is the whole of it."""
        return self.part.whole if self.part is not None else self

    @property
    def base(self) -> int:
        """Offset in the file at which the text begins: 0 but for a part."""
        return self.part.start if self.part is not None else 0

    def page(self, offset: int) -> int | None:
        """1-based page of an offset, counted in the file; None where the source has no pages."""
        if self.part is not None:
            return self.part.whole.page(self.part.start + offset)
        return bisect_right(self.pages, offset) if self.pages else None

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset, counted in the file."""
        if self.part is not None:
            return self.part.whole.line_column(self.part.start + offset)
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def cut(self, number: int, of: int, start: int, stop: int, end: int) -> Source:
        """Part ``number`` of ``of``, ``text[start:stop]``, as a source whose offsets count from 0.

        ``end`` is where the next part begins; what stands between ``stop`` and it parts the two.
        """
        pages = tuple(max(page - start, 0) for page in self.pages[max(bisect_right(self.pages, start) - 1, 0) :])
        return replace(
            self, text=self.text[start:stop], pages=tuple(page for page in pages if page < stop - start),
            replaced=tuple(offset - start for offset in self.replaced if start <= offset < stop),
            part=Part(self, number, of, start, end),
        )  # fmt: skip


class Part(NamedTuple):
    """Part ``number`` (1-based) of the ``of`` parts of a file: ``[start, end)`` of the source ``whole``."""

    whole: Source
    number: int
    of: int
    start: int
    end: int


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of ``text`` starts and ends, its line end left out."""
    start = 0
    if "\r" in text:
        for end in LINE_END.finditer(text):
            yield start, end.start()
            start = end.end()
    else:
        while (stop := text.find("\n", start)) >= 0:
            yield start, stop
            start = stop + 1
    yield start, len(text)


def read_source(
    data: bytes, *, path: str | None = None, name: str = "", encoding: str | None = None, errors: str = "strict"
) -> Source:
    """Decode ``data``: a declared ``encoding`` first, then byte-order mark, UTF-8, the page's own charset, a detector.

    Raises ``EmptyInputError`` for nothing or white space alone, ``NotRecognisedError`` for binary data, and
    ``EncodingError`` naming the byte where ``errors`` is ``strict`` and a byte does not decode.
    """
    shown = name or path or "<bytes>"
    if not data:
        raise EmptyInputError(f"{shown}: the file is empty", hint="give a record with text in it")
    refuse_signatures(data, shown)
    text, used, guessed = _decode(data, shown, encoding, errors)
    _refuse_binary(text, shown)
    if not text.strip():
        raise EmptyInputError(f"{shown}: the file holds only white space", hint="give a record with text in it")
    replaced = tuple(m.start() for m in re.finditer("\ufffd", text)) if errors == "replace" and "\ufffd" in text else ()
    is_bytes = used == "utf-8" and errors == "strict" and not data.startswith(codecs.BOM_UTF8)
    digest = hashlib.sha256(data).hexdigest()
    return Source(text, digest, used, path, replaced, guessed, name=shown, is_bytes=is_bytes)


def extracted_source(
    data: bytes, text: str, extractor: str, pages: tuple[int, ...] = (), *, path: str | None = None, name: str = "",
    encoding: str = "utf-8", replaced: tuple[int, ...] = (), guessed_encoding: bool = False,
    declared: str | None = None,
) -> Source:  # fmt: skip
    """The source that an extractor's text makes; see ``Extracted`` for what it tells of the encoding.

    Raises ``EmptyInputError`` where the file holds no text.
    """
    shown = name or path or "<bytes>"
    if not text.strip():
        raise EmptyInputError(
            f"{shown}: no text could be taken out of the file", hint="a scan needs text recognition first"
        )
    digest = hashlib.sha256(data).hexdigest()
    return Source(
        text, digest, encoding, path, replaced, guessed_encoding, name=shown, extractor=extractor, pages=pages,
        declared=declared,
    )  # fmt: skip


def _decode(data: bytes, shown: str, declared: str | None, errors: str) -> tuple[str, str, bool]:
    """Text, encoding, and whether the encoding is a detector's guess."""
    if declared is not None:
        name = _declared(declared)
        return _strip_mark(_decode_as(data, name, shown, errors)), name, False
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], name, shown, errors), name, False
    try:
        if not _looks_like_utf16(data):
            return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError as error:
        utf8_error = error
        _refuse_binary_bytes(data, shown)
        page = META_CHARSET.search(data[:SNIFFED_BYTES])
        if page and (named := _known(page.group(1).decode("ascii"))) and named != "utf-8":
            return _decode_as(data, named, shown, errors), named, False
        if errors == "replace":
            return data.decode("utf-8", "replace"), "utf-8", False
        detected = _detect(data)
        if detected is None:
            raise _encoding_error(data, shown, "utf-8", utf8_error) from None
        return _decode_as(data, detected, shown, errors), detected, True
    name = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    return _decode_as(data, name, shown, errors), name, True


def detect_encoding(head: bytes, declared: str | None = None) -> tuple[str, bool]:
    """Encoding of a stream that begins with ``head``, and whether it is a detector's guess.

    Found as ``read_source`` finds it, but from the beginning alone; a character cut in two at the end is no fault.
    """
    if declared is not None:
        return _declared(declared), False
    marked = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if marked is not None:
        return marked, False
    if _looks_like_utf16(head):
        return ("utf-16-le" if head[1:2] == b"\0" else "utf-16-be"), True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        detected = _detect(head)
        return (detected, True) if detected is not None else ("utf-8", False)
    return "utf-8", False


def _declared(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise UsageError(
            f"unknown encoding {name!r}", hint="use a name such as utf-8, utf-16 or windows-1251"
        ) from None


def _decode_as(data: bytes, name: str, shown: str, errors: str) -> str:
    try:
        return data.decode(name, errors)
    except UnicodeDecodeError as error:
        raise _encoding_error(data, shown, name, error) from None


def _encoding_error(data: bytes, shown: str, name: str, error: UnicodeDecodeError) -> EncodingError:
    before = data[: error.start].decode(name, "replace")
    line = len(LINE_END.findall(before)) + 1
    column = len(LINE_END.split(before)[-1]) + 1
    return EncodingError(
        f"{shown}:{line}:{column}: byte 0x{data[error.start]:02x} at {error.start} is not {name}",
        hint="name it with --encoding (for example windows-1251), or keep the rest with --encoding-errors replace",
    )


def is_encoding(name: str) -> bool:
    """Whether a name is one of an encoding of text that a page can be in."""
    try:
        codec = codecs.lookup(name)
        b"".decode(codec.name)
    except (LookupError, ValueError):
        return False
    return codec.name not in NO_PAGE_ENCODINGS


def _known(name: str) -> str | None:
    return codecs.lookup(name).name if is_encoding(name) else None


def _detect(data: bytes) -> str | None:
    """Encoding found by charset-normalizer, a maintained detector; loaded only where UTF-8 fails."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:DETECTED_BYTES], cp_isolation=["cp1251", "cp1252", "koi8_r", "cp866"]).best()
    if best is None:
        return None
    # Where the bytes mean the same in both, the Western code page is named: a dash alone makes no text Cyrillic.
    return "cp1252" if "cp1252" in best.could_be_from_charset else _known(best.encoding)


def _looks_like_utf16(data: bytes) -> bool:
    """UTF-16 without a mark: about every second byte of Western text is zero."""
    head = data[:SNIFFED_BYTES]
    zeros = head.count(0)
    return (
        len(head) > 3
        and len(head) * 0.3 < zeros < len(head) * 0.7
        and min(head[0::2].count(0), head[1::2].count(0)) == 0
    )


def _strip_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


def refuse_signatures(data: bytes, shown: str) -> None:
    """What begins as no text does is named; a table is told how to read it."""
    what = next((what for mark, what in BINARY_SIGNATURES if data.startswith(mark)), None)
    if what is None:
        return
    hint = "give the record as text or HTML"
    if data.startswith(PARQUET):
        hint = "name the column that holds the records with --text-column"
    elif data.startswith(ZIP) and SPREADSHEET in data:
        what, hint = "a spreadsheet", "save its sheet as CSV, and name the column of the records with --text-column"
    raise NotRecognisedError(f"{shown}: this is {what}", hint=hint)


def _refuse_binary(text: str, shown: str) -> None:
    """Text holds hardly any control characters; zeros fill up lines in some old records, but never most of a text."""
    head = text[:SNIFFED_BYTES]
    controls = len(CONTROL_CHARACTERS.findall(head))
    if controls > max(3, len(head) // 50) or head.count("\0") > len(head) // 4:
        raise _binary(shown)


def _refuse_binary_bytes(data: bytes, shown: str) -> None:
    """Bytes that are no UTF-8 are a text in another encoding only if there are hardly any control characters."""
    head = data[:SNIFFED_BYTES]
    if len(head.translate(None, CONTROLS)) < len(head) - max(3, len(head) // 20):
        raise _binary(shown)


def _binary(shown: str) -> NotRecognisedError:
    return NotRecognisedError(f"{shown}: this is binary data, no text", hint="give the record as text or HTML")
