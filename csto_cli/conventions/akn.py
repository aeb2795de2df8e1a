"""Akoma Ntoso debates: what csto writes, and other people's, as far as speeches and references go.

``speech``, ``question`` and ``answer`` are turns, ``by`` names a person or role of the references, ``from`` is the
label. Scenes, narratives, summaries and remarks are notes. Source of the form: Akoma Ntoso 3.0, part 2 (OASIS, 2018).
"""

from __future__ import annotations

from collections.abc import Iterator

from csto_cli.conventions.encoded import COUNTS, Encoded, Mentions, note_kind, tree_of, vote_of
from csto_cli.conventions.registered import MODES, ROLES, document_kind, document_status, is_date, link
from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import tidy
from csto_cli.formats.reading import Reading
from csto_cli.formats.xml import Element, Text
from csto_cli.model import Basis, NoteKind, Vote
from csto_cli.parsing.documents import FoundDocument, FoundTopic, Proof
from csto_cli.parsing.draft import Draft, DraftTurn
from csto_cli.parsing.evidence import Words
from csto_cli.parsing.people import Person
from csto_cli.parsing.segment import link_interruptions
from csto_cli.source import Source

NAME = "akn"
SPEECHES = frozenset({"speech", "question", "answer"})
LABEL = "from"
NOTES: dict[str, NoteKind] = {
    "scene": "stage", "narrative": "other", "summary": "other", "remark": "stage", "omissis": "omission",
    "heading": "heading", "subheading": "heading",
}  # fmt: skip
UNKNOWN = "unknown"
FACTS = {
    "end_date": "end-date", "start_time": "start-time", "end_time": "end-time", "place": "place-name", "mode": "mode"
}  # fmt: skip
"""Facts of the meeting, and the attributes that csto keeps them in."""
ACCOUNT = {"references": "participants"}


def sniff(source: Source, reading: Reading) -> Sniff:
    """A document whose root is akomaNtoso."""
    tree = reading.tree
    root = next((node for node in tree.nodes if isinstance(node, Element)), None) if tree is not None else None
    if root is None or root.name != "akomaNtoso":
        return Sniff(0.0)
    return Sniff(0.95, ("the first element is akomaNtoso",))


def read(source: Source, reading: Reading) -> Draft:
    """Read metadata, preface and body."""
    tree = tree_of(source, reading)
    encoded = Encoded(Draft(NAME, reads_prose=False, registered=True), tree, ACCOUNT)
    own = tree.first(None, "proprietary")
    own = own if own is not None and tree.first(own, "source") and tree.first(own, "meeting") else None
    encoded.own = own is not None
    head = _Head(encoded, own)
    head.read()
    body = _Body(encoded, head)
    body.read()
    if own is not None:
        head.links(body.turn_of)
        _Documents(encoded, own, body.turn_of).read()
    else:
        link_interruptions(encoded.draft.turns)
    return encoded.finish()


class _Head:
    """Identification, references, preface; ``own`` holds what csto wrote beside them."""

    def __init__(self, encoded: Encoded, own: Element | None) -> None:
        self.encoded, self.tree, self.own = encoded, encoded.tree, own
        self.meta = self.tree.first(None, "meta")
        self.front = self.tree.first(None, "preface") or self.tree.first(None, "coverPage")
        self.references = {
            reference.get("eId") or reference.get("id"): reference
            for reference in self.tree.inside(self.meta, "TLCPerson", "TLCRole", "TLCOrganization")
        } if self.meta is not None else {}  # fmt: skip

    def read(self) -> None:
        """Title, dates, place, language, people."""
        encoded, tree = self.encoded, self.tree
        title = tree.first(self.front, "docTitle") if self.front is not None else None
        encoded.title(title)
        facts = tree.first(self.own, "meeting") if self.own is not None else None
        proofs = evidence(encoded, facts)
        dates = (
            [*tree.inside(self.front, "docDate"), *tree.inside(self.front, "date")] if self.front is not None else []
        )
        work = tree.first(self.meta, "FRBRWork", "FRBRdate") if self.meta is not None else None
        dates += [work] if work is not None and work.get("name") != "unknown" else []
        for element in dates:
            if is_date(element.get("date")):
                encoded.fact("date", element.get("date"), proofs.get("date"), encoded.said_by(element, "date"))
        language = tree.first(self.meta, "FRBRlanguage") if self.meta is not None else None
        if language is not None:
            encoded.draft.language = _languages().get(language.get("language")[:3], "")
        location = tree.first(self.front, "location") if self.front is not None else None
        words = encoded.words(location)
        for fact, name in FACTS.items() if facts is not None else ():
            assert facts is not None
            value = facts.get(name)
            encoded.fact(fact, value if _is_known(fact, value) else "", proofs.get(fact), encoded.said_by(facts, name))
        encoded.fact("place", words.text if words is not None else "", None, words)
        encoded.offices = {
            f"#{identifier}": reference.get("showAs")
            for identifier, reference in self.references.items() if reference.name == "TLCRole"
        }  # fmt: skip
        for element in tree.outermost(self.own, "person") if self.own is not None else ():
            self._person(element)
        if facts is not None and facts.get("chair").removeprefix("#") in encoded.people:
            chair = proofs.get("chair") or [w for w in (encoded.said_by(facts, "chair"),) if w]
            encoded.preside(encoded.people[facts.get("chair").removeprefix("#")], chair)
        for item in tree.outermost(self.own, "topic") if self.own is not None else ():
            proof = encoded.proof(item)
            if proof is not None:
                encoded.draft.topics.append(FoundTopic(tidy(proof.text), proof))

    def _person(self, element: Element) -> None:
        encoded = self.encoded
        identifier = element.get("of").removeprefix("#")
        person = self.speaker(identifier, None, voice=element.get("role") == "voice")
        if person is None:
            return
        person.id = identifier.removeprefix("person.")
        if element.get("role") in ROLES - {"unknown"} and not person.voice:
            person.role = element.get("role")
        proofs = evidence(encoded, element)
        person.spoke = element.get("attendance") == "spoke"
        person.name_words = {person.name: (proofs.get("name") or list(person.name_words.values()))[0]}
        person.attendance_words, person.role_words = proofs.get("attendance", []), proofs.get("role", [])
        for office in self.tree.outermost(element, "office"):
            words = encoded.words(office)
            if words is not None:
                encoded.office(person, words.text, office.get("country") or None, [words])
        if element.get("country"):
            words = encoded.said_by(element, "country")
            person.country, person.country_words = (
                element.get("country"),
                proofs.get("country") or ([words] if words else []),
            )
        organisation = self.references.get(element.get("organisation").removeprefix("#"))
        words = encoded.said_by(organisation, "showAs") if organisation is not None else None
        if words is not None:
            person.organisation, person.organisation_words = words.text, proofs.get("organisation") or [words]
        person.links = [words.text for found in self.tree.outermost(element, "link") if (words := encoded.words(found))]

    def speaker(self, pointer: str, fallback: Words | None, *, voice: bool = False) -> Person | None:
        """The person of the references whom a pointer names; a role alone is a voice; one not there its own name."""
        identifier = pointer.strip().removeprefix("#")
        if not identifier or identifier == UNKNOWN:
            return None
        known = self.encoded.people.get(identifier)
        reference = self.references.get(identifier)
        if known is not None:
            return known
        words = self.encoded.said_by(reference, "showAs") if reference is not None else fallback
        if words is None:
            return None
        voice = voice or (reference is not None and reference.name == "TLCRole")
        return self.encoded.person(identifier, words.text.removeprefix("#"), words, voice=voice)

    def links(self, turn_of: dict[str, DraftTurn]) -> None:
        """What csto wrote of turns beside them: whom a label fits, and what goes on with what."""
        encoded = self.encoded
        for place in self.tree.outermost(self.own, "place"):
            turn = turn_of.get(place.get("of").removeprefix("#"))
            if turn is None or turn.joined is None:
                continue
            people = (encoded.people.get(one.removeprefix("#")) for one in place.get("candidates").split())
            turn.joined.candidates = [person for person in people if person is not None]
            before = turn_of.get(place.get("resumes").removeprefix("#"))
            if before is not None:
                link(encoded.draft.turns, before.index, turn.index)


def _is_known(fact: str, value: str) -> bool:
    """Whether the model has room for the value of a fact."""
    return {"mode": value in MODES, "end_date": is_date(value)}.get(fact, True)


def _languages() -> dict[str, str]:
    return {row["code3"]: row["code"] for row in rows("languages.csv")}


def evidence(encoded: Encoded, element: Element | None) -> dict[str, list[Words]]:
    """Words that csto wrote as the proof of facts, by fact."""
    found: dict[str, list[Words]] = {}
    for proof in encoded.tree.outermost(element, "evidence") if element is not None else ():
        words = encoded.words(proof, _basis(proof))
        if words is not None:
            found.setdefault(proof.get("of-fact"), []).append(words)
    return found


def _basis(element: Element) -> Basis:
    basis = element.get("basis")
    return "inferred" if basis == "inferred" else "corrected" if basis == "corrected" else "printed"


def kind_of(element: Element) -> NoteKind | None:
    """What a note an element is: by csto's own class, else by its name; None for what belongs to the speech."""
    kind = NOTES.get(element.name)
    return note_kind(element.get("class"), kind) if kind is not None else None


class _Body:
    """The walk over the body."""

    def __init__(self, encoded: Encoded, head: _Head) -> None:
        self.encoded, self.tree, self.head = encoded, encoded.tree, head
        self.body = self.tree.first(None, "debateBody")
        self.turn_of: dict[str, DraftTurn] = {}

    def read(self) -> None:
        """Speeches, notes between them, words that nobody said."""
        if self.body is None:
            return
        index = self.body.index + 1
        while index < self.body.stop:
            node = self.tree.nodes[index]
            index += 1
            if isinstance(node, Text):
                self.encoded.narrative(node)
                continue
            kind = kind_of(node)
            if node.name in SPEECHES:
                self._speech(node)
            elif kind is not None:
                self.encoded.note(None, node, kind)
            elif node.name == "p":
                self.encoded.narrative(node)
            else:
                continue
            index = node.stop

    def _speech(self, element: Element) -> None:
        encoded = self.encoded
        label = next(
            (part for part in self.tree.children(element) if isinstance(part, Element) and part.name == LABEL), None
        )
        words = encoded.said_by(element, "by")
        speaker = self.head.speaker(element.get("by"), words)
        role = encoded.offices.get(element.get("as"))
        office = encoded.said_by(element, "as")
        if self.head.own is None and speaker is not None and role and office is not None and not speaker.voice:
            encoded.office(speaker, role, None, [office])
        turn = encoded.turn(speaker, label, words)
        self._parts(turn, element)
        if not encoded.drop_empty(turn) and element.get("eId"):
            self.turn_of[element.get("eId")] = turn

    def _parts(self, turn: DraftTurn, element: Element) -> None:
        """Paragraphs and notes of a speech, whatever holds them."""
        index = element.index + 1
        while index < element.stop:
            node = self.tree.nodes[index]
            index += 1
            if isinstance(node, Text):
                self.encoded.paragraph(turn, node, kind_of)
                continue
            kind = kind_of(node)
            if kind is not None:
                self.encoded.note(turn, node, kind)
            elif node.name == "p":
                self.encoded.paragraph(turn, node, kind_of)
            elif node.name != LABEL:
                continue
            index = node.stop


class _Documents:
    """Documents that csto wrote beside the references."""

    def __init__(self, encoded: Encoded, own: Element, turn_of: dict[str, DraftTurn]) -> None:
        self.encoded, self.tree, self.own, self.turn_of = encoded, encoded.tree, own, turn_of
        self.paragraphs: dict[str, Element] = {}
        named: dict[tuple[str, str], list[Element]] = {}
        paragraph = ""
        for element in self.tree.inside(self.tree.first(None, "debateBody") or own, "p", "ref"):
            if element.name == "p":
                paragraph = element.get("eId")
                self.paragraphs[paragraph] = element
            else:
                named.setdefault((paragraph, element.get("href")), []).append(element)
        self.mentions = Mentions(encoded, named)

    def read(self) -> None:
        """Enter them into the draft."""
        for element in self.tree.outermost(self.own, "document"):
            self._document(element)

    def _document(self, element: Element) -> None:
        encoded, tree = self.encoded, self.tree
        title = encoded.proof(tree.first(element, "title"))
        if title is None:
            return
        proofs = {
            proof.get("of-fact"): encoded.proof(proof, _basis(proof)) for proof in tree.outermost(element, "evidence")
        }
        amends = tree.first(element, "amends")
        changed = encoded.words(amends)
        encoded.draft.documents.append(FoundDocument(
            kind=document_kind(element.get("kind")), number=element.get("number") or None, title=tidy(title.text),
            status=document_status(element.get("status")), date=element.get("date") or None,
            amends_title=changed.text if changed else None,
            amends_date=(amends.get("date") or None) if amends else None,
            title_proof=proofs.get("title") or title,
            status_proof=proofs.get("status") or encoded.proof_by(element, "status"),
            date_proof=proofs.get("date"),
            amends_proof=proofs.get("amends"), vote=self._vote(element), mentions=list(self._mentions(element, title)),
        ))  # fmt: skip

    def _vote(self, element: Element) -> Vote | None:
        vote = self.tree.first(element, "vote")
        counts = {name: vote.get(name) for name in COUNTS} if vote is not None else {}
        return vote_of(self.encoded.words(vote), counts)

    def _mentions(self, element: Element, title: Proof) -> Iterator[tuple[int | None, Proof]]:
        for mention in self.tree.outermost(element, "mention"):
            target = mention.get("of").removeprefix("#")
            turn = self.turn_of.get(target.partition("__")[0])
            yield from self.mentions.at(turn, target, self.paragraphs.get(target), element.get("of"), title)
