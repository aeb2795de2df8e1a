"""Corpora of ConvoKit: what csto writes, and other people's, as far as utterances, speakers and replies go.

An utterance is a turn, a conversation a meeting. What only csto writes beside them (labels, offices, notes, who cut off
whom) stands in the ``meta`` of each. Source of the form: the documentation of ConvoKit 3 and 4.
"""

from __future__ import annotations

from csto_cli.conventions.encoded import note_kind
from csto_cli.conventions.registered import MODES, ROLES, Registered, is_date, link
from csto_cli.errors import NotRecognisedError
from csto_cli.formats import Sniff
from csto_cli.formats.block import Passage, join_blocks, tidy
from csto_cli.formats.convokit import CONVERSATION, SPEAKER, Conversation
from csto_cli.formats.json import Node, string_blocks
from csto_cli.formats.reading import Reading
from csto_cli.parsing.account import Stretch
from csto_cli.parsing.draft import Draft, DraftNote, DraftParagraph, DraftTurn, Fact, Problem
from csto_cli.parsing.evidence import Words, words_at
from csto_cli.parsing.names import OfficeAt
from csto_cli.parsing.people import Person
from csto_cli.source import Source

NAME = "convokit"
NOBODY = "unknown"
FACTS = ("date", "end_date", "place", "mode")


def sniff(source: Source, reading: Reading) -> Sniff:
    """Utterances of one conversation."""
    return Sniff(0.97, ("utterances of a ConvoKit corpus",)) if reading.conversation is not None else Sniff(0.0)


def read(source: Source, reading: Reading) -> Draft:
    """Read a conversation. Raises ``NotRecognisedError`` where there are several."""
    found = reading.conversation
    if found is None:
        raise NotRecognisedError(f"{source.name}: this is no ConvoKit corpus", hint="leave --convention out")
    count = len({_name(utterance.first(*CONVERSATION)) for utterance in found.utterances})
    if count > 1:
        raise NotRecognisedError(
            f"{source.name}: this corpus holds {count} conversations", hint="read it with csto_cli.corpora.parse_corpus"
        )
    corpus = _Corpus(source, found, reading)
    corpus.read()
    return corpus.draft


def _name(node: Node) -> str:
    """An identifier: a string, or a number in older corpora."""
    return node.text or ("" if node.value is None else str(node.value))


class _Corpus(Registered):
    """The walk over entries and utterances."""

    def __init__(self, source: Source, conversation: Conversation, reading: Reading) -> None:
        super().__init__(Draft(NAME, reads_prose=False, registered=True))
        self.source, self.conversation, self.reading = source, conversation, reading
        self.about = next(iter(conversation.about.values()), (Node(0, 0), Node(0, 0)))[1]
        self.meta = self.about.get("meta") if "meta" in self.about.items else self.about
        self.meeting = self.meta.get("meeting").text
        self.own = bool(self.meeting and self.meta.get("sha256").text)
        self.turn_of: dict[str, DraftTurn] = {}
        self.without_entry: set[str] = set()

    def read(self) -> None:
        """Facts, people, utterances."""
        self._facts()
        for identifier, (key, entry) in self.conversation.speakers.items():
            self._speaker(identifier, key, entry)
        empty = sum(not self._utterance(utterance) for utterance in self.conversation.utterances)
        for utterance in self.conversation.utterances:
            self._links(utterance)
        chair = self.meta.get("chair")
        words = self._words(chair)
        if words is not None and chair.text in self.people:
            self.preside(self.people[chair.text], [words])
        self.settle()
        if self.without_entry:
            count = len(self.without_entry)
            self._lacks(f"{count} speakers have no entry with a name: their ids stand for their names")
        if empty:
            self._lacks(f"{empty} utterances hold no words and are no turns")
        if not self.conversation.about:
            self._lacks("the conversation has no entry: title, date and place are not known")

    def _lacks(self, message: str) -> None:
        self.draft.problems.append(Problem("C131", "info", message, hint="look into the corpus itself"))

    def _words(self, node: Node) -> Words | None:
        """A string as evidence."""
        blocks = string_blocks(self.source.text, node) if node.text else []
        block = join_blocks(blocks) if blocks else None
        return words_at(block, 0, len(block.text)) if block is not None else None

    def _facts(self) -> None:
        draft, meta = self.draft, self.meta
        blocks = string_blocks(self.source.text, meta.get("title")) if meta.get("title").text else []
        if blocks:
            block = join_blocks(blocks)
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        for name in FACTS:
            words = self._words(meta.get(name))
            known = words is not None and {"mode": words.text in MODES, "date": is_date(words.text),
                                           "end_date": is_date(words.text)}.get(name, True)  # fmt: skip
            if words is not None and known:
                self.fact(name, words.text, None, words)
                draft.stretches.append(Stretch(words.start, words.end, "dateline"))
        language = meta.get("language").text
        draft.language = language if len(language) == len("en") else "" if self.own else None
        address = meta.get("url").text
        if address.startswith(("http://", "https://")):
            self.reading.address = address
        for note in meta.get("notes").elements:
            draft.notes += self._note(note)

    def _note(self, node: Node) -> list[DraftNote]:
        words = self._words(node.get("text"))
        if words is None:
            return []
        self.draft.stretches.append(Stretch(words.start, words.end, "note"))
        return [DraftNote(note_kind(node.get("kind").text, "other"), words.text, words.start, words.end)]

    def _speaker(self, identifier: str, key: Node, entry: Node) -> None:
        """A person of speakers.json; whoever csto wrote for speakers that nobody knows is no person."""
        meta = entry.get("meta") if "meta" in entry.items else entry
        role = meta.get("role").text
        if self.own and role == NOBODY and meta.get("name").text == NOBODY:
            return
        named = self._words(meta.get("name"))
        words = named or self._words(key)
        if words is None:
            return
        if named is None:
            self.without_entry.add(identifier)
        self.draft.stretches.append(Stretch(key.start - 1, entry.end, "participants"))
        person = self.person(identifier, words.text, words, voice=role == "voice")
        if self.own:
            person.id, person.spoke = meta.get("participant").text, meta.get("attendance").text == "spoke"
        if role in ROLES - {NOBODY} and not person.voice:
            person.role = role
            person.role_words = [w for w in (self._words(meta.get("role")),) if w]
        for office in meta.get("offices").elements:
            held = self._words(office)
            if held is not None:
                self.office(person, held.text, None, [held])
        country = self._words(meta.get("country"))
        if country is not None and len(country.text) == len("NO") and country.text.isupper():
            person.country, person.country_words = country.text, [country]
        organisation = self._words(meta.get("organisation"))
        if organisation is not None:
            person.organisation, person.organisation_words = organisation.text, [organisation]

    def _utterance(self, node: Node) -> bool:
        """A turn; False for an utterance in which nothing stands."""
        speaker = node.first(*SPEAKER)
        identifier, meta = _name(speaker), node.get("meta")
        person = self.people.get(identifier)
        words = self._words(speaker) or (
            Words(speaker.start, speaker.end, identifier, "printed") if identifier else None
        )
        if person is None and words is not None and identifier not in self.conversation.speakers:
            person = self.person(identifier, words.text, words)
            self.without_entry.add(identifier)
        turn = self._open(meta, person, words)
        for block in string_blocks(self.source.text, node.get("text")) if node.get("text").text else ():
            turn.paragraphs.append(DraftParagraph(block, 0, len(block.text), []))
            self.draft.claim(block, "paragraph")
        for note in meta.get("notes").elements:
            turn.notes += self._note(note)
        if self.drop_empty(turn):
            return False
        self.turn_of[_name(node.get("id"))] = turn
        return True

    def _open(self, meta: Node, person: Person | None, words: Words | None) -> DraftTurn:
        blocks = string_blocks(self.source.text, meta.get("label")) if meta.get("label").text else []
        if not blocks:
            return self.open(None, person, words)
        block = join_blocks(blocks)
        office, end = tidy(meta.get("label_office").text), len(block.text)
        return self.open(self.label(block, end, person, (OfficeAt(office, 0, end),) if office else ()), person, words)

    def _links(self, node: Node) -> None:
        """Whom a label fits, and what goes on with what."""
        turn, meta = self.turn_of.get(_name(node.get("id"))), node.get("meta")
        if turn is None or turn.joined is None:
            return
        people = (self.people.get(one.text) for one in meta.get("candidates").elements)
        turn.joined.candidates = [person for person in people if person is not None]
        before = self.turn_of.get(meta.get("resumes").text)
        if before is not None:
            link(self.draft.turns, before.index, turn.index)
