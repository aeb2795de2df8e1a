"""A citation of words in a record, or of a document it names, ready to paste: plain text, BibTeX, CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from csto_cli.data import rows
from csto_cli.model import Document, Meeting, SourceFile, SourceInfo
from csto_cli.query.documents import SETTLED, full_title

_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words and who said them where."""

    text: str
    name: str | None
    office: str | None
    turn: int | None
    line: int
    page: str | None = None


def plain(meeting: Meeting, quoted: Quoted, name: str | None = None) -> str:
    """One line: who, in which office, the words, the meeting, place and date, turn and line, the source; no name.

    Where the page says so, the archive's copy and the day of saving stand behind its address.
    """
    del name
    who = ", ".join(part for part in (quoted.name, quoted.office) if part)
    event = (meeting.title or meeting.id, meeting.place, meeting.date, _locator(meeting, quoted))
    where = meeting.source.url or meeting.source.archive_url or _path(meeting, quoted.line)
    source = ", ".join(part for part in (where, *_kept(meeting.source), _hash(meeting, quoted.line)) if part)
    return f"{who + ': ' if who else ''}“{quoted.text}”. {', '.join(part for part in event if part)}. {source}."


def bibtex(meeting: Meeting, quoted: Quoted, name: str | None = None) -> str:
    """A ``@misc`` entry; its key is ``name``, else made of speaker, date, turn and the source's hash."""
    return _entry(
        meeting,
        name or key(meeting, quoted),
        meeting.title or meeting.id,
        quoted.name,
        meeting.date,
        _note(meeting, quoted),
    )


def bibtex_document(meeting: Meeting, document: Document, name: str) -> str:
    """A ``@misc`` entry named ``name`` for a document, by the body that met, as the record names it."""
    author = meeting.body.name if meeting.body else None
    date = document.date or (meeting.date if document.status in SETTLED else None)
    return _entry(
        meeting,
        name,
        full_title(document.kind, document.title),
        author,
        date,
        _named(meeting, document),
        number=document.number,
    )


def _entry(
    meeting: Meeting, name: str, title: str, author: str | None, date: str | None, note: str, number: str | None = None
) -> str:
    """One entry of BibTeX; what is not known is left out."""
    year, month, day = _date(date)
    address = meeting.source.url or meeting.source.archive_url
    fields = {
        "author": f"{{{_tex(author)}}}" if author else None,
        "title": f"{{{_tex(title)}}}",
        "number": _tex(number) if number else None,
        "year": year,
        "month": MONTHS[int(month) - 1] if month and 1 <= int(month) <= len(MONTHS) else None,
        "day": day,
        "address": _tex(meeting.place) if meeting.place else None,
        "organization": _tex(meeting.body.name) if meeting.body else None,
        "url": address.translate({ord(c): None for c in "{}\\ "}) if address else None,
        "urldate": meeting.source.saved or meeting.source.archived,
        "note": _tex("; ".join([note, *_copy(meeting.source)])),
    }
    lines = [
        f"  {field} = {value if field == 'month' else '{' + value + '}'}," for field, value in fields.items() if value
    ]
    return "\n".join([f"@misc{{{name},", *lines, "}"])


def csl_json(meeting: Meeting, quoted: Quoted, name: str | None = None) -> dict[str, object]:
    """An item of CSL-JSON of type ``speech``; its id is ``name``, else as a BibTeX key."""
    title = meeting.title or meeting.id
    return _item(
        meeting, name or key(meeting, quoted), "speech", title, quoted.name, meeting.date, _note(meeting, quoted)
    )


def csl_document(meeting: Meeting, document: Document, name: str) -> dict[str, object]:
    """An item of CSL-JSON with the id ``name`` for a document, by the body that met, as the record names it."""
    kind = CSL_KINDS.get(document.kind or "", "document")
    author = meeting.body.name if meeting.body else None
    date = document.date or (meeting.date if document.status in SETTLED else None)
    return _item(
        meeting,
        name,
        kind,
        full_title(document.kind, document.title),
        author,
        date,
        _named(meeting, document),
        number=document.number,
    )


def _item(
    meeting: Meeting, name: str, kind: str, title: str, author: str | None, date: str | None, note: str,
    number: str | None = None,
) -> dict[str, object]:  # fmt: skip
    """One item of CSL JSON; what is not known is left out."""
    parts = [int(part) for part in _date(date) if part]
    seen = [int(part) for part in _date(meeting.source.saved or meeting.source.archived) if part]
    item: dict[str, object | None] = {
        "id": name,
        "type": kind,
        "title": title,
        "author": [{"literal": author}] if author else None,
        "number": number,
        "issued": {"date-parts": [parts]} if parts else None,
        "event-title": meeting.body.name if meeting.body else None,
        "event-place": meeting.place,
        "language": meeting.language,
        "URL": meeting.source.url or meeting.source.archive_url,
        "accessed": {"date-parts": [seen]} if seen else None,
        "archive": _archive(meeting.source.archive_url or ""),
        "archive_location": meeting.source.archive_url,
        "note": note,
    }
    return {field: value for field, value in item.items() if value}


STYLES: dict[str, Callable[[Meeting, Quoted, str], object]] = {"plain": plain, "bibtex": bibtex, "csl-json": csl_json}
"""Styles of a citation by name: functions of a record, what is quoted, and the citation's own name."""


CSL_KINDS = {
    "treaty": "treaty", "convention": "treaty", "agreement": "treaty", "protocol": "treaty", "law": "legislation",
    "decree": "legislation", "order": "legislation", "resolution": "legislation", "decision": "legislation",
    "report": "report",
}  # fmt: skip
"""Types of CSL for kinds of documents; any other is a ``document``."""


def _note(meeting: Meeting, quoted: Quoted) -> str:
    office = f"{quoted.office}, " if quoted.office else ""
    return f"“{quoted.text}” {office}{_locator(meeting, quoted)}, {_hash(meeting, quoted.line)}"


def _named(meeting: Meeting, document: Document) -> str:
    """What the record says of a document, and where."""
    proof = next(iter(document.evidence.get("status", []) or document.evidence.get("title", [])), None)
    line = proof.span.line if proof else None
    parts = (document.status, meeting.title or meeting.id, meeting.date, _line(meeting, line) if line else None)
    return ", ".join(part for part in (*parts, _hash(meeting, line)) if part)


def _locator(meeting: Meeting, quoted: Quoted) -> str:
    turn = f"turn {quoted.turn}, " if quoted.turn is not None else ""
    return f"{turn}{f'page {quoted.page}, ' if quoted.page else ''}{_line(meeting, quoted.line)}"


def _file(meeting: Meeting, line: int | None) -> tuple[int, SourceFile] | None:
    """The file that a line stands in, of a record that goes on over several, and its number."""
    numbered = list(enumerate(meeting.source.files, start=1))
    return next(((number, file) for number, file in reversed(numbered) if file.line <= (line or 1)), None)


def _line(meeting: Meeting, line: int) -> str:
    """A line as a reader finds it: counted in its own file."""
    found = _file(meeting, line)
    return f"line {line}" if found is None else f"file {found[0]}, line {line - found[1].line + 1}"


def _kept(source: SourceInfo) -> Iterator[str]:
    """The copy that an archive holds, and the day on which the page was saved."""
    yield from _copy(source)
    if source.saved:
        yield f"saved {source.saved}"


def _copy(source: SourceInfo) -> Iterator[str]:
    if source.archive_url and source.url:
        yield f"archived {source.archived + ' ' if source.archived else ''}at {source.archive_url}"
    elif source.archived:
        yield f"archived {source.archived}"


def _archive(address: str) -> str | None:
    """Name of the web archive that an address is of."""
    host = re.match(r"https?://([^/:?#]+)", address, re.IGNORECASE)
    return next((row["name"] for row in rows("web_archives.csv") if host and row["host"] == host[1].lower()), None)


def _path(meeting: Meeting, line: int) -> str | None:
    """Path of the source (of several files, of that which the line stands in), and the row of a table."""
    found = _file(meeting, line)
    if found is not None:
        return found[1].path
    path, row = meeting.source.path, meeting.source.row
    return f"{path} row {row}" if path and row is not None else path


def _hash(meeting: Meeting, line: int | None) -> str:
    found = _file(meeting, line)
    return f"sha256 {(meeting.source if found is None else found[1]).sha256[:12]}"


def _date(date: str | None) -> tuple[str | None, str | None, str | None]:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date or "")
    return (found[1], found[2], found[3]) if found else (None, None, None)


def key(meeting: Meeting, quoted: Quoted) -> str:
    """Key of a reference: speaker, date, turn or line, and the source's hash."""
    who = (quoted.name or "record").split()[-1].casefold()
    stem = re.sub(r"[^a-z0-9]+", "", who.encode("ascii", "ignore").decode()) or "record"
    day = (meeting.date or "undated").replace("-", "")
    place = f"t{quoted.turn}" if quoted.turn is not None else f"l{quoted.line}"
    if meeting.source.part is not None:
        place = f"m{meeting.source.part.number}{place}"
    return f"{stem}-{day}-{place}-{meeting.source.sha256[:8]}"


def _tex(text: str | None) -> str:
    return "".join(_BIBTEX_SIGNS.get(sign, sign) for sign in text or "")
