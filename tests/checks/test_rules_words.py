"""How the words of the record are compared with the source."""

import hashlib
from itertools import pairwise

import pytest

from csto_cli.checks import validate
from csto_cli.checks.words import reads, visible
from csto_cli.model import AccountEntry, Evidence

PAGE = (
    '<p><b>Mayor of Port Alba</b> <a href="/voss"><b>Ida</b> <b>Voss</b><span class="card">In office since '
    "2030</span></a><b>:</b> Good&nbsp;mor&shy;ning, <i>all</i>.</p>"
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Good day", ["Good", "night"]),
        ("Good day", ["Good"]),
        ("Good day.", ["Good day"]),
        ("Good  day", ["Good", "day"]),
        (" Good day", ["Good day"]),
        ("Good day ", ["Good day"]),
        ("Good day", []),
        ("", ["Good day"]),
    ],
)
def test_other_words(text, pieces):
    assert not reads(text, pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Good day", ["Good day"]),
        ("Good day", ["Good", "day"]),
        ("Goodday", ["Good", "day"]),
        ("Good day", ["", "Good", "", "day", ""]),
        ("", []),
        ("", [""]),
    ],
)
def test_same_words(text, pieces):
    assert reads(text, pieces)


def test_visible_words_of_plain_text():
    assert visible(" Good\r\n\tday\u00ad,\u00a0all <b> &amp; ", "text") == "Good day, all <b> &amp;"


def test_visible_words_of_a_page():
    assert visible("Good&nbsp;<b>day</b>, <i>a</i>ll &amp; ", "html") == "Good day, all &"


@pytest.fixture
def page(meeting, place):
    """The record of a page that shows one turn, with a hidden card inside the label."""

    def at(words):
        return place(words, PAGE)

    whole = at(PAGE[PAGE.index("Mayor") : PAGE.index("</p>")])
    label, card, said = at(PAGE[whole.start : PAGE.index("</b> Good")]), at("In office since 2030"), PAGE.index("Good")
    kinds = {card.start: "furniture", card.end: "label", said: "paragraph"}
    edges = [0, card.start, card.end, said, len(PAGE)]
    turn = meeting.turns[0].model_copy(deep=True, update={"label_span": label, "span": whole, "notes": []})
    turn.paragraphs = [turn.paragraphs[0].model_copy()]
    turn.paragraphs[0].text, turn.paragraphs[0].pieces = "Good morning, all.", []
    turn.paragraphs[0].span = at(PAGE[said : PAGE.index("</p>")])
    name = at(PAGE[PAGE.index("Ida") : PAGE.index("</b><span")])
    meeting.evidence, meeting.title, meeting.date, meeting.place, meeting.chair = {}, None, None, None, None
    meeting.turns, meeting.floor, meeting.documents, meeting.topics = [turn], [], [], []
    meeting.participants = meeting.participants[:1]
    meeting.participants[0].offices, meeting.participants[0].evidence = (
        [],
        {
            "name": [Evidence(span=name, text="Ida Voss", basis="printed")],
            "role": [Evidence(span=label, text="Mayor of Port Alba Ida Voss:", basis="printed")],
        },
    )
    meeting.source.account = [
        AccountEntry(kind=kinds.get(start, "label"), start=start, end=end) for start, end in pairwise(edges)
    ]
    meeting.source.characters, meeting.source.format = len(PAGE), "html"
    meeting.source.text_sha256 = hashlib.sha256(PAGE.encode()).hexdigest()
    return meeting


def test_page_is_read_as_it_shows(page):
    assert validate(page, PAGE) == []


def test_hidden_card_is_no_part_of_a_label(page):
    page.turns[0].label = "Mayor of Port Alba Ida Voss In office since 2030"
    assert [finding.code for finding in validate(page, PAGE)] == ["C304"]


def test_tags_are_no_part_of_what_was_said(page):
    page.turns[0].paragraphs[0].text = "Good morning, <i>all</i>."
    assert [finding.code for finding in validate(page, PAGE)] == ["C303"]
