"""Verbatim records of the United Nations: front page, labels, page heads, votes, the chair, resolutions."""

from __future__ import annotations

from pathlib import Path

import pytest

from csto_cli import Meeting, parse

SAMPLE = Path(__file__).parent.parent / "samples" / "verbatim.en.txt"
FRONT = """\
United Nations
S/PV.20001
Security Council
Ninetieth year
20001st meeting
Friday, 5 January 2035, 3 p.m.
New York
Provisional
President:
Mr. Halder . . . . . . . . . . . . . . . .
(Bangladesh)
Members:
Chile. . . . . . . . . . . . . . . . . . .
Ms. Aravena
Republic of Korea . . . . . . . . . . . .
Mr. Seo
Agenda
The upkeep of bridges
The meeting was called to order at 3.15 p.m.
The upkeep of bridges
"""
ASSEMBLY = """\
United Nations
A/90/PV.11
General Assembly
Ninetieth session
11th plenary meeting
Monday, 8 October 2035, 10 a.m.
New York
Official Records
President:
Mr. Fenwick . . . . . . . . . . . . . . . (Barbados)
"""


def read(text: str) -> Meeting:
    return parse(text.encode())


def turns(meeting: Meeting) -> list[tuple[str | None, str | None]]:
    names = {person.id: person.name for person in meeting.participants}
    return [(turn.label, names.get(turn.speaker or "")) for turn in meeting.turns]


def words(meeting: Meeting, turn: int) -> str:
    return " ".join(paragraph.text for paragraph in meeting.turns[turn].paragraphs)


def test_the_front_page_gives_facts_and_members_with_their_countries() -> None:
    meeting = read(FRONT + "The President: We begin.\nThe meeting rose at noon.\n")
    assert (meeting.title, meeting.date, meeting.place) == ("20001st meeting", "2035-01-05", "New York")
    assert (meeting.start_time, meeting.end_time) == ("15:15", "12:00")
    assert meeting.body is not None
    assert (meeting.body.name, meeting.body.short_name) == ("Security Council", "UN")
    assert [(p.name, p.country, p.attendance) for p in meeting.participants] == [
        ("Halder", "BD", "spoke"), ("Aravena", "CL", "listed"), ("Seo", "KR", "listed"),
    ]  # fmt: skip
    assert meeting.chair == "halder"
    assert meeting.evidence["chair"][0].text == "President: Mr. Halder"


def test_the_president_is_whom_the_front_page_names_and_the_label_says_it_is_inferred() -> None:
    meeting = read(FRONT + "The President (spoke in\nBengali): We begin.\n")
    assert turns(meeting) == [("The President (spoke in Bengali)", "Halder")]
    assert meeting.turns[0].language_note == "spoke in Bengali"
    assert meeting.turns[0].evidence["speaker"][0].basis == "inferred"


def test_two_names_beside_a_slash_leave_the_president_open() -> None:
    front = FRONT.replace("Mr. Halder .", "Mr. Halder/Ms. Chowdhury .")
    meeting = read(front + "The President: We begin.\n")
    assert {p.name for p in meeting.participants} >= {"Halder", "Chowdhury"}
    assert sorted(meeting.turns[0].candidates) == ["chowdhury", "halder"]


@pytest.mark.parametrize(
    ("label", "name", "country"),
    [
        ("Mr. Seo (Republic of Korea)", "Seo", "KR"),
        ("Ms. Aravena (Chile) (spoke in Spanish)", "Aravena", "CL"),
        ("Mr. Adeyo (spoke in French) (Chad)", "Adeyo", "TD"),
        ("Mr. ADEYO (Chad)(interpretation from French)", "Adeyo", "TD"),
        ("Sir Hugh Marlow (United Kingdom)", "Hugh Marlow", "GB"),
        ("Mr. Quispe Arnao (Plurinational State of Bolivia)", "Quispe Arnao", "BO"),
        ("Mr. Ohm (European Union)", "Ohm", None),
        ("Archbishop Tarsi (Holy See)", "Archbishop Tarsi", "VA"),
        ("Ms. Okoro", "Okoro", None),
    ],
)
def test_labels_give_name_and_country(label: str, name: str, country: str | None) -> None:
    meeting = read(FRONT + f"The President: We begin.\n{label}: I have little to say.\nThe meeting rose at 4 p.m.\n")
    assert turns(meeting)[1] == (label, name)
    person = next(person for person in meeting.participants if person.name == name)
    assert person.country == country


def test_what_a_sentence_says_of_somebody_is_no_label() -> None:
    meeting = read(
        FRONT + "The President: We begin.\n"
        "Ms. Aravena (Chile): I agree with\n"
        "Mr. Seo said it best: a bridge is a promise.\n"
        "One thing is sure: it must hold.\n"
    )
    assert len(meeting.turns) == 2


def test_a_surname_is_joined_to_the_full_name_that_the_president_says() -> None:
    meeting = read(
        FRONT + "The President: I give the floor to Her Excellency Ms. Paz Aravena.\n"
        "Ms. Aravena (Chile): I thank you, and I thank Mr. Iván Aravena too.\n"
    )
    assert turns(meeting)[1] == ("Ms. Aravena (Chile)", "Paz Aravena")
    assert [(move.kind, move.to, move.taken_in_turn) for move in meeting.floor] == [("given", "paz-aravena", 1)]


def test_the_representative_of_a_country_is_given_the_floor_and_takes_it() -> None:
    meeting = read(
        FRONT
        + "The President: I now call on the representative of the Republic of Korea.\nMr. Seo (Republic of Korea): Yes.\n"
    )
    assert [(move.by, move.to, move.taken_in_turn) for move in meeting.floor] == [("halder", "seo", 1)]


def test_two_of_one_surname_are_told_apart_by_their_countries() -> None:
    meeting = read(
        FRONT + "The President: We begin.\nMr. Kim (Republic of Korea): Yes.\n"
        "Mr. Kim (Democratic People’s Republic of Korea): No.\nMr. Kim (Republic of Korea): Yes.\n"
    )
    first, second, third = (turn.speaker for turn in meeting.turns[1:])
    assert first == third != second


HEADS = [
    ("2035 style", "\fS/PV.20001\t\nThe upkeep of bridges\t\n05/01/2035\n2/2\n35-00001\n"),
    ("head on one line", "\fS/PV.20001 The upkeep of bridges 05/01/2035\n2/2 35-00001\n"),
    ("1990s", "1\n\fSecurity Council\n20001st meeting\nNinetieth year\n5 January 2035\n"),
    ("no form feed", "S/PV.20001\nThe upkeep of bridges\n05/01/2035\n2/2\n35-00001\n"),
]


@pytest.mark.parametrize("head", [head for _, head in HEADS], ids=[name for name, _ in HEADS])
def test_the_head_of_a_page_in_mid_sentence_is_furniture(head: str) -> None:
    body = "The President: The bridge that we have built together is long and\n{}it will be used by all who live near it.\n"
    extra = "\fS/PV.20001\t\nThe upkeep of bridges\t\n05/01/2035\n3/3\n35-00001\nThe meeting rose at 4 p.m.\n"
    extra = extra if "\f" in head else extra.replace("\f", "")
    text = FRONT + body.format(head) + extra
    meeting = read(text)
    assert words(meeting, 0) == (
        "The bridge that we have built together is long and it will be used by all who live near it."
    )
    pieces = meeting.turns[0].paragraphs[0].pieces
    assert "".join(text[start:end] for start, end in pieces).split() == words(meeting, 0).split()
    assert meeting.rebuild(text) == text


def test_the_same_vote_on_top_of_two_pages_is_no_head() -> None:
    head = "\fA/90/PV.7\n\n{page}\n35-00001\n\n\n"
    draft = (
        "The President: Draft resolution VI is entitled “{title}”. May I take it that the Assembly wishes to do so?\n"
    )
    voted = "Draft resolution VI was adopted (resolution\n90/{number}).\n\n"
    text = (
        ASSEMBLY
        + "The meeting was called to order at 10 a.m.\n"
        + "".join(
            draft.format(title=title) + head.format(page=page) + voted.format(number=number)
            for title, page, number in (("Wells", 2, 21), ("Ponds", 3, 32))
        )
    )
    meeting = read(text + "The President: We are done.\nThe meeting rose at 11 a.m.\n")
    assert [document.title for document in meeting.documents] == ["resolution 90/21", "resolution 90/32"]
    assert len(meeting.turns) == 3


def test_a_line_of_a_speech_that_names_the_body_is_no_head() -> None:
    text = FRONT + "The President: It is for the\n\fSecurity Council\nto decide, and it has decided.\n"
    assert words(read(text), 0) == "It is for the Security Council to decide, and it has decided."


def test_a_hyphen_at_a_line_end_stays_unless_the_record_writes_the_word_without_it() -> None:
    meeting = read(
        FRONT + "The President: The non-\ngovernmental bodies and the Secretary-\nGeneral speak of mobili-\nzation. "
        "The mobilization goes on.\n"
    )
    assert words(meeting, 0).startswith(
        "The non-governmental bodies and the Secretary-General speak of mobilization. The"
    )


TYPED = """\
UNITED
NATIONS
Security Council
PROVISIONAL
S/PV.19580
ENGLISH
PROVISIONAL VERBATIM RECORD OF THE NINETEEN THOUSAND FIVE HUNDRED AND EIGHTIETH MEETING
Held at Headquarters, New York,
on Thursday, 17 May 2029, at 3.30 p.m.
President: Mr. KASEM (Thailand)
Members: Australia
Burkina Faso
Mr. WOOLLEY
Mr. BASSO
This record contains the original text of speeches delivered in English.
29-60590 0015V (E)
The meeting was called to order at 4.05 p.m.
ADOPTION OF THE AGENDA
The agenda was adopted.
The PRESIDENT: I call on the representative of Burkina Faso.
Mr. BASSO (Burkina Faso) (interpretation from French): My country is wide and
AB/cd
S/PV.19580
3
(Mr. Basso, Burkina Faso)
has many bridges.
The PRESIDENT: I thank you.
The meeting rose at 5 p.m.
"""


def test_a_typed_record_with_columns_below_each_other() -> None:
    meeting = read(TYPED)
    assert (meeting.title, meeting.date) == ("NINETEEN THOUSAND FIVE HUNDRED AND EIGHTIETH MEETING", "2029-05-17")
    assert meeting.place == "Headquarters, New York"
    assert [(p.name, p.country) for p in meeting.participants] == [
        ("Kasem", "TH"), ("Woolley", "AU"), ("Basso", "BF"),
    ]  # fmt: skip
    assert words(meeting, 1) == "My country is wide and has many bridges."
    assert [name for _, name in turns(meeting)] == ["Kasem", "Basso", "Kasem"]


def test_numbered_paragraphs_of_official_records() -> None:
    meeting = read(
        FRONT + "1. The PRESIDENT (translated from French): The meeting is open.\n"
        "2. Mr. SEO (Republic of Korea): I thank you. We have little to add to\nwhat was said.\n3. Bridges unite.\n"
    )
    assert turns(meeting) == [
        ("The PRESIDENT (translated from French)", "Halder"),
        ("Mr. SEO (Republic of Korea)", "Seo"),
    ]
    assert [p.text for p in meeting.turns[1].paragraphs] == [
        "I thank you. We have little to add to what was said.", "3. Bridges unite.",
    ]  # fmt: skip


VOTE = """\
The President: I put it to the vote.
A vote was taken by show of hands.
In favour:
Bangladesh, Chile,
Republic of Korea
Against:
None
Abstaining:
China and Russian Federation
The President: The draft resolution received 13 votes in favour, none against and
two abstentions. The draft resolution has been adopted as resolution 5001 (2035).
The meeting rose at 3.30 p.m.
"""


def test_the_council_adopts_a_resolution_with_its_vote() -> None:
    meeting = read(FRONT + VOTE)
    assert [label for label, _ in turns(meeting)] == ["The President", "The President"]
    (document,) = meeting.documents
    assert (document.kind, document.title, document.status) == ("resolution", "resolution 5001 (2035)", "adopted")
    assert document.vote is not None
    assert (document.vote.in_favour, document.vote.against, document.vote.abstentions) == (13, 0, 2)
    assert document.mentions[0].turn == 1
    assert "In favour: Bangladesh, Chile, Republic of Korea" in [note.text for note in meeting.notes]


def test_what_was_not_adopted_is_no_document() -> None:
    vetoed = VOTE.replace("has been adopted as resolution 5001 (2035)", "has not been adopted")
    assert read(FRONT + vetoed).documents == []


@pytest.mark.parametrize(
    ("line", "titles", "votes"),
    [
        ("Draft resolution A/90/L.3 was adopted (resolution 90/4).", ["resolution 90/4"], None),
        ("Draft resolution II, as amended, was adopted by 101 votes\nto none, with 3 abstentions (resolution\n90/5).",
         ["resolution 90/5"], (101, 0, 3)),
        ("Draft resolution XI was adopted by 80 votes to 54 (resolution 90/6).", ["resolution 90/6"], (80, 54, None)),
        ("Draft resolutions A/90/L.7 and A/90/L.8 were adopted (resolutions 90/7 and 90/8).",
         ["resolution 90/7", "resolution 90/8"], None),
        ("It was so decided (decision 90/501).", ["decision 90/501"], None),
        ("It was so decided.", [], None),
        ("Operative paragraph 7 was retained by 90 votes to 2, with 5 abstentions.", [], None),
    ],
)  # fmt: skip
def test_the_assembly_settles_in_a_stage_line(
    line: str, titles: list[str], votes: tuple[int | None, ...] | None
) -> None:
    text = (
        ASSEMBLY
        + f"The meeting was called to order at 10 a.m.\nThe President: May I take it?\n{line}\nThe President: Good.\n"
    )
    meeting = read(text)
    assert [words(meeting, i) for i in range(len(meeting.turns))] == ["May I take it?", "Good."]
    assert [document.title for document in meeting.documents] == titles
    if votes is not None:
        vote = meeting.documents[0].vote
        assert vote is not None
        assert (vote.in_favour, vote.against, vote.abstentions) == votes


def test_a_draft_without_a_number_is_named_as_the_president_named_it() -> None:
    text = ASSEMBLY + (
        "The meeting was called to order at 10 a.m.\n"
        "The President: We turn to the draft decision entitled “Reports on\nwells”. May I take it?\n"
        "The draft decision was adopted.\nThe President: Good.\n"
    )
    meeting = read(text)
    (document,) = meeting.documents
    assert (document.kind, document.title) == ("decision", "Reports on wells")
    assert document.mentions[0].turn == 0
    assert document.evidence["status"][0].text == "The draft decision was adopted"
    assert document.number is None


def test_a_delegate_who_tells_of_an_adoption_goes_on_speaking() -> None:
    meeting = read(
        FRONT + "The President: We begin.\nMs. Aravena (Chile): I come to the point.\n"
        "The draft resolution was adopted by 14 votes in another hall. It was not\nour choice to be absent from it.\n"
    )
    assert words(meeting, 1).endswith("It was not our choice to be absent from it.")


def test_the_acting_president_is_who_took_the_chair_last() -> None:
    text = ASSEMBLY + (
        "In the absence of the President, Mrs. Sow (Senegal), Vice-President, took the Chair.\n"
        "The meeting was called to order at 10 a.m.\n"
        "The Acting President: I open the debate.\n"
        "Mr. Berg (Norway): I thank you.\n"
        "Mr. Ito (Japan), Vice-President, took the Chair.\n"
        "The Acting President: We go on.\n"
        "The President returned to the Chair.\n"
        "The President: I am back.\n"
        "The meeting rose at 1 p.m.\n"
    )
    meeting = read(text)
    assert [name for _, name in turns(meeting)] == ["Sow", "Berg", "Ito", "Fenwick"]
    assert meeting.chair == "sow"
    assert (meeting.start_time, meeting.end_time) == ("10:00", "13:00")


def test_in_older_records_the_president_is_whoever_sits_in_the_chair() -> None:
    text = ASSEMBLY + (
        "The meeting was called to order at 10 a.m.\nThe PRESIDENT: I open the debate.\n"
        "Mr. Ito (Japan), Vice-President, took the Chair.\nThe PRESIDENT: We go on.\n"
        "The President returned to the Chair.\nThe PRESIDENT: I am back.\n"
    )
    assert [name for _, name in turns(read(text))] == ["Fenwick", "Ito", "Fenwick"]


def test_a_heading_before_a_label_is_no_speech() -> None:
    meeting = read(
        ASSEMBLY + "The meeting was called to order at 10 a.m.\nThe President: That ends it.\n"
        "Agenda item 9 (continued)\nThe keeping of common wells\nThe President: Next.\n"
    )
    assert [words(meeting, i) for i in range(2)] == ["That ends it.", "Next."]
    assert [note.text for note in meeting.notes if note.kind == "heading"] == [
        "Agenda item 9 (continued) The keeping of common wells"
    ]


def test_a_speech_that_is_cut_off_keeps_its_last_lines() -> None:
    meeting = read(
        FRONT + "The President: We begin.\nMs. Aravena (Chile): I am nearly done.\nThe proposal has nothing to do\n"
        "with bridges as such —\nThe President: Order.\n"
    )
    assert words(meeting, 1).endswith("with bridges as such —")


def test_two_languages_side_by_side_are_doubted() -> None:
    text = FRONT + "".join(
        f"The PRESIDENT: Point {i} is settled.\nLe PRÉSIDENT : Le point {i} est réglé.\n" for i in range(4)
    )
    assert "C121" in [diagnostic.code for diagnostic in read(text).diagnostics]


def test_page_breaks_change_no_turn() -> None:
    text = SAMPLE.read_text("utf-8")
    with_breaks, without = read(text), read(text.replace("\f", ""))
    assert turns(with_breaks) == turns(without)
    assert [words(with_breaks, i) for i in range(9)] == [words(without, i) for i in range(9)]


@pytest.mark.parametrize(
    "text",
    ["S/PV.1 United Nations\n", "S/PV.1\n\f\f\n.\n", "S/PV.1\nThe President:\n", "S/PV.1\nMembers:\nChile . . . .\n"],
)
def test_hardly_any_record_at_all_is_still_accounted_for(text: str) -> None:
    assert parse(text.encode(), convention="un").rebuild(text) == text


def test_text_and_pdf_of_one_record_give_the_same_turns(corpus: Path) -> None:
    def told(path: Path) -> list[tuple[str | None, str | None, str]]:
        meeting = parse(path)
        return [(label, name, words(meeting, i)) for i, (label, name) in enumerate(turns(meeting))]

    for name in ("sc_2018_PV8422", "ga_76_PV102"):
        assert told(corpus / "un-pv-txt" / f"{name}.txt") == told(corpus / "un-pv-pdf" / f"{name}.pdf")


def test_the_assembly_at_a_line_start_is_no_general() -> None:
    meeting = read(
        FRONT + "The President: We begin.\nMs. Aravena (Chile): The item was kept by the\n"
        "General Assembly at its ninetieth session.\nMr. ould Sidi (Mauritania) (spoke in French): Bridges last.\n"
    )
    assert [label for label, _ in turns(meeting)][1:] == [
        "Ms. Aravena (Chile)", "Mr. ould Sidi (Mauritania) (spoke in French)",
    ]  # fmt: skip


def test_the_chair_changes_while_a_speech_goes_on() -> None:
    text = ASSEMBLY + (
        "The meeting was called to order at 10 a.m.\nThe President: I call on Norway.\n"
        "Mr. Berg (Norway): Our bridges are old, and nobody has painted any of them.\n"
        "Mr. Ito (Japan), Vice-President, took the\nChair.\n"
        "They need paint. They need it now, before the\nwinter comes. We have none.\nWe thank all.\n"
        "The Acting President: I thank Norway.\nThe meeting rose at 1 p.m.\n"
    )
    meeting = read(text)
    assert [name for _, name in turns(meeting)] == ["Fenwick", "Berg", "Ito"]
    assert "Chair" not in words(meeting, 1)
    assert words(meeting, 1).endswith(
        "They need paint. They need it now, before the winter comes. We have none. We thank all."
    )


def test_of_several_presidents_a_line_tells_who_takes_the_chair() -> None:
    front = FRONT.replace("Mr. Halder .", "Mr. Halder/Ms. Chowdhury .")
    meeting = read(
        front
        + "The President: We begin.\nMs. Okoro: Thank you.\nMs. Chowdhury took the Chair.\nThe President: We go on.\n"
        "Ms. Okoro took the Chair.\nThe President: And on.\n"
    )
    assert meeting.turns[0].candidates != []
    assert [name for _, name in turns(meeting)][2] == "Chowdhury"
    assert meeting.turns[3].candidates != []


def test_a_line_that_tells_who_entered_the_hall_is_no_part_of_the_next_label() -> None:
    meeting = read(
        FRONT + "The President: We hear an address.\n"
        "Mr. Ilo Berg, President of the Republic of Norland, was escorted into the Assembly Hall.\n"
        "President Berg (spoke in French; English text provided by the delegation): I greet you.\n"
        "Her Royal Highness Princess Anna (Jordan): I thank you.\n"
    )
    assert [name for _, name in turns(meeting)][1:] == ["Ilo Berg", "Princess Anna"]
