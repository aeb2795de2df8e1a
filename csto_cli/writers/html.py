"""A web page that stands alone: no network, no script needed to read it, nothing of a record becomes markup.

Every decision is linked to the words that say so; every turn has an anchor and a citation. The page forbids itself to
load anything (Content-Security-Policy), and its one script, named there by its hash, only searches and copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from csto_cli.errors import UsageError
from csto_cli.model import Meeting, Note, Paragraph, Turn
from csto_cli.query.citations import Quoted, plain
from csto_cli.query.decision_rows import DecisionRow, Proof
from csto_cli.query.documents import SETTLED, decisions, full_title, number_beside
from csto_cli.query.evidence import NARRATIVE, Layout, Passage, marks, merged, passages, stage, unsaid
from csto_cli.query.facts import facts
from csto_cli.query.people import by_id, distinct, offices_by_turn, speakers
from csto_cli.query.transcript import notes_between
from csto_cli.version import VERSION
from csto_cli.writers.escape import xml
from csto_cli.writers.page import asset, head
from csto_cli.writers.svg import picture

SHOWS_SOURCE = True
"""The words outside the turns are shown where the record embeds its source."""
QUOTED_WORDS = 12
SECTIONS = (("decisions", "Decisions"), ("floor", "Who had the floor"), ("transcript", "Transcript"))

Place = object
"""What words stand in: a paragraph of a turn, or a part of the source outside the turns."""


@dataclass(slots=True)
class _Anchors:
    """Where the words that prove decisions stand: stretches of each part's text with the name of each."""

    layout: Layout
    notes: frozenset[tuple[int, int]]
    found: dict[Place, list[tuple[int, int, str]]] = field(default_factory=dict)
    count: int = 0

    def add(self, proof: Proof) -> str:
        """Name the words of a proof."""
        self.count += 1
        place, _, (start, end) = stage(self.layout, proof)
        name = f"evidence-{self.count}"
        self.found.setdefault(place, []).append((start, end, name))
        return name

    def shows(self, proof: Proof) -> bool:
        """Whether words stand in a turn, in a note between turns or in the narrative, which the page shows."""
        place, _, _ = stage(self.layout, proof)
        return self.layout.place(proof) is not None or place in self.notes or self.layout.kind(proof.start) in NARRATIVE

    def of(self, place: Place) -> list[tuple[int, int, Sequence[str]]]:
        """Stretches of one part's text, each with its name."""
        return [(start, end, (name,)) for start, end, name in self.found.get(place, [])]


def write(meetings: Iterable[Meeting], stream: TextIO) -> None:
    """Write the page of one record; several have no place on one page."""
    for number, meeting in enumerate(meetings):
        if number:
            raise UsageError("a page holds one record", hint="give one record, or a folder with -o")
        stream.writelines(f"{part}\n" for part in page(meeting))


def page(meeting: Meeting) -> Iterator[str]:
    """The page of one record, part by part."""
    notes = frozenset((note.span.start, note.span.end) for note in notes_between(meeting))
    anchors = _Anchors(Layout(meeting), notes)
    rows = decisions(meeting, everything=True)
    decided = list(_decisions(meeting, rows, anchors))
    title = xml(meeting.title or meeting.id)
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield from head(title, script=True)
    yield "<body>"
    yield '<a class="skip" href="#main">Skip to the record</a>'
    yield f"<header>\n<h1{_language(meeting)}>{title}</h1>"
    yield '<dl class="facts">'
    for name, value in facts(meeting):
        yield f"<dt>{name}</dt><dd{_language(meeting)}>{_address(value) if name == 'Source' else xml(value)}</dd>"
    yield "</dl>"
    links = "".join(f'<li><a href="#{name}">{words}</a></li>' for name, words in SECTIONS)
    yield f'<nav aria-label="Parts of the page"><ul>{links}</ul></nav>\n</header>'
    yield '<main id="main">'
    yield from decided
    yield from _floor(meeting)
    yield from _narrative(meeting, anchors)
    yield from _transcript(meeting, anchors)
    yield "</main>"
    yield from _colophon(meeting)
    yield f"<script>{asset('script.js')}</script>"
    yield "</body>\n</html>"


def _language(meeting: Meeting) -> str:
    """The attribute of words of the record, whose language is not the page's own."""
    return f' lang="{xml(meeting.language)}"' if meeting.language and meeting.language != "en" else ""


def _address(value: str) -> str:
    """A source: a link where it is an address of the web, else the path as text."""
    shown = xml(value)
    return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if value.startswith(("https://", "http://")) else shown


def _decisions(meeting: Meeting, rows: Sequence[DecisionRow], anchors: _Anchors) -> Iterator[str]:
    """The section of documents: settled ones first, then those proposed or mentioned, then topics."""
    documents = [row for row in rows if row.type == "document"]
    settled = [row for row in documents if row.status in SETTLED]
    others = [row for row in documents if row.status not in SETTLED]
    topics = [row for row in rows if row.type == "topic"]
    yield '<section id="decisions" aria-labelledby="decisions-title">\n<h2 id="decisions-title">Decisions</h2>'
    if settled:
        yield '<ol class="decisions">'
        for row in settled:
            yield from _decision(meeting, row, anchors)
        yield "</ol>"
    else:
        yield "<p>The record tells of none.</p>"
    if topics:
        yield "<p>Decisions concern:</p>\n<ul>"
        yield from (f"<li{_language(meeting)}>{xml(row.title)} {_line(row, anchors)}</li>" for row in topics)
        yield "</ul>"
    if others:
        yield "<details><summary>Also named, and not settled here</summary>"
        yield '<ol class="decisions">'
        for row in others:
            yield from _decision(meeting, row, anchors)
        yield "</ol></details>"
    yield "</section>"


def _decision(meeting: Meeting, row: DecisionRow, anchors: _Anchors) -> Iterator[str]:
    """A document as an item of a list: status, title, what else is known of it, and the passages that prove it."""
    kind = "badge" if row.status in SETTLED else "badge open"
    extras = [
        f"no. {xml(number)}" if (number := number_beside(row.title, row.number)) else "",
        xml(row.document_date or ""),
        f"amends {xml(row.amends)}" if row.amends else "",
        xml(row.vote or ""),
    ]
    told = "; ".join(extra for extra in extras if extra)
    yield f'<li><span class="{kind}">{row.status}</span> <strong{_language(meeting)}>'
    yield f"{xml(full_title(row.kind, row.title))}</strong>{f' ({told})' if told else ''} {_line(row, anchors)}"
    for passage in passages(anchors.layout, row.evidence):
        yield f'<blockquote class="proof"{_language(meeting)}>{_passage(passage)}</blockquote>'
    yield "</li>"


def _line(row: DecisionRow, anchors: _Anchors) -> str:
    """The line that says so, as a link to its words where the page shows them."""
    proof = min(row.evidence, key=lambda proof: proof.field != "status", default=None)
    if proof is None or not anchors.shows(proof):
        return f'<span class="where">{xml(proof.place if proof else f"line {row.line}")}</span>' if row.line else ""
    return f'<a class="where" href="#{anchors.add(proof)}">line {proof.line}</a>'


def _passage(passage: Passage) -> str:
    return _marked(passage.text, [(start, end, ()) for start, end in passage.marks])


def _marked(text: str, stretches: Iterable[tuple[int, int, Sequence[str]]]) -> str:
    """Text with stretches marked; each name becomes an anchor in the mark that its stretch falls in."""
    known = list(stretches)
    parts, position = [], 0
    for start, end in merged((a, b) for a, b, _ in known):
        names = [name for a, b, given in known if start <= a and b <= end for name in given]
        first = f' id="{names[0]}"' if names else ""
        rest = "".join(f'<span id="{name}"></span>' for name in names[1:])
        parts += [xml(text[position:start]), f"<mark{first}>{rest}{xml(text[start:end])}</mark>"]
        position = end
    return "".join([*parts, xml(text[position:])])


def _floor(meeting: Meeting) -> Iterator[str]:
    """The section that tells who had the floor: a timeline and a table of speakers."""
    yield '<section id="floor" aria-labelledby="floor-title">\n<h2 id="floor-title">Who had the floor</h2>'
    rows = speakers(meeting)
    if meeting.turns:
        yield '<figure class="scroll" tabindex="0" role="group" aria-label="Timeline">'
        yield from picture(meeting)
        yield "</figure>"
    if not rows:
        yield "<p>The record names nobody.</p></section>"
        return
    heads = ("speaker", "office", "country", "role", "turns", "words", "share", "floor given by")
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Speakers">\n<table>\n<thead><tr>'
    yield "".join(f'<th scope="col"{_number(head)}>{head}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>"
    for row in rows:
        first = (
            f'<a href="#turn-{row.first_turn}">{xml(row.name or "not told")}</a>' if row.turns else xml(row.name or "")
        )
        silent = "" if row.turns else f" ({row.attendance})"
        cells = [
            xml(", ".join(distinct(row.offices)) or row.organisation or ""),
            xml(row.country or ""), xml(row.role) + silent,
        ]  # fmt: skip
        shown = "".join(f"<td>{value}</td>" for value in cells)
        numbers = "".join(
            f'<td class="number">{value}</td>' for value in (f"{row.turns:,}", f"{row.words:,}", f"{row.share:.1%}")
        )
        yield (
            f'<tr><th scope="row"{_language(meeting)}>{first}</th>{shown}{numbers}'
            f"<td>{xml(', '.join(row.floor_given_by))}</td></tr>"
        )
    yield "</tbody></table></div>\n</section>"


def _number(head: str) -> str:
    return ' class="number"' if head in ("turns", "words", "share") else ""


def _narrative(meeting: Meeting, anchors: _Anchors) -> Iterator[str]:
    """What the record tells in its own words before, between and after the turns."""
    told = [(words, span) for kind, words, span in unsaid(meeting) if kind in NARRATIVE and words]
    if not told:
        return
    yield '<section id="narrative" aria-labelledby="narrative-title">'
    yield '<h2 id="narrative-title">In the record’s own words</h2>'
    for words, span in told:
        yield f"<p{_language(meeting)}>{_marked(words, anchors.of((span.start, span.end)))}</p>"
    yield "</section>"


def _transcript(meeting: Meeting, anchors: _Anchors) -> Iterator[str]:
    """The section of turns, with notes between them and a search that works where scripts may run."""
    yield '<section id="transcript" aria-labelledby="transcript-title">\n<h2 id="transcript-title">Transcript</h2>'
    yield (
        '<form class="search" role="search" hidden><label for="search">Find in the turns</label>'
        '<input id="search" type="search" autocomplete="off"><button type="reset">Clear</button>'
        '<output for="search" aria-live="polite"></output></form>'
    )
    if not meeting.turns:
        yield "<p>The record has no turns.</p>"
    people = by_id(meeting)
    proven = marks(meeting)
    waiting = notes_between(meeting)[::-1]
    for place, (turn, office) in enumerate(zip(meeting.turns, offices_by_turn(meeting), strict=True)):
        while waiting and waiting[-1].span.start < turn.span.start:
            yield _between(meeting, waiting.pop(), anchors)
        person = people.get(turn.speaker or "")
        name = person.name if person else turn.label or "Speaker not told"
        yield f'<article id="turn-{turn.index}" aria-labelledby="turn-{turn.index}-who"{_language(meeting)}>'
        shown = f' <span class="office">{xml(office)}</span>' if office else ""
        yield (
            f'<div class="who"><h3 id="turn-{turn.index}-who">{xml(name)}{shown}</h3> <span class="tools" lang="en">'
            f'<a href="#turn-{turn.index}" aria-label="Link to turn {turn.index}">¶ {turn.index}</a>, '
            f"line {turn.span.line}{_time(turn)}{_broken(turn)}</span></div>"
        )
        yield from _said(turn, place, proven, anchors)
        yield (
            f'<details class="cite" lang="en"><summary>Cite turn {turn.index}</summary>'
            f"<p>{xml(plain(meeting, _quoted(turn, name, office)))}</p></details>"
        )
        yield "</article>"
    yield from (_between(meeting, note, anchors) for note in reversed(waiting))
    yield "</section>"


def _between(meeting: Meeting, note: Note, anchors: _Anchors) -> str:
    """A heading or a note that stands outside the turns."""
    text = _marked(note.text, anchors.of((note.span.start, note.span.end)))
    kind = "h3" if note.kind == "heading" else "p"
    return f'<{kind} class="{"item" if kind == "h3" else "note"}"{_language(meeting)}>{text}</{kind}>'


def _time(turn: Turn) -> str:
    return f", {xml(turn.start_time)}" if turn.start_time else ""


def _broken(turn: Turn) -> str:
    """Links between a turn that was cut off, what cut it off, and where it goes on."""
    parts = []
    if turn.interrupted_by is not None:
        parts.append(f', <a href="#turn-{turn.interrupted_by}">interrupted</a>')
    if turn.resumes is not None:
        parts.append(f', <a href="#turn-{turn.resumes}">resumes turn {turn.resumes}</a>')
    return "".join(parts)


def _quoted(turn: Turn, name: str, office: str | None) -> Quoted:
    words = turn.paragraphs[0].text.split() if turn.paragraphs else []
    text = " ".join(words[:QUOTED_WORDS]) + (" …" if len(words) > QUOTED_WORDS else "")
    page = str(turn.span.page) if turn.span.page else None
    return Quoted(text, name, office, turn.index, turn.span.line, page)


def _said(
    turn: Turn, place: int, proven: dict[tuple[int, int], list[tuple[int, int]]], anchors: _Anchors
) -> Iterator[str]:
    """Paragraphs and the notes between them, in the order of the source."""
    parts: list[tuple[int, int, Paragraph | Note]] = [
        (paragraph.span.start, number, paragraph) for number, paragraph in enumerate(turn.paragraphs)
    ]
    parts += [(note.span.start, -1, note) for note in turn.notes if note.kind != "editor"]
    for _, number, part in sorted(parts, key=lambda entry: entry[:2]):
        if isinstance(part, Note):
            yield f'<p class="note">{xml(part.text)}</p>'
            continue
        others: list[tuple[int, int, Sequence[str]]] = [(a, b, ()) for a, b in proven.get((place, number), [])]
        text = _marked(part.text, [*anchors.of(("turn", place, number)), *others])
        yield f'<p id="turn-{turn.index}-{number}">{text}</p>'


def _colophon(meeting: Meeting) -> Iterator[str]:
    """The foot of the page: the source by length and hash, the version of csto, and what csto doubts."""
    source = meeting.source
    yield "<footer>"
    yield f"<p>{source.characters:,} characters, SHA-256 <code>{xml(source.sha256)}</code>, read by csto {VERSION}.</p>"
    if meeting.diagnostics:
        yield f"<details><summary>What csto doubts ({len(meeting.diagnostics)})</summary><ul>"
        for found in meeting.diagnostics:
            where = f"line {found.span.line}: " if found.span else ""
            yield f"<li>{where}{xml(found.message)} ({xml(found.code)})</li>"
        yield "</ul></details>"
    yield "</footer>"
