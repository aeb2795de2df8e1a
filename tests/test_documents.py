"""Which documents a record says were settled, and what only looks like it."""

import subprocess
import sys
import time

import pytest

from csto_cli import parse
from csto_cli.data import rows
from csto_cli.formats.block import Block, Chunk, Passage, Run
from csto_cli.parsing.documents import SETTLED, SpokenTurn, find_documents

DATE = "2016-05-06"


def passage(text, italic=()):
    runs = tuple(Run(text.index(words), text.index(words) + len(words)) for words in italic)
    return Passage(Block(text, (Chunk(0, 0, len(text), len(text)),), italic=runs), 0, len(text))


def told(*paragraphs, title=None, italic=(), date=DATE):
    return find_documents(
        title=passage(title) if title else None,
        narrative=[passage(text, italic) for text in paragraphs],
        turns=[],
        date=date,
        language="en",
    )


def said(*paragraphs, settles=True, narrative=()):
    turn = SpokenTurn(0, "ada-north", settles, tuple(passage(text) for text in paragraphs))
    outside = [passage(text) for text in narrative]
    return find_documents(title=None, narrative=outside, turns=[turn], date=DATE, language="en")


def settled(findings):
    return [(d.kind, d.status, d.title) for d in findings.documents if d.status in SETTLED]


def cases(text):
    """Cases from text: a sentence on one line or more, then its documents, indented: kind, status, title."""
    found = []
    for case in text.strip().split("\n\n"):
        lines = case.splitlines()
        sentence = " ".join(line for line in lines if not line.startswith("    "))
        found.append((sentence, [tuple(line.strip().split(" | ")) for line in lines if line.startswith("    ")]))
    return found


NOTHING_TOLD = [
    "The two leaders made statements for the press.",
    "The ministers reached agreements on grain and approved the emblem of the games.",
    "They took the decision to meet again in the autumn.",
    "The two presidents signed a package of documents.",
    "Over 50 agreements and contracts were signed.",
    "A number of agreements on trade were signed.",
    "The document was signed by Ada North and Bruno South.",
    "No final declaration was signed.",
    "No agreement on the supply of grain to the ports of Northland and Southland was signed.",
    "The meeting was a success although no declaration on fisheries was adopted.",
    "The parties refused to sign the Treaty on the Eastern Border.",
    "Following the talks, a joint statement on fisheries will be signed.",
    "The presidents are expected to sign a Declaration on Partnership.",
    "A number of documents are planned to be signed, including an agreement on trade.",
    "The agenda includes the adoption of the Declaration on Trade.",
    "They discussed preparations for the signing of the Treaty on the Eastern Border.",
    "The participants approved a draft concept for the development of the fleet.",
    "The Treaty on the Eastern Border was signed in 2004.",
    "The Treaty on the Eastern Border was signed on March 3.",
    "In 2010, the parties adopted a Strategy for the Development of Trade.",
    "Last year, the two countries signed an agreement on readmission.",
    "The parliament ratified the Treaty on the Eastern Border.",
    "The UN General Assembly adopted a resolution on piracy.",
    "Ada North announced that she had signed an order on pensions.",
    "The President recalled that the Treaty on Friendship was signed at the end of the war.",
    "The Government has approved the Programme for Rural Schools, the Minister said.",
    "The agreement on trade signed earlier was discussed.",
    "The leaders discussed how to carry out the Joint Declaration adopted in Riverton.",
    "Ada North issued a statement on the situation in the south.",
    "The participants approved a number of measures in line with the plan of action.",
    "The council approved the agenda item “On the State of the Fleet”.",
    "Documents were signed on Friday.",
    "The parties approved the rules of the game.",
    "Other joint documents concern mining, fisheries and sport.",
]


@pytest.mark.parametrize("text", NOTHING_TOLD)
def test_narrative_that_settles_nothing(text):
    assert settled(told(text)) == []


NOTHING_SAID = [
    "Last year, we signed an agreement on visas.",
    "Last spring we met in Riverton. Many papers and a declaration on partnership were signed.",
    "The agreement on visas, which we signed in October, works well today.",
    "Today parliament adopted the law on the budget.",
    "Tomorrow we will sign the Treaty on the Eastern Border.",
    "We have just not signed the agreement on gas.",
    "I want to thank you for the agreement on grain supplies that was signed.",
    "Two decades ago we signed the Treaty on Friendship, and today it works.",
    "We signed the Treaty on Friendship twenty years ago today.",
    "Today we mark the anniversary of the signing of the Treaty on Friendship.",
    "We have signed a cooperation agreement with the Southland ministry.",
    "The intergovernmental agreements that have just been signed open a new page.",
    "A state programme for rural schools was adopted.",
    "The joint documents that have just been signed open the way for trade.",
    "Just like the agreement on fisheries, the treaty on borders was adopted after long talks.",
    "We have now signed a framework agreement to build a dam.",
    "Today I propose to adopt the Declaration on Fisheries.",
]


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_speech_that_settles_nothing(text):
    assert settled(said(text)) == []


def test_words_of_others_settle_nothing():
    assert settled(said("Today we have signed a treaty on the border.", settles=False)) == []


TOLD = cases(
    """
Following the talks, the leaders signed a joint statement on trade, a treaty on extradition and a
protocol on customs matters.
    statement | signed | joint statement on trade
    treaty | signed | treaty on extradition
    protocol | signed | protocol on customs matters

Also signed were a memorandum on air travel and an important agreement on railways.
    memorandum | signed | memorandum on air travel
    agreement | signed | agreement on railways

The League adopted resolutions on the budget for 2017, on the staff and on the flag.
    resolution | adopted | on the budget for 2017
    resolution | adopted | on the staff
    resolution | adopted | on the flag

Among the documents adopted were resolutions On Safe Ports, On the Pay of Pilots, and a statement on trade.
    resolution | adopted | On Safe Ports
    resolution | adopted | On the Pay of Pilots
    statement | adopted | statement on trade

Agreements were signed on visa-free travel; on the exchange of prisoners; on fisheries.
    agreement | signed | on visa-free travel
    agreement | signed | on the exchange of prisoners
    agreement | signed | on fisheries

A package of 15 documents was approved, including the resolutions on naval drills through 2020 and
on the headquarters.
    resolution | approved | on naval drills through 2020
    resolution | approved | on the headquarters

The documents signed include an agreement on fisheries; a memorandum of understanding between the
customs services; as well as a programme for cultural exchanges for 2015–2017.
    agreement | signed | agreement on fisheries
    memorandum | signed | memorandum of understanding between the customs services
    programme | signed | programme for cultural exchanges for 2015–2017

The summit has resulted in the adoption of several documents, including the Riverton Declaration,
which outlines common aims; the Convention on Piracy, and others.
    declaration | adopted | Riverton Declaration
    convention | adopted | Convention on Piracy

The council approved the concept of naval defence until 2025 and endorsed the list of ports that
could be used by hospital ships.
    concept | approved | concept of naval defence until 2025
    list | approved | list of ports that could be used by hospital ships

The presidents signed a treaty of friendship, good-neighbourliness and cooperation, and instructed
their ministers to draft a plan.
    treaty | signed | treaty of friendship, good-neighbourliness and cooperation

The ministers signed a memorandum on energy cooperation, and the heads of railways signed an
agreement on transit.
    memorandum | signed | memorandum on energy cooperation
    agreement | signed | agreement on transit

In the presence of both leaders, an agreement between the governments of Northland and Southland on
gas prices was signed, as well as a contract for the supply of turbines.
    agreement | signed | agreement between the governments of Northland and Southland on gas prices
    contract | signed | contract for the supply of turbines

The leaders adopted the Joint Statement Northland – Southland: A Partnership for Peace.
    statement | adopted | Joint Statement Northland – Southland: A Partnership for Peace

The conference concluded with the publication of the Riverton Declaration and Action Plan.
    declaration | adopted | Riverton Declaration
    action plan | adopted | Action Plan

Key decisions of the session have been recorded in the Riverton Declaration and the Statement on
safe seas.
    declaration | adopted | Riverton Declaration
    statement | adopted | Statement on safe seas

The council approved the Foundations of Policy in the North and the Naval Strategy until 2025.
    other | approved | Foundations of Policy in the North
    strategy | approved | Naval Strategy until 2025

An intergovernmental agreement was signed on the exchange of archives.
    agreement | signed | on the exchange of archives

Joint statements were signed on the new trade relations, the energy dialogue.
    statement | signed | on the new trade relations, the energy dialogue

The parties signed three documents entitled “On the Fleet”, “On Common Rules” and “On the Emblem”.
    other | signed | On the Fleet
    other | signed | On Common Rules
    other | signed | On the Emblem

The two ministers oversaw the signing of contracts for the construction of a dam in Northland and
for the delivery of pumps.
    contract | signed | for the construction of a dam in Northland
    contract | signed | for the delivery of pumps

Before the press conference, they discussed the proposed projects and signed an agreement on fisheries.
    agreement | signed | agreement on fisheries

The parties ratified the Charter of the League.
    charter | ratified | Charter of the League

The Treaty on the Eastern Border was signed on May 6, 2016.
    treaty | signed | Treaty on the Eastern Border

A special document on the fight against piracy was adopted.
    other | adopted | document on the fight against piracy
"""
)


@pytest.mark.parametrize(("text", "want"), TOLD)
def test_narrative(text, want):
    findings = told(text)
    assert settled(findings) == want
    for document in findings.documents:
        proof = document.title_proof
        assert proof.passage.text[proof.start : proof.end] == document.title
        assert document.status_proof is not None


SAID = cases(
    """
The Joint Statement that we have just signed reflects our views.
    statement | signed | Joint Statement

Today we have signed a separate agreement on visa-free travel, which will enter into force soon.
    agreement | signed | agreement on visa-free travel

It builds on the intergovernmental agreement on regional ties which we signed today.
    agreement | signed | intergovernmental agreement on regional ties

Our talks have resulted in the signing of a package of documents, including a Joint Declaration by
the two Presidents, as well as over 50 contracts.
    declaration | signed | Joint Declaration by the two Presidents

We have endorsed today the concept for the development of the joint fleet.
    concept | approved | concept for the development of the joint fleet

I would like to note the agreement between the two ministries signed today.
    agreement | signed | agreement between the two ministries

On the basis of the Treaty signed in 2001, today we approved the plan for its tenth year.
    plan | approved | plan for its tenth year

The joint statement we signed lists the main steps.
    statement | signed | joint statement

I would like to congratulate everyone on the adoption today of the Declaration on Safe Seas.
    declaration | adopted | Declaration on Safe Seas
"""
)


@pytest.mark.parametrize(("text", "want"), SAID)
def test_speech(text, want):
    assert settled(said(text)) == want


def test_a_document_singled_out_of_those_just_signed_is_inferred():
    findings = said("Today we signed a joint statement. I would like to highlight the Action Plan on Safe Seas.")
    assert [(d.title, d.status_proof.basis) for d in findings.documents] == [
        ("joint statement", "printed"),
        ("Action Plan on Safe Seas", "inferred"),
    ]


AMENDED = [
    (
        "The parties adopted a protocol on amendments to the agreement on air services of June 5, 1995.",
        "agreement on air services of June 5, 1995",
        "1995-06-05",
    ),
    (
        "A protocol amending the Treaty on Friendship of 6 October 2007 was also signed.",
        "Treaty on Friendship of 6 October 2007",
        "2007-10-06",
    ),
    (
        "Decisions were signed on amending the Decision of the Council on the emblem, approved on September 15, 2015.",
        "Decision of the Council on the emblem",
        "2015-09-15",
    ),
    ("They signed a protocol to the agreement on fisheries.", "agreement on fisheries", None),
]


@pytest.mark.parametrize(("text", "title", "date"), AMENDED)
def test_what_a_document_changes(text, title, date):
    (document,) = told(text).documents
    assert (document.amends_title, document.amends_date) == (title, date)
    assert document.amends_proof.text == title


def test_a_list_of_paragraphs_holds_one_title_each():
    findings = told(
        "The following documents were signed:",
        "A memorandum on trade between the Ministry of Ports, the Ministry of Seas and Southland;",
        "a protocol on pilots.",
        "The talks went on.",
    )
    assert settled(findings) == [
        (
            "memorandum",
            "signed",
            "memorandum on trade between the Ministry of Ports, the Ministry of Seas and Southland",
        ),
        ("protocol", "signed", "protocol on pilots"),
    ]


def test_lines_of_a_list_may_be_numbered_and_a_sentence_ends_it():
    findings = told(
        "They adopted the following resolutions:",
        "1. On the flag;",
        "2. Regulations on the Secretariat;",
        "The Declaration of Friendship is older than the League.",
    )
    assert settled(findings) == [
        ("resolution", "adopted", "On the flag"),
        ("resolution", "adopted", "Regulations on the Secretariat"),
    ]


def test_italics_set_titles_apart():
    titles = ("On Ports, Pilots and Lighthouses", "Keeping the Seas Safe, and Other Measures")
    text = f"Adopted were resolutions {titles[0]}, {titles[1]}."
    assert [title for _, _, title in settled(told(text, italic=titles))] == list(titles)


def test_a_paragraph_that_is_only_a_link_to_a_document():
    text = "Joint Statement by the leaders of Northland and Southland"
    links = (Run(0, len(text), "http://example.org/supplement/17"),)
    page = Passage(Block(text, (Chunk(0, 0, len(text), len(text)),), links=links), 0, len(text))
    findings = find_documents(title=None, narrative=[page], turns=[], date=DATE, language="en")
    assert [(d.title, d.status_proof.basis) for d in findings.documents] == [(text, "inferred")]


def test_topics_are_no_documents():
    findings = told("A number of decisions made at the session concern pilots, the flag, and the staff of the League.")
    assert [topic.title for topic in findings.topics] == ["pilots", "the flag", "the staff of the League"]
    assert findings.documents == []


def test_a_count_that_the_list_does_not_reach():
    (total,) = told("A package of 15 documents was adopted, including the resolutions on the flag.").totals
    assert (total.said, total.listed, total.proof.text) == (15, 1, "A package of 15 documents")


def test_a_count_that_the_list_reaches_is_no_remark():
    assert told("Two agreements were signed: on trade; on sport.").totals == []


def test_later_places_join_the_document():
    findings = said(
        "The Declaration on Safe Seas prepared for adoption is sound.",
        "This is what the Declaration says.",
        "The Declaration adopted in 2001 was another matter.",
        narrative=["The leaders adopted the Riverton Declaration on Safe Seas."],
    )
    (document,) = findings.documents
    assert [(turn, proof.text) for turn, proof in document.mentions] == [
        (None, "Riverton Declaration on Safe Seas"),
        (0, "Declaration"),
        (0, "Declaration"),
    ]


def test_the_title_of_the_page_and_its_text_tell_one_document():
    findings = told(
        "The two signed a declaration on safe seas in the north.", title="They signed a declaration on safe seas"
    )
    assert [d.title for d in findings.documents] == ["declaration on safe seas in the north"]
    assert len(findings.documents[0].mentions) == 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The presidents will sign the Declaration on Safe Seas.", "proposed"),
        ("The Declaration on Safe Seas was adopted in 2004.", "mentioned"),
    ],
)
def test_what_is_not_settled_is_kept_apart(text, status):
    assert [(d.status, d.title) for d in told(text).documents] == [(status, "Declaration on Safe Seas")]


def test_number_and_date():
    (document,) = told("The council adopted Resolution No. 17/5 of May 6, 2016.").documents
    assert (document.number, document.date) == ("17/5", "2016-05-06")


def test_the_date_of_a_document_inside_a_title_is_not_its_own():
    (document,) = told("They signed the Protocol on joining the Agreement on Fleets of February 4, 2009.").documents
    assert document.date is None


def test_a_language_without_tables_gives_nothing():
    findings = find_documents(title=None, narrative=[passage("signed a treaty")], turns=[], date=None, language="xx")
    assert (findings.documents, findings.topics, findings.totals) == ([], [], [])


@pytest.mark.parametrize(
    "unit",
    [
        "They signed a treaty on fish, ",
        "the declaration on ports and ",
        "was signed, ",
        "a ",
        "signed of ",
        "“On ",
        "resolutions on A, on B and ",
        "...",
        "including the resolutions which were signed ",
    ],
)
def test_time_grows_with_the_length(unit):
    def seconds(times):
        begin = time.perf_counter()
        told("The treaty on pilots was signed. " + unit * times)
        return time.perf_counter() - begin

    seconds(10)
    short = max(seconds(1000), 0.01)
    assert seconds(8000) < 8 * 4 * short


def test_importing_loads_no_table():
    code = (
        "import csto_cli.parsing.documents, csto_cli.data as d;"
        "assert d.rows.cache_info().currsize == 0, d.rows.cache_info()"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_kind_words_give_kinds_of_the_model():
    from typing import get_args

    from csto_cli.model import DocumentKind

    assert {row["kind"] for row in rows("document_kinds.csv")} <= set(get_args(DocumentKind))


def test_statuses_and_uses_are_known():
    assert {row["status"] for row in rows("adoption_verbs.csv")} == SETTLED
    assert {row["use"] for row in rows("adoption_verbs.csv")} <= {"past", "noun", "gerund", "base", "into"}


@pytest.mark.parametrize(
    "aside", ["during the talks on buoys", "after the dinner on board", "before the Assembly of Ports"]
)
def test_what_says_when_it_was_is_no_member_of_a_list(aside: str) -> None:
    found = told(f"The council approved resolutions on ferries, including on ports, and {aside}.")
    assert settled(found) == [("resolution", "approved", "on ports")]


def test_a_record_doubts_aloud_a_status_that_it_infers():
    said_here = "Today we signed a joint statement. I would like to highlight the Action Plan on Safe Seas."
    record = (
        "Meeting on ferries\nMarch 3, 2021\n12:00\nBergen\n\n"
        f"Prime Minister of Norway Marina Veld: Good afternoon. {said_here}\n\n"
        "Minister of Fisheries Olav Brekke: I will be brief.\n\nMarina Veld: Thank you.\n"
    )
    doubts = [finding for finding in parse(record.encode()).diagnostics if finding.code == "C204"]
    assert [record[doubt.span.start : doubt.span.end] for doubt in doubts if doubt.span] == ["highlight"]
