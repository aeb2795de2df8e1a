"""Pages in Markdown as csto writes them: facts, participants, decisions and turns, each on a line of its own.

The form is that of ``writers/markdown.py``; ``formats.markdown.own_page`` tells such a page by its last line. A page
that somebody has added to is read too: a line that csto does not write is narrative before the transcript, and speech
of the turn that it stands in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.conventions.registered import DOCUMENT_KINDS, DOCUMENT_STATUSES, ROLES, Registered, is_date
from csto_cli.errors import NotRecognisedError
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, fold, slice_block, tidy
from csto_cli.formats.markdown import COLOPHON, own_page, shown_block
from csto_cli.formats.reading import Origin, Reading
from csto_cli.model import Vote
from csto_cli.parsing.documents import FoundDocument, FoundTopic, Proof
from csto_cli.parsing.draft import Draft, DraftNote, DraftParagraph, Fact, Problem
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.geography import organisation_of
from csto_cli.parsing.names import OfficeAt
from csto_cli.parsing.notes import stage_kind
from csto_cli.parsing.people import Joined, Person
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "page"
TRANSCRIPT = "Transcript"
SECTIONS = ("Participants", "Decisions", "Who had the floor", TRANSCRIPT)
KINDS = {
    "": "dateline", "Participants": "participants", "Decisions": "documents", "Who had the floor": "furniture",
    TRANSCRIPT: "intro",
}  # fmt: skip
MODES = {"in person": "in_person", "videoconference": "videoconference", "in person and by video": "mixed"}
NOBODY = "Speaker not told"
FACT = pattern(r"- (?P<name>Date|Time|Place|Mode|Body|Chair|Source|Archived|Saved): ")
ITEM = pattern(r"- ")
ANCHOR = pattern(r'<a id="turn-\d+"></a>')
TURN = pattern(r"\[¶ \d+\]\(#turn-\d+\), line \d+:$")
WHERE = pattern(r" \((?:no line|line \d+(?: of [^“]{1,300}?)?)(?=: “|\)$)")
LINE = pattern(r" \(line \d+\)$")
COUNTRY = pattern(r" \((?P<code>[A-Z]{2})\)$")
DATE = pattern(r", (\d{4}-\d\d-\d\d)$")
SPAN_OF_TIME = pattern(r"(?:(\d\d:\d\d)(?:–(\d\d:\d\d))?|until (\d\d:\d\d))$")
ORIGINS = ("Source", "Archived", "Saved")
SILENT = (", listed, did not speak", ", absent")


def sniff(source: Source, reading: Reading) -> Sniff:
    """A page that ends with csto's line on the source."""
    return Sniff(0.97, ("the last line is csto's on the source of the page",)) if own_page(source.text) else Sniff(0.0)


def read(source: Source, reading: Reading) -> Draft:
    """Read a page. Raises ``NotRecognisedError`` where the file holds several."""
    pages = sum(1 for line in reading.lines if COLOPHON.match(line.text))
    if pages > 1:
        raise NotRecognisedError(
            f"{source.name}: this file holds the pages of {pages} records",
            hint="export them into a folder, or read it with --each-meeting",
        )
    page = _Page(source, reading)
    page.read()
    return page.finish()


class _Page(Registered):
    """The walk over the lines of a page."""

    def __init__(self, source: Source, reading: Reading) -> None:
        super().__init__(Draft(NAME, reads_prose=False, registered=True), own=True)
        self.source, self.reading = source, reading
        self.named: dict[str, list[Person]] = {}
        self.section = self.under = ""
        self.chairing: Words | None = None
        self.bare: Block | None = None
        self.colophon = COLOPHON.match(reading.lines[-1].text) if reading.lines else None

    def read(self) -> None:
        """Every line once."""
        for line in self.reading.lines:
            block = shown_block(line, self.source.text)
            if COLOPHON.match(line.text):
                self.draft.claim(block, "footer")
            elif block.kind == "heading" and self._heading(block):
                continue
            elif line.text == "---":
                self.draft.claim(block, "separator")
            elif ANCHOR.match(line.text):
                self.draft.claim(block, "markup")
            elif self.section == TRANSCRIPT:
                self._transcript(block)
            else:
                self._before(block)

    def finish(self) -> Draft:
        """Settle people, the chair and the language."""
        self._close()
        if self.chairing is not None:
            people = self.named.get(self.chairing.text, [])
            if len(people) == 1:
                self.preside(people[0], [self.chairing])
        self.settle()
        self.draft.language = (self.colophon["language"] if self.colophon is not None else None) or ""
        return self.draft

    def _heading(self, block: Block) -> bool:
        """Title and sections; False for a heading that is no part of the form."""
        text = tidy(block.text)
        if block.level == 1 and self.draft.title is None and not self._is_id(text):
            self.draft.title = Passage(block, 0, len(block.text))
            self.draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            self.draft.claim(block, "title")
            return True
        if text in SECTIONS and self.section != TRANSCRIPT:
            self.section = text
        elif block.level > 1:
            return False
        self.draft.claim(block, "heading")
        return True

    def _is_id(self, title: str) -> bool:
        """Whether the page has the record's id in the place of a title: that ends in digits of the source's hash."""
        return self.colophon is not None and title.endswith(f"-{self.colophon['hash'][:8]}") and " " not in title

    def _before(self, block: Block) -> None:
        """A line before the transcript."""
        text = block.text
        if not ITEM.match(text):
            self.under = tidy(text)
            if self.section == "" and self.draft.title is not None:
                self.draft.narrative.append(Passage(block, 0, len(text)))
                self.draft.claim(block, "intro")
                return
        elif self.section == "":
            self._fact(block)
        elif self.section == "Participants" and block.bold:
            self._person(block)
        elif self.section == "Decisions" and self.under == "Decisions concern:":
            where = LINE.search(text)
            end = where.start() if where else len(text)
            if end > len("- "):
                proof = Proof(Passage(block, 0, len(text)), len("- "), end)
                self.draft.topics.append(FoundTopic(tidy(proof.text), proof))
        elif self.section == "Decisions" and block.bold:
            self._document(block)
        self.draft.claim(block, KINDS[self.section])

    def _fact(self, block: Block) -> None:
        found = FACT.match(block.text)
        if found is None or not block.text[found.end() :].strip(" "):
            return
        words = words_at(block, found.end(), len(block.text))
        for name, value in _values(found["name"], words.text):
            self.fact(name, value, None, words)
        if found["name"] == "Chair":
            self.chairing = words
        elif found["name"] in ORIGINS:
            printed = fold(self.source.text[words.start : words.end])
            self.reading.origins += [
                Origin(field, value, words.start, words.end, printed)
                for field, value in _origins(found["name"], words.text)
            ]
        elif found["name"] == "Body":
            self._body(block, found.end())

    def _body(self, block: Block, start: int) -> None:
        """``BODY (ORGANISATION)``; one without is found in the title where it stands there."""
        opening = block.text.rfind(" (", start)
        owner = organisation_of(block.text[opening + len(" (") : -1]) if opening > start else None
        if owner is not None and owner.name == block.text[opening + len(" (") : -1]:
            words = words_at(block, start, opening)
            self.draft.body = (words.text, words, owner)

    def _person(self, block: Block) -> None:
        """``NAME, OFFICE; OFFICE, for ORGANISATION (CC), role, listed, did not speak``."""
        text, start, stop = block.text, block.bold[0].start, block.bold[0].end
        silent = next((words for words in SILENT if text.endswith(words)), "")
        end = len(text) - len(silent)
        role = text[stop:end].rpartition(", ")[2]
        role = role if role in ROLES else ""
        end -= len(f", {role}") if role else 0
        name = words_at(block, start, stop)
        person = self.person(str(len(self.people)), name.text, name, voice=role == "voice")
        self.named.setdefault(name.text, []).append(person)
        if silent:
            person.attendance_words = [words_at(block, len(text) - len(silent) + len(", "), len(text))]
        if role and not person.voice:
            place = [words_at(block, end + len(", "), end + len(f", {role}"))]
            person.role, person.role_words = role, place
        country = COUNTRY.search(text, stop, end)
        if country is not None:
            person.country, person.country_words = country["code"], [words_at(block, *country.span("code"))]
            end = country.start()
        outlet = text.rfind(", for ", stop, end)
        if outlet >= 0:
            organisation = words_at(block, outlet + len(", for "), end)
            person.organisation, person.organisation_words = organisation.text, [organisation]
            end = outlet
        for first, last in _offices(text, stop, end):
            office = words_at(block, first, last)
            self.office(person, office.text, None, [office])

    def _document(self, block: Block) -> None:
        """``STATUS: TITLE, DATE; amends TITLE; vote: WORDS (line N: “WORDS”)``."""
        text, bold = block.text, block.bold[0]
        passage = Passage(block, 0, len(text))
        status, start = tidy(text[bold.start : bold.end]), bold.end + len(": ")
        places = list(WHERE.finditer(text, start))
        end = places[-1].start() if places else len(text)
        said = text.find("“", places[-1].end()) if places else -1
        proof = Proof(passage, said + 1, len(text) - len("”)")) if said >= 0 else Proof(passage, bold.start, bold.end)
        vote = text.rfind("; vote: ", start, end)
        counted = tidy(text[vote + len("; vote: ") : end]) if vote >= 0 else ""
        end = vote if vote >= 0 else end
        amends = text.find("; amends ", start, end)
        changed = Proof(passage, amends + len("; amends "), end) if amends >= 0 else None
        end = amends if amends >= 0 else end
        dated = DATE.search(text, start, end) if text[start:end].strip(" ") else None
        end = dated.start() if dated and is_date(dated[1]) else end
        if status not in DOCUMENT_STATUSES or not text[start:end].strip(" "):
            return
        title = Proof(passage, start, end)
        self.draft.documents.append(FoundDocument(
            kind=_kind(title.text), number=None, title=tidy(title.text), status=status,
            date=dated[1] if dated and is_date(dated[1]) else None,
            amends_title=tidy(changed.text) if changed else None, amends_date=None, title_proof=title,
            status_proof=proof, date_proof=Proof(passage, *dated.span(1)) if dated and is_date(dated[1]) else None,
            amends_proof=changed,
            vote=Vote(in_favour=None, against=None, abstentions=None, text=counted) if counted else None,
            mentions=[(None, title)],
        ))  # fmt: skip

    def _transcript(self, block: Block) -> None:
        """The heading of a turn, a note, or a paragraph."""
        text, draft = block.text, self.draft
        head = TURN.search(text) if block.bold and block.bold[0].start == 0 else None
        if head is not None:
            self._turn(block, block.bold[0].end, head.start())
            return
        if not draft.turns:
            draft.narrative.append(Passage(block, 0, len(text)))
            draft.claim(block, "intro")
            return
        turn, begin = draft.turns[-1], block.span()[0]
        # An asterisk of the record itself has a backslash before it, so that its place begins with one.
        if len(text) > len("**") and text[-1] == "*" and self.source.text[begin] == "*":
            inner = block.text[1:-1]
            kind = stage_kind(inner.strip("()[] ")) or "other"
            turn.notes.append(DraftNote(kind, tidy(inner), *block.span(1, len(text) - 1)))
            draft.claim(block, "note", 1, len(text) - 1)
            return
        turn.paragraphs.append(DraftParagraph(block, 0, len(text), []))
        draft.claim(block, "paragraph")

    def _turn(self, block: Block, stop: int, end: int) -> None:
        self._close()
        name = tidy(block.text[:stop])
        people = self.named.get(name, [])
        speaker = people[0] if len(people) == 1 else None
        first, last = stop + len(", "), len(block.text[:end].rstrip(" "))
        has_office = block.text.startswith(", ", stop) and first < last
        office = (OfficeAt(tidy(block.text[first:last]), stop, stop),) if has_office else ()
        if has_office:
            self.draft.claim(block, "label", first, last)
        self.draft.claim(block, "markup", end, len(block.text))
        name_alone = slice_block(block, 0, stop)
        assert name_alone is not None
        if not people and name == NOBODY:
            self.open(None, None, None)
            self.bare = name_alone
            return
        turn = self.open(self.label(name_alone, stop, speaker, office), speaker, None)
        if len(people) > 1 and turn.joined is not None:
            turn.joined = Joined(None, candidates=list(people))
            self.draft.problems.append(
                Problem("C104", "warning", f"the label {name!r} fits several of that name", *block.span(0, stop))
            )

    def _close(self) -> None:
        """A turn of nobody is known by its words; one without any keeps what the page prints in a label's place."""
        if self.bare is None:
            return
        block, turn = self.bare, self.draft.turns[-1]
        self.bare = None
        if turn.paragraphs or turn.notes:
            self.draft.claim(block, "furniture")
            return
        self.draft.turns.pop()
        self.open(self.label(block, len(block.text), None), None, None)


def _values(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Facts of the model that a fact of the page states."""
    if name == "Date":
        for fact, day in zip(("date", "end_date"), value.split(" to "), strict=False):
            yield fact, day if is_date(day) else ""
    elif name == "Time":
        found = SPAN_OF_TIME.match(value)
        start, end, until = found.groups() if found else (None, None, None)
        yield "start_time", start or ""
        yield "end_time", end or until or ""
    elif name == "Mode":
        yield "mode", MODES.get(value, "")
    elif name == "Place":
        yield "place", value


def _origins(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Where the page that the record was read from stands, and when it was archived or saved: ``DAY at ADDRESS``."""
    for part in text.split(" at ", 1) if name == "Archived" else (text,):
        if part.startswith(("http://", "https://")):
            yield "url" if name == "Source" else "archive_url", part
        elif is_date(part) and name != "Source":
            yield name.lower(), part


def _offices(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where offices stand that semicolons part."""
    if not text.startswith(", ", start):
        return
    position = start + len(", ")
    for office in text[position:end].split("; "):
        if office.strip(" "):
            yield position, position + len(office)
        position += len(office) + len("; ")


def _kind(title: str) -> str | None:
    """The kind of documents that a title names first."""
    words = f" {title.casefold()} "
    places = [(place, -len(kind), kind) for kind in DOCUMENT_KINDS if (place := words.find(f" {kind} ")) >= 0]
    return min(places)[2] if places else None
