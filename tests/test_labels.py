"""What is a label, and what only looks like one, in plain text."""

import pytest

from csto_cli import parse
from csto_cli.parsing.names import read_label

RECORD = """Meeting on ferries
March 3, 2021
12:00
Bergen

Prime Minister of Norway Marina Veld: Good afternoon, colleagues.

The harbour was closed, the statement came late, and my dear friends in the ministry know it.

{line}

Marina Veld: Thank you.

Minister of Fisheries Olav Brekke: I will be brief.

Olav Brekke: That was all.
"""

NOT_LABELS = [
    "Second: I did not close the harbour.",
    "First, I would like to repeat: I think that it was late.",
    "Another suggestion: issue orders to check the ferries.",
    "I repeat: the ministry supports the town.",
    "Germany: “This is a matter of the river states.”",
    "France: “It does not allow this.”",
    "Church’s statement: “I am very glad to learn it.”",
    "I quote: “This is not the end.”",
    "At this point the town assumed the role of host: it tried to help.",
    "Here’s another short message: “We are waiting.”",
    "The message reads, in part: the ferry is late.",
    "As to President Veld: In 2019, we had no ferries.",
    "The first question: It depends on the weather.",
    "But I will tell you this: we go on.",
    "12:30 is when the ferry leaves.",
    "Dear friends: welcome to the harbour.",
    "Statements following the meeting:",
    "The delegation met with Prime Minister of Iceland Tomas Arkan: the talks were short.",
    "Before the meeting, the President viewed the exhibition Northern Ferries: boats of the future.",
    "In 2020, Norway, Iceland and Portugal: three states, one sea.",
]

LABELS = [
    ("Question: Who pays?", "Question"),
    ("Remark: Well said!", "Remark"),
    ("Question (retranslated): Who pays?", "Question"),
    ("Voice from the audience: Louder!", "Voice from the audience"),
    ("Jonas Reed: I agree.", "Jonas Reed"),
    ("Sun Yao: Good afternoon.", "Sun Yao"),
    ("Ebtesam al-Katib: Good afternoon.", "Ebtesam al-Katib"),
    ("Hans-Friedrich von Plessen: I agree.", "Hans-Friedrich von Plessen"),
    ("Jonas Reed (Bergen): I agree.", "Jonas Reed"),
    ("Jonas Reed (showing a map): I agree.", "Jonas Reed"),
    ("Jonas Reed, welding engineer at a shipyard: I agree.", "Jonas Reed"),
    ("TV anchor Jonas Reed, moderator of the session: I agree.", "Jonas Reed"),
    ("chairman of the Independent Trade Union of Pilots Jonas Reed: I agree.", "Jonas Reed"),
    ("DEPUTY CHIEF OF STAFF OF THE EXECUTIVE OFFICE AND PRESS SECRETARY JONAS REED: I agree.", "Jonas Reed"),
    ("President of Turkey Emre Tayyip Kaya (retranslated): I agree.", "Emre Tayyip Kaya"),
    ("President of Egypt Hassan Fattah el-Sabbagh: I agree.", "Hassan Fattah el-Sabbagh"),
    ("CEO of Royal Dutch Ferries Ben van Buren: I agree.", "Ben van Buren"),
    ("President of Austria Anton Van der Linden: I agree.", "Anton Van der Linden"),
    ("King Harald III of Norway: I agree.", "King Harald III"),
    ("Patriarch of Antioch Ignatius: I agree.", "Ignatius"),
    ("Prime Minister of Vietnam Nguyen Van Minh: I agree.", "Nguyen Van Minh"),
    ("Minister of Civil Defence, Emergencies and Disaster Relief Jonas Reed: I agree.", "Jonas Reed"),
    ("Olympic cross-country skiing bronze medallist Kari Lund: I agree.", "Kari Lund"),
    ("J. Reed: I agree.", "J. Reed"),
    ("Head of the Federal Agency for Ferries (Ferryagency) Jonas Reed: I agree.", "Jonas Reed"),
    ("Olav BrekkE: I agree.", "Olav Brekke"),
]  # fmt: skip


def speakers(line: str) -> list[str]:
    meeting = parse(RECORD.format(line=line).encode())
    names = {person.id: person.name for person in meeting.participants}
    return [names[turn.speaker] for turn in meeting.turns if turn.speaker]


@pytest.mark.parametrize("line", NOT_LABELS)
def test_a_line_with_a_colon_that_is_no_label_stays_speech(line: str) -> None:
    assert speakers(line) == ["Marina Veld", "Marina Veld", "Olav Brekke", "Olav Brekke"]


@pytest.mark.parametrize(("line", "speaker"), LABELS)
def test_a_label_opens_a_turn(line: str, speaker: str) -> None:
    assert speakers(line) == ["Marina Veld", speaker, "Marina Veld", "Olav Brekke", "Olav Brekke"]


def speakers_in_running_text(line: str) -> list[str]:
    meeting = parse(" ".join(RECORD.format(line=line).split()).encode())
    assert len(meeting.source.account) > 1
    names = {person.id: person.name for person in meeting.participants}
    return [names[turn.speaker] for turn in meeting.turns if turn.speaker]


@pytest.mark.parametrize("line", NOT_LABELS)
def test_a_colon_inside_running_text_is_no_label(line: str) -> None:
    assert speakers_in_running_text(line) == ["Marina Veld", "Marina Veld", "Olav Brekke", "Olav Brekke"]


@pytest.mark.parametrize(("line", "speaker"), LABELS)
def test_a_label_inside_running_text_opens_a_turn(line: str, speaker: str) -> None:
    assert speakers_in_running_text(line) == ["Marina Veld", speaker, "Marina Veld", "Olav Brekke", "Olav Brekke"]


RUNNING = (
    "Prime Minister of Norway Marina Veld: Good afternoon, friends, {words} Marina Veld: Thank you. "
    "Minister of Fisheries Olav Brekke: I will be brief. Olav Brekke: That was all."
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Minister of Fisheries Olav Brekke: Good afternoon.", ["Minister of Fisheries Olav Brekke"]),
        ("we are late Olav Brekke: We are not!", ["Olav Brekke"]),
        ("and so did I. Olav Brekke: I did.", ["Olav Brekke"]),
        ("is that so? No. Olav Brekke: Yes.", ["Olav Brekke"]),
        ("as I told Olav Brekke: we are late.", []),
        ("here is a letter from Olav Brekke: We are late.", []),
        ("this was said by Minister of Fisheries Olav Brekke: “We are late.”", []),
    ],
)
def test_a_label_after_words_without_a_full_stop(words: str, found: list[str]) -> None:
    labels = [turn.label for turn in parse(RUNNING.format(words=words).encode()).turns]
    assert labels == [
        "Prime Minister of Norway Marina Veld", *found, "Marina Veld", "Minister of Fisheries Olav Brekke", "Olav Brekke",
    ]  # fmt: skip


def test_every_candidate_is_explained() -> None:
    from csto_cli import explain_reading

    report = explain_reading(RECORD.format(line="I repeat: no.").encode())
    decisions = {candidate.label: candidate for candidate in report.candidates}
    assert decisions["I repeat"].decision == "not a label"
    assert any("verb" in reason for reason in decisions["I repeat"].reasons)
    assert decisions["Marina Veld"].decision == "label"


def test_bold_settles_what_words_leave_open() -> None:
    page = (
        "<html><body><p><b>Marina Veld:</b> Good afternoon.</p><p>Jonas Reed: this is in my notes.</p>"
        "<p><b>Unto Tuk:</b> Yes.</p><p><b>Marina Veld: G</b>ood.</p><p><b>Statements:</b></p></body></html>"
    )
    meeting = parse(page.encode())
    assert [turn.label for turn in meeting.turns] == ["Marina Veld", "Unto Tuk", "Marina Veld"]
    assert meeting.turns[2].paragraphs[0].text == "Good."


def test_a_record_without_labels_has_no_turns_and_says_so() -> None:
    meeting = parse(b"Good afternoon. The thing is this: we are late.\n\nThank you all for coming.\n")
    assert meeting.turns == []
    assert [diagnostic.code for diagnostic in meeting.diagnostics] == ["C101"]


def test_a_name_of_three_words_behind_an_organisation_is_whole() -> None:
    reading = read_label("Secretary-General of the Association of Southeast Asian Nations Vo Thanh Lam")
    assert reading.name == "Vo Thanh Lam"
    assert [office.title for office in reading.offices] == [
        "Secretary-General of the Association of Southeast Asian Nations"
    ]
