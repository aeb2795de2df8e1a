"""A citation of words in a record, ready to paste: plain text, BibTeX, CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from csto_cli.model import Meeting

_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
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


def plain(meeting: Meeting, quoted: Quoted) -> str:
    """One line: who, in which office, the words, the meeting, place and date, turn and line, the source."""
    who = ", ".join(part for part in (quoted.name, quoted.office) if part)
    event = (meeting.title or meeting.id, meeting.place, meeting.date, _locator(quoted))
    source = ", ".join(part for part in (meeting.source.url or _path(meeting), _hash(meeting)) if part)
    return f"{who + ': ' if who else ''}“{quoted.text}”. {', '.join(part for part in event if part)}. {source}."


def bibtex(meeting: Meeting, quoted: Quoted) -> str:
    """A ``@misc`` entry; its key is made of speaker, date, turn and the source's hash."""
    year, month, day = _date(meeting)
    fields = {
        "author": f"{{{_tex(quoted.name)}}}" if quoted.name else None,
        "title": f"{{{_tex(meeting.title or meeting.id)}}}",
        "year": year,
        "month": MONTHS[int(month) - 1] if month and 1 <= int(month) <= len(MONTHS) else None,
        "day": day,
        "address": _tex(meeting.place) if meeting.place else None,
        "organization": _tex(meeting.body.name) if meeting.body else None,
        "url": meeting.source.url.translate({ord(c): None for c in "{}\\ "}) if meeting.source.url else None,
        "note": _tex(
            f"“{quoted.text}” {quoted.office + ', ' if quoted.office else ''}{_locator(quoted)}, {_hash(meeting)}"
        ),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'}," for name, value in fields.items() if value
    ]
    return "\n".join([f"@misc{{{_key(meeting, quoted)},", *lines, "}"])


def csl_json(meeting: Meeting, quoted: Quoted) -> dict[str, object]:
    """An item of CSL-JSON of type ``speech``."""
    parts = [int(part) for part in _date(meeting) if part]
    item: dict[str, object | None] = {
        "id": _key(meeting, quoted),
        "type": "speech",
        "title": meeting.title or meeting.id,
        "author": [{"literal": quoted.name}] if quoted.name else None,
        "issued": {"date-parts": [parts]} if parts else None,
        "event-title": meeting.body.name if meeting.body else None,
        "event-place": meeting.place,
        "language": meeting.language,
        "URL": meeting.source.url,
        "note": f"“{quoted.text}” {quoted.office + ', ' if quoted.office else ''}{_locator(quoted)}, {_hash(meeting)}",
    }
    return {name: value for name, value in item.items() if value}


STYLES: dict[str, Callable[[Meeting, Quoted], object]] = {"plain": plain, "bibtex": bibtex, "csl-json": csl_json}
"""Styles of a citation by name."""


def _locator(quoted: Quoted) -> str:
    return f"line {quoted.line}" if quoted.turn is None else f"turn {quoted.turn}, line {quoted.line}"


def _path(meeting: Meeting) -> str | None:
    """Path of the source, and the row of a table."""
    path, row = meeting.source.path, meeting.source.row
    return f"{path} row {row}" if path and row is not None else path


def _hash(meeting: Meeting) -> str:
    return f"sha256 {meeting.source.sha256[:12]}"


def _date(meeting: Meeting) -> tuple[str | None, str | None, str | None]:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", meeting.date or "")
    return (found[1], found[2], found[3]) if found else (None, None, None)


def _key(meeting: Meeting, quoted: Quoted) -> str:
    who = (quoted.name or "record").split()[-1].casefold()
    stem = re.sub(r"[^a-z0-9]+", "", who.encode("ascii", "ignore").decode()) or "record"
    day = (meeting.date or "undated").replace("-", "")
    place = f"t{quoted.turn}" if quoted.turn is not None else f"l{quoted.line}"
    return f"{stem}-{day}-{place}-{meeting.source.sha256[:8]}"


def _tex(text: str | None) -> str:
    return "".join(_BIBTEX_SIGNS.get(sign, sign) for sign in text or "")
