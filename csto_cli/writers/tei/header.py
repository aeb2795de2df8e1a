"""The header of a TEI document: what the record is, where it comes from, who took part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args
from xml.etree.ElementTree import Element

from csto_cli.data import rows
from csto_cli.model import Attendance, Basis, DocumentStatus, Evidence, FloorKind, Meeting, Mode, Participant
from csto_cli.version import VERSION
from csto_cli.writers.languages import language_name
from csto_cli.writers.xml import Document, Identifiers, place, proven

SPEAKERS = {
    "chair": "Chairperson: chairs the meeting",
    "regular": "Regular: a member of the organ",
    "guest": "Guest: takes the floor and is no member, or a voice without a name",
}
UNKNOWN, BODY, RECORD = "unknown", "org.body", "parla.meeting"
TAXONOMIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "status": ("Status of a document", get_args(DocumentStatus)),
    "floor": ("What happened to the floor", get_args(FloorKind)),
    "basis": ("How words prove a fact", get_args(Basis)),
    "attendance": ("How the record names a person", get_args(Attendance)),
    "mode": ("How they met", get_args(Mode)),
}
RESERVED = frozenset({*SPEAKERS, UNKNOWN, BODY, "parla", RECORD, "speaker_types", *TAXONOMIES}) | {
    f"{name}.{value}" for name, (_, values) in TAXONOMIES.items() for value in values
}


def write_header(document: Document, header: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """Fill the header; counts are added by ``write_counts`` once the text is there."""
    _file(document, document.add(header, "fileDesc"), meeting, identifiers)
    encoding = document.add(header, "encodingDesc")
    _encoding(document, encoding, meeting, identifiers.prefix)
    profile = document.add(header, "profileDesc")
    _setting(document, document.add(document.add(profile, "settingDesc"), "setting"), meeting, identifiers.prefix)
    _people(document, profile, meeting, identifiers)
    language = meeting.language or "und"
    used = document.add(profile, "langUsage")
    document.add(used, "language", {"ident": language}, language_name(language))


def _file(document: Document, parent: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """``fileDesc``: titles, who is responsible, how long the record is, and the source that it was read from."""
    titles = document.add(parent, "titleStmt")
    title = {"type": "main" if meeting.title else "identifier", "source": proven(meeting.evidence.get("title", []))}
    document.add(titles, "title", title, meeting.title or meeting.id)
    if meeting.body is not None:
        organ = {"corresp": f"#{identifiers.prefix}{BODY}", "ana": f"#{identifiers.prefix}{RECORD}"}
        document.add(titles, "meeting", organ, meeting.body.name)
    _responsible(document, titles)
    document.add(document.add(parent, "editionStmt"), "edition", None, f"csto {VERSION}")
    document.add(parent, "extent")
    published = document.add(parent, "publicationStmt")
    document.add(published, "publisher", None, "csto")
    document.add(published, "idno", {"type": "csto"}, meeting.id)
    rights = document.add(published, "availability", {"status": "unknown"})
    document.add(rights, "p", None, "The rights are those of the source.")
    source = document.add(document.add(parent, "sourceDesc"), "bibl")
    document.add(source, "title", None, meeting.title or meeting.id)
    if meeting.source.url:
        document.add(source, "idno", {"type": "URI"}, meeting.source.url)
    if meeting.source.archive_url:
        document.add(source, "idno", {"type": "archive"}, meeting.source.archive_url)
    document.add(source, "idno", {"type": "sha256"}, meeting.source.sha256)
    document.add(source, "idno", {"type": "text-sha256"}, meeting.source.text_sha256)
    if meeting.date:
        document.add(source, "date", {"when": meeting.date}, meeting.date)
    for kind, day in (("archived", meeting.source.archived), ("saved", meeting.source.saved)):
        if day:
            document.add(source, "note", {"type": kind}, day)


def _responsible(document: Document, titles: Element) -> None:
    responsible = document.add(titles, "respStmt")
    document.add(responsible, "orgName", None, "csto")
    document.add(responsible, "resp", None, "TEI encoding made by program")


def _encoding(document: Document, parent: Element, meeting: Meeting, prefix: str) -> None:
    """``encodingDesc``: what was done to the text, and the taxonomies that ``ana`` points into."""
    document.add(document.add(parent, "projectDesc"), "p", None, "Made by csto from the raw record.")
    editorial = document.add(parent, "editorialDecl")
    for name, words in (
        ("correction", "No correction of the source."),
        ("normalization", "White space folded to single spaces, invisible characters and markup left out."),
        ("segmentation", "u is a turn; seg is a paragraph of the source."),
    ):
        document.add(document.add(editorial, name), "p", None, words)
    document.add(parent, "tagsDecl")
    taxonomies = document.add(parent, "classDecl")
    parla = document.add(taxonomies, "taxonomy", {"xml:id": f"{prefix}parla"})
    _category(document, parla, f"{prefix}{RECORD}", "Meeting")
    speakers = document.add(taxonomies, "taxonomy", {"xml:id": f"{prefix}speaker_types"})
    for name, words in SPEAKERS.items():
        _category(document, speakers, f"{prefix}{name}", words)
    for name, (words, values) in TAXONOMIES.items():
        taxonomy = document.add(taxonomies, "taxonomy", {"xml:id": f"{prefix}{name}"})
        document.add(taxonomy, "desc", None, words)
        for value in values:
            _category(document, taxonomy, f"{prefix}{name}.{value}", value.replace("_", " "))
    _places(document, parent, meeting)
    application = document.add(document.add(parent, "appInfo"), "application", {"ident": "csto", "version": VERSION})
    document.add(application, "label", None, "csto")


def _category(document: Document, taxonomy: Element, identifier: str, words: str) -> None:
    category = document.add(taxonomy, "category", {"xml:id": identifier})
    document.add(document.add(category, "catDesc"), "term", None, words)


def _places(document: Document, parent: Element, meeting: Meeting) -> None:
    """``src:12-40`` names characters of the source (0-based, half-open), by RFC 5147."""
    listed = document.add(parent, "listPrefixDef")
    pattern = {
        "ident": "src", "matchPattern": "([0-9]+)-([0-9]+)",
        "replacementPattern": f"{(meeting.source.url or '').partition('#')[0]}#char=$1,$2",
    }  # fmt: skip
    explained = document.add(listed, "prefixDef", pattern)
    counted = f"Characters of the decoded source, of {meeting.source.characters}; its hash is in sourceDesc."
    document.add(explained, "p", None, counted)


def _setting(document: Document, setting: Element, meeting: Meeting, prefix: str) -> None:
    """Place, days, times and mode, each with what proves it."""
    if meeting.place:
        where = {"type": "place", "source": proven(meeting.evidence.get("place", []))}
        document.add(setting, "name", where, meeting.place)
    if meeting.date:
        days = {"from": meeting.date, "to": meeting.end_date} if meeting.end_date else {"when": meeting.date}
        days |= {"source": proven(meeting.evidence.get("date", []))}
        document.add(setting, "date", days, " to ".join(filter(None, (meeting.date, meeting.end_date))))
    for name, value in (("start", meeting.start_time), ("end", meeting.end_time)):
        if value:
            document.add(setting, "time", {"type": name, "when": f"{value}:00"}, value)
    if meeting.mode:
        document.add(setting, "activity", {"ana": f"#{prefix}mode.{meeting.mode}"}, meeting.mode.replace("_", " "))
    if not len(setting):
        document.add(setting, "p", None, "The record prints neither place nor date.")


def _people(document: Document, profile: Element, meeting: Meeting, identifiers: Identifiers) -> None:
    """``particDesc``: the organisations and people of the record, and somebody unknown where a turn has no speaker."""
    countries = sorted(
        {
            code
            for person in meeting.participants
            for code in (person.country, *(o.country for o in person.offices))
            if code
        }
    )
    organisations = dict.fromkeys(person.organisation for person in meeting.participants if person.organisation)
    silent = any(turn.speaker is None for turn in meeting.turns)
    if not meeting.participants and meeting.body is None and not silent:
        return
    parent = document.add(profile, "particDesc")
    if countries or organisations or meeting.body is not None:
        _organisations(document, document.add(parent, "listOrg"), meeting, countries, organisations, identifiers)
    if meeting.participants or silent:
        people = document.add(parent, "listPerson")
        for person in meeting.participants:
            _person(document, people, meeting, person, identifiers)
        if silent:
            nobody = document.add(people, "person", {"xml:id": f"{identifiers.prefix}{UNKNOWN}"})
            document.add(document.add(nobody, "persName"), "term", None, "Speaker whom the record does not tell")


def _organisations(
    document: Document, parent: Element, meeting: Meeting, countries: Iterable[str], organisations: Iterable[str],
    identifiers: Identifiers,
) -> None:  # fmt: skip
    """The ``listOrg``: the body that met, countries and organisations that people belong to."""
    if meeting.body is not None:
        organ = document.add(parent, "org", {"xml:id": f"{identifiers.prefix}{BODY}", "role": "body"})
        proof = {"full": "yes", "source": proven(meeting.evidence.get("body", []))}
        document.add(organ, "orgName", proof, meeting.body.name)
        if meeting.body.organisation:
            document.add(organ, "orgName", {"type": "organisation"}, meeting.body.organisation)
        if meeting.body.short_name:
            document.add(organ, "orgName", {"full": "abb"}, meeting.body.short_name)
    for code in countries:
        country = document.add(
            parent, "org", {"xml:id": identifiers.of("country", f"country.{code}"), "role": "country"}
        )
        document.add(country, "orgName", {"full": "yes"}, _country_names().get(code, code))
        document.add(country, "idno", {"type": "ISO-3166-1"}, code)
    for name in organisations:
        body = document.add(parent, "org", {"xml:id": identifiers.of("org", f"org.{name}"), "role": "organisation"})
        document.add(body, "orgName", {"full": "yes"}, name)


def _person(
    document: Document, parent: Element, meeting: Meeting, person: Participant, identifiers: Identifiers
) -> None:
    """A participant as a ``person`` of the ``listPerson``: name, offices, country and where each is proved."""
    known = {
        "xml:id": identifiers.of("person", person.id), "role": person.role,
        "ana": f"#{identifiers.prefix}attendance.{person.attendance}",
    }  # fmt: skip
    element = document.add(parent, "person", known)
    _name(document, element, person)
    for office in person.offices:
        held = {
            "role": "office", "when": meeting.date, "source": proven(office.evidence),
            "evidence": _basis(office.evidence),
            "ref": f"#{identifiers.of('country', f'country.{office.country}')}" if office.country else None,
        }  # fmt: skip
        document.add(document.add(element, "affiliation", held), "roleName", None, office.title)
    if person.country:
        proofs = person.evidence.get("country", [])
        seat = {
            "role": "country", "when": meeting.date,
            "ref": f"#{identifiers.of('country', f'country.{person.country}')}",
            "source": proven(proofs), "evidence": _basis(proofs),
        }  # fmt: skip
        document.add(element, "affiliation", seat)
    if person.organisation:
        proofs = person.evidence.get("organisation", [])
        belongs = {
            "role": "organisation", "when": meeting.date,
            "ref": f"#{identifiers.of('org', f'org.{person.organisation}')}",
            "source": proven(proofs), "evidence": _basis(proofs),
        }  # fmt: skip
        document.add(element, "affiliation", belongs)
    if person.id == meeting.chair:
        proofs = meeting.evidence.get("chair", [])
        organ = f"#{identifiers.prefix}{BODY}" if meeting.body is not None else None
        presides = {
            "role": "chair", "when": meeting.date, "ref": organ, "source": proven(proofs), "evidence": _basis(proofs),
        }  # fmt: skip
        document.add(element, "affiliation", presides)
    for link in person.links:
        document.add(element, "idno", {"type": "URI"}, link)
    write_evidence(document, element, person.evidence, identifiers.prefix)


def _name(document: Document, element: Element, person: Participant) -> None:
    """A voice's word is a term; given name and surname are told apart only where there are two words."""
    proofs = person.evidence.get("name", [])
    name = document.add(element, "persName", {"source": proven(proofs), "evidence": _basis(proofs)})
    words = person.name.split()
    if person.role == "voice":
        document.add(name, "term", None, person.name)
    elif len(words) == 2:
        document.add(name, "forename", None, words[0]).tail = " "
        document.add(name, "surname", None, words[1])
    else:
        document.add_text(name, person.name)


def _basis(proofs: Iterable[Evidence]) -> str:
    """The words of TEI for how a fact is proved."""
    bases = {"printed": "internal", "inferred": "conjecture", "corrected": "external"}
    return " ".join(dict.fromkeys(bases[proof.basis] for proof in proofs))


def write_evidence(
    document: Document, parent: Element, evidence: Mapping[str, Iterable[Evidence]], prefix: str
) -> None:
    """Words that prove facts, each as a note with the fact's name, its basis and its place."""
    for field, proofs in evidence.items():
        for proof in proofs:
            about = {
                "type": "evidence", "subtype": field, "ana": f"#{prefix}basis.{proof.basis}",
                "source": place(proof.span),
            }  # fmt: skip
            document.add(parent, "note", about, proof.text)


@cache
def _country_names() -> dict[str, str]:
    wanted = (row for row in rows("countries.csv") if row["kind"] == "short" and row["language"] == "en")
    return {row["code"]: row["name"] for row in wanted}


def write_counts(document: Document, header: Element, counts: Counter[str]) -> None:
    """How many elements and words the text holds."""
    extent, declared = header.find("fileDesc/extent"), header.find("encodingDesc/tagsDecl")
    assert extent is not None
    assert declared is not None
    for unit, number in (("speeches", counts["u"]), ("words", counts["words"])):
        document.add(extent, "measure", {"unit": unit, "quantity": str(number)}, f"{number} {unit}")
    space = document.add(declared, "namespace", {"name": "http://www.tei-c.org/ns/1.0"})
    for tag, number in sorted(counts.items()):
        if tag != "words" and number:
            document.add(space, "tagUsage", {"gi": tag, "occurs": str(number)})
    if not len(space):
        document.add(space, "tagUsage", {"gi": "u", "occurs": "0"})


def corpus_root(namespace: str, files: Iterable[str], counts: Counter[str]) -> str:
    """The root of a corpus: a header, and an XInclude for each file."""
    document = Document(
        "teiCorpus", {"xmlns": namespace, "xmlns:xi": "http://www.w3.org/2001/XInclude", "xml:id": "csto-corpus"}
    )
    header = document.add(document.root, "teiHeader")
    parent = document.add(header, "fileDesc")
    titles = document.add(parent, "titleStmt")
    document.add(titles, "title", {"type": "main"}, "Records of meetings")
    _responsible(document, titles)
    document.add(document.add(parent, "editionStmt"), "edition", None, f"csto {VERSION}")
    document.add(parent, "extent")
    document.add(document.add(parent, "publicationStmt"), "p", None, "Made by csto.")
    document.add(document.add(parent, "sourceDesc"), "p", None, "The source of each record is in its own header.")
    document.add(document.add(header, "encodingDesc"), "tagsDecl")
    write_counts(document, header, counts)
    for file in files:
        document.add(document.root, "xi:include", {"href": file})
    return document.text(())
