"""TEI: what csto writes (Parla-CLARIN), ParlaMint, and other people's, as far as ``u``, ``seg`` and the header go.

``u`` is a turn, its ``who`` names a person of the header, ``seg`` is a paragraph; ``note``, ``kinesic``, ``vocal``,
``incident`` and ``gap`` are notes. Source of the form: the Parla-CLARIN schema and the guidelines of ParlaMint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from csto_cli.conventions.encoded import Encoded, Mentions, note_kind, tree_of, vote_of
from csto_cli.conventions.registered import MODES, ROLES, document_kind, document_status, is_date, link
from csto_cli.errors import NotRecognisedError
from csto_cli.formats import Sniff
from csto_cli.formats.block import tidy
from csto_cli.formats.reading import Reading
from csto_cli.formats.xml import Element, Text, declared_language
from csto_cli.model import Basis, NoteKind, Vote
from csto_cli.parsing.documents import FoundDocument, FoundTopic, Proof
from csto_cli.parsing.draft import Draft, DraftTurn
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.geography import country_code
from csto_cli.parsing.names import read_label
from csto_cli.parsing.people import Person
from csto_cli.parsing.segment import link_interruptions
from csto_cli.parsing.spelling import key
from csto_cli.source import Source

NAME = "tei"
UNKNOWN = "unknown"
SPEECHES, PARAGRAPHS = ("u", "sp"), ("seg", "p", "ab")
NOTES: dict[str, NoteKind] = {
    "kinesic": "incident", "vocal": "vocal", "incident": "incident", "gap": "omission", "head": "heading",
    "stage": "stage", "speaker": "other",
}  # fmt: skip
LABELS = frozenset({"speaker", "president"})
"""Types of notes that are the label of what is said next."""
BASES: dict[str, Basis] = {"conjecture": "inferred", "external": "corrected"}
ACCOUNT = {"listPerson": "participants", "listBibl": "documents"}


def sniff(source: Source, reading: Reading) -> Sniff:
    """Utterances in the tree of a document whose root is TEI."""
    tree = reading.tree
    root = next((node for node in tree.nodes if isinstance(node, Element)), None) if tree is not None else None
    if root is None or root.name not in ("TEI", "teiCorpus"):
        return Sniff(0.0)
    return Sniff(0.95, ("the first element is TEI",))


def read(source: Source, reading: Reading) -> Draft:
    """Read header, front, body and back. Raises ``NotRecognisedError`` for the root of a corpus."""
    tree = tree_of(source, reading)
    records = sum(1 for _ in tree.inside(None, "TEI"))
    if records != 1:
        raise NotRecognisedError(
            f"{source.name}: this is the root of a corpus, with {records} records in it",
            hint="give the files of the records",
        )
    draft = Draft(NAME, reads_prose=False, registered=True, language=declared_language(tree))
    encoded = Encoded(draft, tree, ACCOUNT)
    text = tree.first(None, "TEI", "text")
    header = tree.first(None, "TEI", "teiHeader")
    _Header(encoded, header, text).read()
    body = _Body(encoded, text)
    body.read()
    if text is not None:
        _Lists(encoded, text, body.turn_of).read()
    return encoded.finish()


class _Header:
    """Facts and people of the header; where csto wrote the file, the front holds the words that prove them."""

    def __init__(self, encoded: Encoded, header: Element | None, text: Element | None) -> None:
        self.encoded, self.tree, self.header = encoded, encoded.tree, header
        self.front = self.tree.first(text, "front") if text is not None else None
        self.proofs = _evidence(encoded, self.front)
        record = self.tree.first(None, "TEI")
        self.prefix = f"{record.get('id')}." if record is not None else "."
        programs = self.tree.inside(header, "application") if header is not None else ()
        encoded.own = any(program.get("ident") == "csto" for program in programs)

    def read(self) -> None:
        """Title, dates, place, mode, people."""
        tree, encoded = self.tree, self.encoded
        titles = list(tree.inside(tree.first(self.header, "titleStmt") or self.front, "title")) if self.header else []
        main = next((title for title in titles if title.get("type") == "main"), None) or next(
            (title for title in titles if title.get("type") not in ("identifier", "sub", "desc")), None
        )
        head = next((head for head in tree.inside(self.front, "head")), None) if self.front is not None else None
        encoded.title(head or main)
        if self.header is None:
            return
        setting = tree.first(self.header, "setting")
        self._dates(setting)
        if setting is not None:
            self._place(setting)
        self._people()

    def _dates(self, setting: Element | None) -> None:
        encoded = self.encoded
        dated = list(self.tree.inside(setting, "date")) if setting is not None else []
        if self.front is not None:
            dated += self.tree.inside(self.front, "docDate")
        bibliography = self.tree.first(self.header, "sourceDesc")
        dated += self.tree.inside(bibliography, "date") if bibliography is not None else []
        for element in dated:
            for fact, names in (("date", ("when", "from")), ("end_date", ("to",))):
                name = next((name for name in names if is_date(element.get(name))), None)
                if name is not None:
                    encoded.fact(fact, element.get(name), self.proofs.get(fact), encoded.said_by(element, name))
            if "date" in encoded.draft.facts:
                return

    def _place(self, setting: Element) -> None:
        encoded = self.encoded
        places = [name for name in self.tree.inside(setting, "name") if name.get("type") in ("place", "city")]
        for element in [*places, *self.tree.inside(setting, "settlement")][:1]:
            words = encoded.words(element)
            encoded.fact("place", words.text if words else "", self.proofs.get("place"), words)
        for element in self.tree.inside(setting, "time"):
            fact = {"start": "start_time", "end": "end_time"}.get(element.get("type"), "")
            if fact:
                encoded.fact(fact, element.get("when")[:5], self.proofs.get(fact), encoded.words(element))
        for element in self.tree.inside(setting, "activity"):
            mode = element.get("ana").partition("mode.")[2]
            encoded.fact("mode", mode if mode in MODES else "", self.proofs.get("mode"), encoded.words(element))

    def _people(self) -> None:
        organisations = {org.get("id"): org for org in self.tree.outermost(self.header, "org")}
        for element in self.tree.outermost(self.header, "person"):
            identifier = element.get("id")
            names = list(self.tree.outermost(element, "persName"))
            words = self.encoded.words(names[0]) if names else None
            if (
                not identifier
                or identifier in self.encoded.people
                or words is None
                or identifier.removeprefix(self.prefix) == UNKNOWN
            ):
                continue
            name = " ".join(
                part.text for part in map(self.encoded.words, self._name_parts(names[0])) if part is not None
            ) or words.text  # fmt: skip
            person = self.encoded.person(identifier, name, words, voice=element.get("role") == "voice")
            if self.encoded.own:
                person.id = identifier.removeprefix(self.prefix).removeprefix("person.")
            if element.get("role") in ROLES - {"unknown"} and not person.voice:
                person.role = element.get("role")
            proofs = _evidence(self.encoded, element)
            person.role_words = proofs.get("role", [])
            if self.encoded.own:
                person.name_words = {name: (proofs.get("name") or [words])[0]}
                person.attendance_words = proofs.get("attendance", [])
                person.spoke = element.get("ana").endswith("attendance.spoke")
            for affiliation in self.tree.outermost(element, "affiliation"):
                self._affiliation(person, affiliation, organisations, proofs)
            person.links = [
                words.text for idno in self.tree.outermost(element, "idno") if (words := self.encoded.words(idno))
            ]

    def _name_parts(self, name: Element) -> list[Element]:
        """Given names and surnames in this order, however they are printed; nothing where not both are told."""
        given, family = list(self.tree.inside(name, "forename")), list(self.tree.inside(name, "surname"))
        return [*given, *family] if given and family else []

    def _affiliation(
        self, person: Person, element: Element, organisations: dict[str, Element], proofs: dict[str, list[Words]]
    ) -> None:
        date = self.encoded.draft.facts.get("date")
        if date is not None and not _holds(element, date.value):
            return
        organisation = organisations.get(element.get("ref").removeprefix("#"))
        role = element.get("role")
        if role == "chair" and self.encoded.own:
            words = self.encoded.said_by(element, "role")
            self.encoded.preside(person, self.proofs.get("chair") or ([words] if words else []))
            return
        basis = BASES.get(element.get("evidence").partition(" ")[0], "printed")
        held = self.encoded.words(self.tree.first(element, "roleName") or element, basis)
        code, name = self._organisation(organisation)
        if held is not None:
            self.encoded.office(person, held.text, code, [held])
        elif code is not None and person.country is None:
            person.country = code
            person.country_words = proofs.get("country") or [w for w in (self.encoded.said_by(element, "ref"),) if w]
        elif name is not None and person.organisation is None:
            person.organisation = name.text
            person.organisation_words = proofs.get("organisation") or [name]

    def _organisation(self, element: Element | None) -> tuple[str | None, Words | None]:
        """Code of a country, or the name of another organisation."""
        if element is None:
            return None, None
        name = self.encoded.words(next(self.tree.inside(element, "orgName"), None))
        if element.get("role") != "country":
            return None, name
        code = self.encoded.words(next(self.tree.outermost(element, "idno"), None))
        return (code.text if code else country_code(name.text) if name else None), name


def _holds(element: Element, date: str) -> bool:
    """Whether a dated element is true on a day."""
    begins, ends = element.get("from"), element.get("to")
    return not (begins and begins > date) and not (ends and date > ends)


def _evidence(encoded: Encoded, element: Element | None) -> dict[str, list[Words]]:
    """Words that csto wrote as the proof of facts, by fact."""
    found: dict[str, list[Words]] = {}
    for note in encoded.tree.outermost(element, "note") if element is not None else ():
        if note.get("type") == "evidence":
            words = encoded.words(note, _basis(note))
            if words is not None:
                found.setdefault(note.get("subtype"), []).append(words)
    return found


def _basis(note: Element) -> Basis:
    basis = note.get("ana").partition("basis.")[2]
    return "inferred" if basis == "inferred" else "corrected" if basis == "corrected" else "printed"


def kind_of(element: Element) -> NoteKind | None:
    """What a note an element is: by csto's own type, else by its name; None for what belongs to the speech."""
    if element.name == "note":
        return note_kind(element.get("type"), "other")
    kind = NOTES.get(element.name)
    return note_kind(element.get("type"), kind) if kind is not None and kind != "omission" else kind


def is_label(element: Element) -> bool:
    """Whether an element is the label of what is said next, or around it."""
    return element.name == "speaker" or (element.name == "note" and element.get("type") in LABELS)


class _Body:
    """The walk over the body."""

    def __init__(self, encoded: Encoded, text: Element | None) -> None:
        self.encoded, self.tree = encoded, encoded.tree
        self.body = self.tree.first(text, "body") if text is not None else None
        self.turn_of: dict[str, DraftTurn] = {}
        self.links: list[tuple[str, str]] = []

    def read(self) -> None:
        """Turns, notes between them, words that nobody said."""
        if self.body is None:
            return
        index, label = self.body.index + 1, None
        while index < self.body.stop:
            node = self.tree.nodes[index]
            index += 1
            if isinstance(node, Text):
                continue
            kind = kind_of(node)
            if node.name in SPEECHES:
                self._speech(node, label)
                label = None
            elif is_label(node):
                if label is not None:
                    self.encoded.note(None, label, "other")
                label = node
            elif kind is not None:
                self.encoded.note(None, node, kind)
            elif node.name in PARAGRAPHS:
                self.encoded.narrative(node)
            else:
                continue
            index = node.stop
        if label is not None:
            self.encoded.note(None, label, "other")
        turns = self.encoded.draft.turns
        for first, second in self.links:
            if first in self.turn_of and second in self.turn_of:
                link(turns, self.turn_of[first].index, self.turn_of[second].index)
        if not self.links and not self.encoded.own:
            link_interruptions(turns)

    def _speech(self, element: Element, before: Element | None) -> None:
        encoded = self.encoded
        children = list(self.tree.children(element))
        inner = next((child for child in children if isinstance(child, Element) and is_label(child)), None)
        label = before or inner
        people = self._speakers(element, label)
        turn = encoded.turn(people[0] if len(people) == 1 else None, label, encoded.said_by(element, "who"))
        if inner is not None or self._has_parts(children):
            for child in children:
                if child is not label:
                    self._part(turn, child)
        else:
            encoded.paragraph(turn, element, kind_of)
        if encoded.drop_empty(turn):
            return
        if turn.joined is not None:
            candidates = (encoded.people.get(one.removeprefix("#")) for one in element.get("corresp").split())
            turn.joined.candidates = [person for person in candidates if person is not None]
            turn.joined.candidates += people if len(people) > 1 else []
        self._preside(turn, element)
        if element.get("id"):
            self.turn_of[element.get("id")] = turn
            if element.get("prev"):
                self.links.append((element.get("prev").removeprefix("#"), element.get("id")))

    def _has_parts(self, children: list[Element | Text]) -> bool:
        """Whether an utterance is made of paragraphs, or of nothing but notes; else it is one paragraph itself."""
        inside = [child for child in children if isinstance(child, Element)]
        if any(child.name in PARAGRAPHS for child in inside):
            return True
        loose = any(isinstance(child, Text) and self.tree.block(child) is not None for child in children)
        return not loose and all(kind_of(child) is not None for child in inside)

    def _part(self, turn: DraftTurn, child: Element | Text) -> None:
        """A paragraph, a note, or words that stand between them."""
        kind = kind_of(child) if isinstance(child, Element) else None
        if kind is not None and isinstance(child, Element):
            self.encoded.note(turn, child, kind)
        else:
            self.encoded.paragraph(turn, child, kind_of)

    def _speakers(self, element: Element, label: Element | None) -> list[Person]:
        """The persons whom ``who`` points at; several speak at once, so that nobody of them is the speaker."""
        who = element.get("who").strip()
        pointers = who.split() if "#" in who else [who] if who else []
        found = [self._speaker(element, pointer.rpartition("#")[2], label) for pointer in pointers]
        if not pointers and element.name == "sp" and label is not None:
            found = [self._labelled(label)]
        return [person for person in found if person is not None]

    def _speaker(self, element: Element, identifier: str, label: Element | None) -> Person | None:
        """The person of the header; one whom only the utterance names gets the name in the label, else the pointer."""
        encoded = self.encoded
        person = encoded.people.get(identifier)
        words = encoded.said_by(element, "who")
        if person is not None or words is None or identifier.rpartition(".")[2] in (UNKNOWN, ""):
            return person
        name = self._name(label) if label is not None else None
        return encoded.person(identifier, name.text if name is not None else identifier, name or words)

    def _labelled(self, label: Element) -> Person | None:
        """Whoever the label names, the same for the same name."""
        name = self._name(label)
        if name is None:
            return None
        return self.encoded.people.get(key(name.text)) or self.encoded.person(key(name.text), name.text, name)

    def _name(self, label: Element) -> Words | None:
        """The person's name in a label."""
        printed = self.tree.block(label)
        name = read_label(printed[0].text.rstrip(" :")).name if printed is not None else ""
        start = printed[0].text.find(name) if printed is not None and name else -1
        return words_at(printed[0], start, start + len(name)) if printed is not None and start >= 0 else None

    def _preside(self, turn: DraftTurn, element: Element) -> None:
        """Whoever is said to preside first is the chair, where the header does not tell."""
        person, words = turn.person, self.encoded.said_by(element, "ana")
        if person is None or person.voice or words is None:
            return
        if any(re.split("[#.]", one)[-1] == "chair" for one in words.text.split()):
            self.encoded.preside(person, [words])


class _Lists:
    """The lists that csto wrote at the back: documents with their evidence, and topics."""

    def __init__(self, encoded: Encoded, text: Element, turn_of: dict[str, DraftTurn]) -> None:
        self.encoded, self.tree = encoded, encoded.tree
        self.back = self.tree.first(text, "back")
        self.turn_of = turn_of
        self.speech_of: dict[str, str] = {}
        self.segments: dict[str, Element] = {}
        named: dict[tuple[str, str], list[Element]] = {}
        speech = segment = ""
        for element in self.tree.inside(text, *SPEECHES, "seg", "ref"):
            if element.name in SPEECHES:
                speech = element.get("id")
            elif element.name == "seg":
                segment = element.get("id")
                self.speech_of[segment], self.segments[segment] = speech, element
            else:
                named.setdefault((segment, element.get("target")), []).append(element)
        self.mentions = Mentions(encoded, named)

    def read(self) -> None:
        """Enter them into the draft."""
        for part in self.tree.outermost(self.back, "div") if self.back is not None else ():
            if part.get("type") == "documents":
                for element in self.tree.outermost(part, "bibl"):
                    if element.get("id"):
                        self._document(element)
            elif part.get("type") == "topics":
                proofs = (self.encoded.proof(item) for item in self.tree.outermost(part, "item"))
                self.encoded.draft.topics += [FoundTopic(tidy(proof.text), proof) for proof in proofs if proof]

    def _document(self, element: Element) -> None:
        encoded, tree = self.encoded, self.tree
        title = encoded.proof(next(tree.inside(element, "title"), None))
        if title is None:
            return
        proofs = {
            note.get("subtype"): encoded.proof(note, _basis(note))
            for note in tree.outermost(element, "note") if note.get("type") == "evidence"
        }  # fmt: skip
        related = tree.first(element, "relatedItem")
        amends = encoded.words(tree.first(related, "title")) if related is not None else None
        changed = tree.first(related, "date") if related is not None else None
        number = next((idno for idno in tree.outermost(element, "idno") if idno.get("type") == "number"), None)
        date = next(
            (child for child in tree.children(element) if isinstance(child, Element) and child.name == "date"), None
        )
        printed = encoded.words(number)
        encoded.draft.documents.append(FoundDocument(
            kind=document_kind(element.get("type")), number=printed.text if printed else None, title=tidy(title.text),
            status=document_status(element.get("ana").partition("status.")[2]), date=date.get("when") if date else None,
            amends_title=amends.text if amends else None,
            amends_date=(changed.get("when") or None) if changed else None,
            title_proof=proofs.get("title") or title,
            status_proof=proofs.get("status") or encoded.proof_by(element, "ana"),
            date_proof=proofs.get("date"),
            amends_proof=proofs.get("amends"), vote=self._vote(element), mentions=list(self._mentions(element, title)),
        ))  # fmt: skip

    def _vote(self, element: Element) -> Vote | None:
        note = next((note for note in self.tree.outermost(element, "note") if note.get("type") == "vote"), None)
        numbers = self.tree.inside(note, "num") if note is not None else ()
        return vote_of(self.encoded.words(note), {num.get("type"): num.get("value") for num in numbers})

    def _mentions(self, element: Element, title: Proof) -> Iterator[tuple[int | None, Proof]]:
        for ref in self.tree.inside(element, "ref"):
            target = ref.get("target").removeprefix("#")
            turn = self.turn_of.get(self.speech_of.get(target, target))
            yield from self.mentions.at(turn, target, self.segments.get(target), f"#{element.get('id')}", title)
