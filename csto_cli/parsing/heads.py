"""Where in a file a further record begins: its head, told by the marks of families and by what a reading of it finds.

A file that people make of several records (pages pasted one below the other, files put end to end) reads like one
record whose last speaker says the second one's head. Four things make a place worth a look: the packing begins anew
there; a line begins as the records of a family do; the file's own first line stands again; a line is a date. But for
the first, a place is a head only if the text from there on, read as a record of its own, has a date before its first
label, and is not of the date and title of the record before: a page's head that is printed again is no further record.

Marks of families are the table ``record_starts.csv``. Each has a ``pattern`` for a line's beginning, and the ``words``
without which it need not be looked for. It ``stands`` first in the head, or inside it; where ``always`` says yes, every
record of the family bears it, and a date alone opens none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from csto_cli.data import rows
from csto_cli.formats.beginnings import beginnings, first_tag_again
from csto_cli.formats.block import tidy
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.draft import Draft, Problem
from csto_cli.parsing.segment import is_furniture_line
from csto_cli.source import Source

SHOWN = 80
GLANCE = 40_000
"""Characters that are read from a place on to tell whether a record begins there."""
LONGEST_HEAD = 4000
"""Characters from a place on in which a date must stand, so that reading on is worth the while."""
ABOVE = 5
"""Lines above a date that may hold the title and what stands between."""
LONGEST_TITLE, LONGEST_DATELINE, WIDEST_LINE = 300, 100, 400
NEAR = 12
"""Places after a place that are read with it, so that many short records cost no more than a long one."""
TRIES = 24
"""Places that may turn out to be none before looking ends: a text full of dates is no file of many records."""
LABELLED = re.compile(r"^[^\n:：]{2,160}[:：].", re.MULTILINE)
LINE = r"^(?P<before>[ \t\f]*)\ufeff?"
"""A line's beginning, or a page's."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SENTENCE_END = (".", "!", "?", ":", ";", ",")
PARTING = re.compile(r"(?:(?<=[\r\n])|(?<=\A))\s*(?:([-=_*~#+–—])(?:[ \t]*\1){2,}\s*)+\Z")
"""Lines of one sign repeated, as people set them between records; with the white space around."""
LONGEST_PARTING = 400
MARKUP = " #*_\t\n\ufeff"
FORMS = {"pdf": "text", "docx": "markdown"}
LINED = ("text", "markdown")


class Opening(NamedTuple):
    """What a record says before its first label, which stands at ``label``: ``told`` is its title, date and hour."""

    family: str
    label: int | None
    title: tuple[int, int] | None
    date: tuple[int, int] | None
    told: tuple[str, ...]


class Head(NamedTuple):
    """The head of a further record: where it begins, the end of the words that show it, what they are, its title."""

    start: int
    end: int
    says: str
    title: str = ""


class _Place(NamedTuple):
    """A place worth a look, ``[start, end)``.

    Where ``nearest`` is given, the place stands inside a head whose title is above it, and whose date ends behind that
    offset; else the head begins at the place.
    """

    start: int
    end: int
    says: str
    nearest: int | None = None

    @property
    def dated(self) -> bool:
        """Whether the head begins above the place."""
        return self.nearest is not None


Glance = Callable[[str], Draft | None]
"""A text read as a record of its own, by the family that fits it; None where none can read it."""


def opening(draft: Draft) -> Opening:
    """What stands before the first label of a draft, in its offsets; no label where words stand before the first."""
    first = draft.turns[0].candidate if draft.turns else None
    label = first.block.span(first.start, first.end)[0] if first is not None else None
    title = draft.title.span() if draft.title is not None else None
    fact = draft.facts.get("date")
    date = (fact.words[0].start, fact.words[0].end) if fact is not None and fact.words else None
    if label is not None:
        title, date = (span if span is not None and span[1] <= label else None for span in (title, date))
    begins = draft.facts.get("start_time")
    told = (
        tidy(draft.title.text) if title is not None and draft.title is not None else "",
        fact.value if fact is not None and date is not None else "", begins.value if begins is not None else "",
    )  # fmt: skip
    return Opening(draft.convention, label, title, date, told)


def packed_heads(text: str, form: str) -> list[Head]:
    """Where the packing of a text begins anew."""
    return [Head(start, _line_end(text, start), "the packing begins anew") for start in beginnings(text, form)]


def find_heads(text: str, form: str, draft: Draft, glance: Glance) -> list[Head]:
    """The heads of further records in a text of the format ``form``, in order; ``draft`` is it read as one record."""
    anew = packed_heads(text, form)
    if anew or form not in (*LINED, *FORMS, "html"):
        return anew
    first = opening(draft)
    lines = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    near = (
        place for place in _places(lines, FORMS.get(form, form), first) if not place.dated or _goes_on(lines, place.end)
    )
    return list(_heads(lines, list(near), first, glance))


def _goes_on(text: str, end: int) -> bool:
    """Whether words that may be labelled stand after a date: at the foot of a record there are none."""
    after = LABELLED.finditer(text, end, end + GLANCE)
    return any(not is_furniture_line(line.group(), "foot") for line in after)


def cut_at(source: Source, heads: Sequence[Head]) -> list[Source]:
    """The parts of a source that the heads of further records begin; together they are the whole of it.

    Lines of signs that part two records belong to neither's text.
    """
    starts = [0, *(head.start for head in heads)]
    ends = [*starts[1:], len(source.text)]
    parts = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        signs = PARTING.search(source.text, max(start, end - LONGEST_PARTING), end) if number < len(starts) else None
        stop = signs.start() if signs is not None and source.text[start : signs.start()].strip() else end
        parts.append(source.cut(number, len(starts), start, stop, end))
    return parts


def doubt_heads(heads: Sequence[Head], text: str) -> Iterator[Problem]:
    """A file that is read as one record, in which another one seems to begin."""
    for head in heads:
        shown = head.title or " ".join(text[head.start : head.end].split())
        message = f"another record seems to begin here ({head.says}): {shown[:SHOWN]!r}"
        yield Problem("C135", "warning", message, head.start, head.end, "read each by itself with --each-meeting")


def _heads(text: str, places: list[_Place], first: Opening, glance: Glance) -> Iterator[Head]:
    before, after, passed, tries = first, first.label or 0, 0, TRIES
    for number, place in enumerate(places):
        if place.start <= passed or (place.dated and place.start <= after):
            continue
        if not tries:
            return
        near = places[number : number + NEAR]
        found = _found(text, near, after, before, glance)
        if found is None:
            tries -= 1
            continue
        start, opened = found
        label = start + (opened.label or 0)
        # A date may stand at the foot of the record before: what is nearer to the label tells.
        nearer = (near[i:] for i in range(1, len(near)) if near[i].start < label)
        if place.dated and any(_found(text, later, after, before, glance) for later in nearer):
            continue
        yield Head(start, place.end, place.says, opened.told[0])
        before, after, passed, tries = opened, label, place.start, TRIES


def _found(
    text: str, near: Sequence[_Place], after: int, before: Opening, glance: Glance
) -> tuple[int, Opening] | None:
    """Where the head of the first of the places begins, and what it says; None where there is none."""
    place, stop = near[0], near[-1].start if len(near) == NEAR else len(text)
    if not place.dated and YEAR.search(text, place.start, place.start + LONGEST_HEAD) is None:
        return None
    for start in _starts(text, place, after) if place.dated else (place.start,):
        read = glance(text[start : min(start + GLANCE, stop)])
        if read is None:
            continue
        opened = opening(read)
        if opened.label is None or opened.date is None or opened.told == before.told:
            continue
        if not place.dated or _is_titled(text, start, place, opened, before):
            return _with_furniture(text, start, after), opened
    return None


def _with_furniture(text: str, start: int, after: int) -> int:
    """Where the lines of a page's own head begin that stand above a record's."""
    end = start
    while end > after + 1:
        begin = text.rfind("\n", 0, end - 1) + 1
        line = text[begin:end].strip()
        if line and (begin <= after or not is_furniture_line(line, "head")):
            break
        start, end = (begin if line else start), begin
    return start


def _is_titled(text: str, start: int, place: _Place, opened: Opening, before: Opening) -> bool:
    """Whether a title at ``start`` belongs to the date of a place, and a family knows it."""
    if opened.title is None or opened.date is None or (opened.family == "generic" and before.family != "generic"):
        return False
    first = text[start : start + opened.title[0]]
    return not first.strip(MARKUP) and (place.nearest or 0) < start + opened.date[1] <= place.end


def _starts(text: str, place: _Place, after: int) -> Iterator[int]:
    """Where the lines above a date begin that may be its title, farthest first, and its own line's beginning."""
    starts, end = [place.start], place.start
    if is_furniture_line(text[place.start : place.end].strip(), "head"):
        return
    while len(starts) <= ABOVE and end > after + 1:
        begin = text.rfind("\n", 0, end - 1) + 1
        line = text[begin:end].strip()
        if line and (begin <= after or not any(map(str.isalnum, line)) or is_furniture_line(line, "foot")):
            break
        if line and len(line) <= LONGEST_TITLE:
            starts.append(begin + len(text[begin:end]) - len(text[begin:end].lstrip()))
        end = begin
    yield from (start for start in reversed(starts) if _may_be_title(text[start : _line_end(text, start)].rstrip()))


def _may_be_title(line: str) -> bool:
    first = line.lstrip(MARKUP)[:1]
    return (first.isupper() or first.isdigit() or first in "“\"«'") and not line.endswith(SENTENCE_END)


def _places(text: str, form: str, first: Opening) -> Iterator[_Place]:
    """Places that are worth a look, in order; a date only where records of the family do not always bear a mark."""
    if form not in LINED:
        return iter([_Place(*at, "the first tag of the text stands again") for at in first_tag_again(text)])
    found = {}
    if not any(row["always"] == "yes" and row["convention"] == first.family for row in rows("record_starts.csv")):
        found.update({place.start: place for place in (*_dates(text), *_again(text))})
    found.update({place.start: place for place in _marked(text, form, first.family)})
    return (found[start] for start in sorted(found) if start)


@cache
def _marks(form: str) -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    table = [row for row in rows("record_starts.csv") if row["format"] in ("text", form)]
    return tuple((re.compile(rf"{LINE}(?:{row['pattern']})", re.MULTILINE), row) for row in table)


def _marked(text: str, form: str, family: str) -> Iterator[_Place]:
    """Lines that begin as records of a family do; what stands inside heads tells those of its own family alone."""
    for pattern, row in _marks(form):
        if row["words"] not in text or (row["stands"] != "first" and row["convention"] != family):
            continue
        for match in pattern.finditer(text):
            start = match.end("before")
            if row["stands"] == "first":
                yield _Place(start, match.end(), row["says"])
            else:
                yield _Place(start, _line_end(text, start), row["says"], 0)


def _again(text: str) -> Iterator[_Place]:
    """Lines that are the file's own first line again; a mark of a file's beginning tells one too."""
    start = len(text) - len(text.lstrip(MARKUP))
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin : _line_end(text, start)].strip("\ufeff \t")
    if not any(map(str.isalpha, line)) or len(line) > LONGEST_TITLE:
        return
    again = re.compile(rf"{LINE}{re.escape(line)}[ \t]*$", re.MULTILINE)
    yield from (
        _Place(match.end("before"), match.end(), "the first line of the file stands again")
        for match in again.finditer(text, start)
    )


def _dates(text: str) -> Iterator[_Place]:
    """Lines that are a date, and perhaps a day of the week, an hour and a place."""
    last = -1
    for year in YEAR.finditer(text):
        begin = text.rfind("\n", max(year.start() - WIDEST_LINE, 0), year.start()) + 1
        end = text.find("\n", year.end(), year.end() + WIDEST_LINE)
        line = text[begin : len(text) if end < 0 else end].strip() if year.start() - begin < WIDEST_LINE else ""
        if not line or begin == last or len(line) > LONGEST_DATELINE or line.endswith(SENTENCE_END):
            continue
        found = find_date(line)
        if found is not None and found.first is not None:
            last = begin
            yield _Place(begin, len(text) if end < 0 else end, "a date under a title", begin)


def _line_end(text: str, start: int) -> int:
    """Where the line of an offset ends."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end
