"""One person, one participant; two people, two; and never a coin toss."""

import pytest

from csto_cli import Meeting, parse


def record(*lines: str, head: str = "Meeting on ferries\nMarch 3, 2021\n12:00\nBergen\n") -> Meeting:
    return parse((head + "\n" + "\n\n".join(lines) + "\n").encode())


def people(meeting: Meeting) -> dict[str, list[str]]:
    return {p.name: [office.title for office in p.offices] for p in meeting.participants if p.role != "voice"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ivan Petrov", "Petr Ivanov"),
        ("Maria Ivanova", "Marina Ivanova"),
        ("Sergei Sokolov", "Svetlana Sokolova"),
        ("Anton Ivanov", "Anna Ivanova"),
        ("Dmitry Belov", "Dmitry Orlov"),
    ],
)
def test_two_people_stay_two(one: str, other: str) -> None:
    assert set(people(record(f"{one}: Yes.", f"{other}: No.", f"{one}: Yes."))) == {one, other}


@pytest.mark.parametrize(
    ("full", "variant", "name"),
    [
        ("Minister of Transport Sergei Donskov", "Sergey Donskov", "Sergei Donskov"),
        ("Minister of Transport Pyotr Fradin", "Petr Fradin", "Pyotr Fradin"),
        ("Minister of Transport Vladimir Orlov", "VladimirOrlov", "Vladimir Orlov"),
        ("Minister of Transport Vladimir Orlov", "Vladmir Orlov", "Vladimir Orlov"),
        ("MINISTER OF TRANSPORT OLAV BREKKE", "Olav Brekke", "Olav Brekke"),
        ("Minister of Transport Olav Brekke", "Mr Brekke", "Olav Brekke"),
        ("Minister of Transport Olav Brekke", "O. Brekke", "Olav Brekke"),
        ("Crown Prince of Abu Dhabi Saif bin Zayed Al Murr", "Saif Al Murr", "Saif bin Zayed Al Murr"),
        (
            "Crown Prince of Abu Dhabi Saif bin Zayed Al Murr",
            "Crown Prince Saif Al Murr of Abu Dhabi",
            "Saif bin Zayed Al Murr",
        ),
        ("King Harald III of Norway", "King Harald III", "King Harald III"),
        ("Patriarch of Antioch Ignatius", "Patriarch Ignatius", "Patriarch Ignatius"),
    ],
)
def test_one_person_is_one_whatever_the_label(full: str, variant: str, name: str) -> None:
    meeting = record(f"{full}: Good afternoon.", "Question: Who pays?", f"{variant}: We do.", f"{full}: Yes.")
    assert list(people(meeting)) == [name]
    assert len({turn.speaker for turn in meeting.turns}) == 2


def test_a_joined_spelling_is_marked_as_a_guess() -> None:
    meeting = record("Minister Sergei Donskov: Yes.", "Question: Who?", "Sergey Donskov: We.")
    assert [d.code for d in meeting.diagnostics if d.code == "C105"]
    assert meeting.turns[2].evidence["speaker"][0].basis == "inferred"


def test_an_office_ends_with_the_bracket_that_explains_it() -> None:
    meeting = record(
        "Deputy Director of the Council for Northern Ferries (CNF) Ivan Nils Brekke: Yes.", "Question: Who?"
    )
    assert people(meeting) == {"Ivan Nils Brekke": ["Deputy Director of the Council for Northern Ferries (CNF)"]}


@pytest.mark.parametrize("glued", ["SergeiDonskov", "SergeyDonskov"])
def test_a_name_that_lost_its_space_takes_turns_of_its_own(glued: str) -> None:
    meeting = record(
        "Minister Sergei Donskov: Yes.", "Marina Veld: Who?", f"{glued}: We.", "Marina Veld: So.", f"{glued}: No."
    )
    speakers = [turn.speaker for turn in meeting.turns]
    assert speakers == ["sergei-donskov", "marina-veld"] * 2 + ["sergei-donskov"]


def test_q_is_a_voice_and_nobody_s_name() -> None:
    meeting = record("Minister Olav Brekke: Yes.", "Q: Who pays?", "Olav Brekke: We do.")
    assert [(p.name, p.role) for p in meeting.participants] == [("Olav Brekke", "member"), ("Q", "voice")]
    assert not [d for d in meeting.diagnostics if d.code == "C102"]


def test_a_surname_that_fits_two_gets_no_speaker() -> None:
    meeting = record("Ivan Belov: Yes.", "Oleg Belov: No.", "Mr Belov: Perhaps.", "Ivan Belov: Yes.", "Mr Belov: So.")
    turn = meeting.turns[2]
    assert turn.speaker is None
    assert turn.candidates == ["ivan-belov", "oleg-belov"]
    assert "C104" in {diagnostic.code for diagnostic in meeting.diagnostics}


def test_offices_and_countries_are_read_with_their_evidence() -> None:
    text = "Deputy Prime Minister and Minister of Defence of the Republic of Korea Han Min-jun (retranslated): Hello."
    meeting = record(text, "Han Min-jun: Yes.")
    person = meeting.participants[0]
    assert (person.name, person.country) == ("Han Min-jun", "KR")
    assert [o.title for o in person.offices] == [
        "Deputy Prime Minister and Minister of Defence of the Republic of Korea"
    ]
    assert person.offices[0].evidence[0].text == person.offices[0].title
    assert person.evidence["name"][0].text == "Han Min-jun"
    assert meeting.turns[0].language_note == "retranslated"


LISTS = [
    (
        "Taking part in the meeting were Prime Minister Olav Brekke, Minister of Civil Defence, Emergencies and Disaster "
        "Relief Kari Lund, Aide to the President Jonas Reed and Head of the Federal Agency for Ferries Emma Dahl.",
        {
            "Olav Brekke": ["Prime Minister"],
            "Kari Lund": ["Minister of Civil Defence, Emergencies and Disaster Relief"],
            "Jonas Reed": ["Aide to the President"],
            "Emma Dahl": ["Head of the Federal Agency for Ferries"],
        },
    ),
    (
        "Also in attendance at the videoconference were Olav Brekke, Minister of Industry and Trade, and Kari Lund, "
        "Head of the Ministry’s Directorate for Safe Storage.",
        {"Olav Brekke": ["Minister of Industry and Trade"], "Kari Lund": ["Head of the Ministry’s Directorate for Safe Storage"]},
    ),
    (
        "The meeting was attended by Deputy Prime Minister – Chief of the Government Staff Olav Brekke, governors of "
        "Oslo, Bergen and Vestland, Head of the Ferry Corporation Kari Lund.",
        {
            "Olav Brekke": ["Deputy Prime Minister – Chief of the Government Staff"],
            "Kari Lund": ["Head of the Ferry Corporation"],
        },
    ),
    ("Before the talks, Emma Dahl, Sun Yao, Anna Reed and Tamim Saleh posed for a group photo.",
     {"Emma Dahl": [], "Sun Yao": [], "Anna Reed": [], "Tamim Saleh": []}),
    ("The town is proud of its ferries, and the Northern Ferry Museum was visited by many.", {}),
    ("He also took part in the SCO Summit.", {}),
    ("During her trip to Northern Region, Aino Salo visited the ferry yard.", {}),
    ("Following Finnish-Norwegian talks, Aino Salo and Olav Brekke made statements for the press.", {"Olav Brekke": []}),
    ("Aino Salo received Olav Brekke, Deputy Speaker and Minister of Ferries of Norway, at the Kremlin.",
     {"Olav Brekke": ["Deputy Speaker and Minister of Ferries of Norway"]}),
    ("Aino Salo received in the Kremlin Minister of Ferries of Norway Olav Brekke, who is on a working visit.",
     {"Olav Brekke": ["Minister of Ferries of Norway"]}),
]  # fmt: skip


@pytest.mark.parametrize(("lead", "listed"), LISTS)
def test_those_listed_are_participants_with_their_offices(lead: str, listed: dict[str, list[str]]) -> None:
    meeting = record(lead, "* * *", "President of Finland Aino Salo: Good afternoon.", "Aino Salo: Thank you.")
    found = people(meeting)
    assert found.pop("Aino Salo") == ["President of Finland"]
    assert found == listed
    assert all(p.attendance == "listed" for p in meeting.participants if p.name in listed)


def test_a_journalist_who_gives_a_name_is_a_candidate() -> None:
    meeting = record("Marina Veld: Yes?", "Question: Petra Lind, The Coastal Herald. Who pays?", "Marina Veld: We do.")
    assert meeting.turns[1].speaker == "question"
    assert meeting.turns[1].candidates == ["petra-lind"]
    journalist = next(p for p in meeting.participants if p.name == "Petra Lind")
    assert (journalist.role, journalist.attendance, journalist.organisation) == (
        "journalist",
        "spoke",
        "The Coastal Herald",
    )
    assert journalist.evidence["organisation"][0].text == "The Coastal Herald"


def test_who_is_called_moderator_moderates() -> None:
    meeting = record("Moderator Jonas Reed: Welcome.", "Marina Veld: Thank you.", "Jonas Reed: Who is next?")
    assert {p.name: p.role for p in meeting.participants}["Jonas Reed"] == "moderator"
