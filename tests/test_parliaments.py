"""Parliaments: what is a label in each house's record, what the clerk says, and what was settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from csto_cli import Meeting, parse
from csto_cli.checks import validate

SAMPLES = Path(__file__).parent.parent / "samples"
PAGE = "<html><body><p><b>3 March 2009 : Column 401</b></p><h2>House of Commons</h2>{}</body></html>"
OPENING = "<p><b>Mr. Owen Vale (Norwick) (Lab):</b> I thank my hon. Friend.</p>"
LORDS = """Ferries Bill

Committee

Lord Lorne (Con)
My Lords, I beg to move.

{}
"""
ISLANDS = """<html><body><h3>STATEMENTS</h3><p>MR. SPEAKER.- The Parliament will hear the honourable Member.</p>
<p>HON. A. VALE.- I thank you.</p><p>HON. M. PELL.- So do I.</p>{}</body></html>"""
PLENUM = """Plenarprotokoll 14/7
Deutscher Bundestag
7. Sitzung
Bonn, Donnerstag, den 6. Mai 1999
Beginn: 9.02 Uhr
  Präsidentin Greta Lühne:
  Das Wort hat die Kollegin Brück.
{}
(Schluss: 10.17 Uhr)
"""


def read(text: str) -> Meeting:
    """The record, which must be sound."""
    meeting = parse(text.encode())
    assert [finding for finding in validate(meeting, text) if finding.severity == "error"] == []
    assert meeting.rebuild(text) == text
    return meeting


def labels(meeting: Meeting) -> list[str | None]:
    return [turn.label for turn in meeting.turns]


def said(meeting: Meeting, number: int) -> str:
    return " ".join(paragraph.text for paragraph in meeting.turns[number].paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>12 July 2011 : Column 212</b></p>",
        "<p><i>The House divided:</i></p><p>Ayes 231, Noes 307.</p>",
        "<p><b>Division No. 321]</b></p><p>Tellers for the Ayes:</p><p>Joan Fell and</p><p>Ray Combe</p>",
        "<p>The chairman said this: “We sail at noon.”</p>",
        "<h3>Harbour Dues: Second Reading</h3>",
        "<p><b>Several hon. Members</b> <i>rose—</i></p>",
    ],
)
def test_what_is_no_label_in_a_page_of_hansard(line: str) -> None:
    assert labels(read(PAGE.format(OPENING + line))) == ["Mr. Owen Vale (Norwick) (Lab)"]


@pytest.mark.parametrize(
    ("label", "name", "office", "party"),
    [
        ("Anne Brack (Isle of Sorrel) (LD)", "Anne Brack", None, "LD"),
        ("Mr. Tarn Vale (Eastport, North)", "Tarn Vale", None, None),
        ("The Secretary of State for Harbours (Mr Ray Combe)", "Ray Combe", "Secretary of State for Harbours", None),
        ("The Minister of State, Home Office (Lord Pell) (Con)", "Lord Pell", "Minister of State, Home Office", "Con"),
        ("Baroness Tell of Upper Sorrel (CB)", "Baroness Tell of Upper Sorrel", None, "CB"),
        ("Madam Deputy Speaker (Ms Joan Fell)", "Joan Fell", "Madam Deputy Speaker", None),
    ],
)
def test_a_label_gives_name_office_and_party(label: str, name: str, office: str | None, party: str | None) -> None:
    meeting = read(PAGE.format(f"{OPENING}<p><b>{label}:</b> I have three questions.</p>"))
    person = next(person for person in meeting.participants if label in person.labels)
    assert (person.name, person.organisation) == (name, party)
    assert meeting.turns[1].office == office


def test_an_office_alone_is_its_holder_and_without_one_a_voice() -> None:
    holder = "<p><b>The Prime Minister (Mr. Ray Combe):</b> Yes.</p><p><b>The Prime Minister:</b> No.</p>"
    meeting = read(PAGE.format(OPENING + holder + "<p><b>Mr. Speaker:</b> Order.</p>"))
    roles = {person.id: person.role for person in meeting.participants}
    assert [turn.speaker for turn in meeting.turns[1:]] == ["ray-combe", "ray-combe", "mr-speaker"]
    assert roles["mr-speaker"] == "voice"


def test_two_members_of_one_surname_are_told_apart_by_their_titles() -> None:
    first = (
        "<p><b>Mr. John Lorne (Westport) (Con):</b> I do.</p><p><b>Dr. Mary Lorne (Eastport) (Lab):</b> So do I.</p>"
    )
    meeting = read(PAGE.format(first + "<p><b>Dr. Lorne:</b> Again.</p><p><b>Mr. Lorne:</b> And again.</p>"))
    assert [turn.speaker for turn in meeting.turns] == ["john-lorne", "mary-lorne", "mary-lorne", "john-lorne"]


def test_a_mark_of_a_column_in_mid_sentence_leaves_the_speech() -> None:
    cut = "<p><b>Anne Brack (Sorrel) (LD):</b> We sail<br/></p><p><b>3 March 2009 : Column 402</b></p><p>at noon.</p>"
    meeting = read(PAGE.format(OPENING + cut))
    assert said(meeting, 1) == "We sail at noon."
    assert len(meeting.turns[1].paragraphs[0].pieces) == 2


def test_the_numbers_of_a_question_are_no_speech() -> None:
    asked = "<p>T2. [66881] <b>Anne Brack (Sorrel) (LD):</b> When will she sail? [66882]</p>"
    assert said(read(PAGE.format(OPENING + asked)), 1) == "When will she sail?"


def test_the_number_before_a_question_without_a_label_is_furniture() -> None:
    asked = "<p><b>Anne Brack (Sorrel) (LD):</b> Yes.</p><p>7. What she will do for ports. [66883]</p>"
    text = PAGE.format(OPENING + asked)
    meeting = read(text)
    assert said(meeting, 1) == "Yes. What she will do for ports."
    furniture = [text[part.start : part.end].strip() for part in meeting.source.account if part.kind == "furniture"]
    assert furniture[1:] == ["7.", "[66883]"]


def test_a_chinese_comment_inside_an_english_speech_is_no_speech() -> None:
    sails = "<p><b>Anne Brack (Sorrel) (LD):</b> We sail at noon （我们中午开船） and return at night.</p>"
    meeting = read(PAGE.format(OPENING + sails))
    assert said(meeting, 1) == "We sail at noon and return at night."
    assert len(meeting.turns[1].paragraphs[0].pieces) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("We sail at noon（我们中午开船）and return（返回）, always.", "We sail at noon and return, always."),
        ("We（我们）sail（开船）at noon（中午）.", "We sail at noon."),
    ],
)
def test_a_comment_between_two_words_does_not_glue_them(words: str, told: str) -> None:
    text = PAGE.format(OPENING + f"<p><b>Anne Brack (Sorrel) (LD):</b> {words}</p>")
    meeting = read(text)
    assert said(meeting, 1) == told
    assert meeting.rebuild(text) == text


@pytest.mark.parametrize(
    ("steps", "settled"),
    [
        ("<p><i>Question put</i>, That the Bill be now read a Second time.</p><p><i>Question agreed to.</i></p>", 1),
        ("<p><i>Question put</i>, That the amendment be made.</p><p><i>Question accordingly negatived.</i></p>", 0),
        ("<p>Question proposed, That this House do now adjourn.</p><p><i>Question put and agreed to.</i></p>", 0),
    ],
)
def test_a_motion_agreed_to_is_a_decision(steps: str, settled: int) -> None:
    meeting = read(PAGE.format(OPENING + steps))
    assert [document.kind for document in meeting.documents] == ["decision"] * settled
    assert said(meeting, 0) == "I thank my hon. Friend."


def test_a_division_gives_the_vote_and_no_people() -> None:
    steps = (
        "<p><i>Question put</i>, That the Bill be now read the Third time.</p><p><i>The House divided:</i></p>"
        "<p>Ayes 212, Noes 187.</p><p>AYES</p><p>Brack, Anne</p><p>NOES</p><p>Lorne, Sir Hugh</p>"
        "<p><i>Question accordingly agreed to.</i></p>"
    )
    meeting = read(PAGE.format(OPENING + steps))
    vote = meeting.documents[0].vote
    assert vote is not None
    assert (vote.in_favour, vote.against, vote.abstentions) == (212, 187, None)
    assert [person.name for person in meeting.participants] == ["Owen Vale"]


@pytest.mark.parametrize(
    "lines",
    [
        "He asked me,\n\n“Who sails?”",
        "Amendment 10 not moved.",
        "16:45:00\n\nLet me go on.",
        "Amendment 11\n\nMoved by\n\n11: Clause 1, page 1, line 5, at end insert—\n “( ) A ferry is a ship.”",
        "Division 1\n04/03/2009 16:20:00\nDivision on Amendment 1\nAyes: 88\nNoes: 61\nAmendment 1 agreed.",
    ],
)
def test_what_is_no_label_in_a_text_download(lines: str) -> None:
    assert labels(read(LORDS.format(lines))) == ["Lord Lorne (Con)"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_paste_with_one_gap_behind_every_line(gap: str) -> None:
    more = "Moved by\nLord Lorne\nThat the Bill be read.\nThe Earl of Norwick (CB)\nMy Lords, I agree.\nLord Lorne\nThank you."
    meeting = read(LORDS.format(more).replace("\n\n", "\n").replace("\n", gap))
    assert labels(meeting) == ["Lord Lorne (Con)", "The Earl of Norwick (CB)", "Lord Lorne"]


def test_labels_on_lines_of_their_own() -> None:
    more = "The Earl of Norwick (CB)\nI agree.\n\nNoble Lords\nOh!\n\nThe Countess of Sorrel\nQuite.\n\nLord Lorne\nThank you."
    meeting = read(LORDS.format(more))
    assert [turn.speaker for turn in meeting.turns] == [
        "lord-lorne", "earl-of-norwick", "noble-lords", "countess-of-sorrel", "lord-lorne",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraph", "label", "words"),
    [
        ("HON. J. T. LORNE-BRACK.- Mr. Speaker, Sir, no.", "HON. J. T. LORNE-BRACK", "Mr. Speaker, Sir, no."),
        ("Mr ANN LEE (Port North - Minister for Works) - Thank you.", "Mr ANN LEE (Port North - Minister for Works)",
         "Thank you."),
        ("HON. R. TĀWHAI.- I rise.", "HON. R. TĀWHAI", "I rise."),
        ("Ms É VAN DER TELL: I rise.", "Ms É VAN DER TELL", "I rise."),
        ("The MINISTER OF FINANCE: No.", "The MINISTER OF FINANCE", "No."),
        ("Rt Hon RAY COMBE (Prime Minister): Yes.", "Rt Hon RAY COMBE (Prime Minister)", "Yes."),
        ("Dr C P Mould: On a point of order.", "Dr C P Mould", "On a point of order."),
        ("Councillor Fell: I so move.", "Councillor Fell", "I so move."),
    ],
)  # fmt: skip
def test_labels_of_other_houses(paragraph: str, label: str, words: str) -> None:
    meeting = read(ISLANDS.format(f"<p>{paragraph}</p>"))
    assert (meeting.turns[-1].label, said(meeting, -1)) == (label, words)


@pytest.mark.parametrize(
    "words",
    ["The Ministry of Works - my own - built it.", "I quote: “HON. FELL sails.”", "The cost is K10 million: too much."],
)
def test_what_is_no_label_in_other_houses(words: str) -> None:
    assert len(read(ISLANDS.format(f"<p>{words}</p>")).turns) == 3


def test_speeches_glued_into_one_paragraph_come_apart() -> None:
    glued = "<p>HON. R. COMBE.- That is all. A New Harbour HON. A. VALE.- Mr. Speaker, Sir. MR. SPEAKER.- Order.</p>"
    meeting = read(ISLANDS.format(glued))
    assert [said(meeting, number) for number in (3, 4, 5)] == ["That is all.", "Mr. Speaker, Sir.", "Order."]
    assert [note.text for note in meeting.notes if note.kind == "heading"] == ["A New Harbour"]


@pytest.mark.parametrize(
    ("line", "name", "office", "party"),
    [
        ("Hanna Brück (SPD):", "Hanna Brück", None, "SPD"),
        ("Dr. h. c. Jan von Möller (Husum) (CDU/CSU):", "Jan von Möller", None, "CDU/CSU"),
        ("Ole Petersen, Parl. Staatssekretär beim Bundesminister für Verkehr:", "Ole Petersen",
         "Parl. Staatssekretär beim Bundesminister für Verkehr", None),
        ("Vizepräsident Prof. Dr. Karl Anders:", "Karl Anders", "Vizepräsident", None),
    ],
)  # fmt: skip
def test_labels_of_the_bundestag(line: str, name: str, office: str | None, party: str | None) -> None:
    meeting = read(PLENUM.format(f"  {line}\n  Danke.\n(Beifall)\nIch bin noch nicht fertig."))
    person = next(person for person in meeting.participants if person.id == meeting.turns[1].speaker)
    assert (person.name, meeting.turns[1].office, person.organisation) == (name, office, party)
    assert said(meeting, 1) == "Danke. Ich bin noch nicht fertig."
    assert [note.text for note in meeting.turns[1].notes] == ["(Beifall)"]


@pytest.mark.parametrize(
    "line", ["Wir kommen nun zu Punkt 1:", "Goethe hat einmal geschrieben:", "Kollegin Hanna Brück: 496 Jastimmen,"]
)
def test_what_is_no_label_in_the_bundestag(line: str) -> None:
    assert len(read(PLENUM.format(f"  {line}\n  So ist es.")).turns) == 1


def test_a_word_that_a_line_cuts_is_whole_again() -> None:
    lines = "Hanna Brück (SPD):\nDer Haus-\nhalt ist solide, und die Fähren fahren\nauch im Winter und bei Sturm."
    assert said(read(PLENUM.format(lines)), 1).startswith("Der Haushalt ist solide, und die Fähren fahren auch")


def test_full_width_colons_are_labels_and_lists_of_the_present_are_not() -> None:
    meeting = parse(SAMPLES / "chamber.zh.txt")
    assert "出席議員" not in labels(meeting)
    assert [turn.label for turn in meeting.turns[:3]] == ["主席", "何小燈議員", "海港及燈塔局局長"]
    assert {person.name for person in meeting.participants if person.attendance == "listed"} == {"周文渡", "方靜"}
    assert meeting.language == "zh"


COUNCIL = """COUNCIL OF THE CITY OF HAVNBY

Wednesday, May 4, 2011

The Council met at 9:31 a.m.

The Speaker called the meeting to order.

ROLL CALL

Clerk: {speaker} Councillor Fell, His Worship Mayor Ross, Councillors Lind and Councillor Oday.

{speaker}: Mr. Mayor, you have an announcement.

Mayor Ross: Thank you. The ferry is back.

Councillor Lind: At last.

Councillor Oday: And on time, Madam Speaker.

{speaker}: Order. We move on.
"""


@pytest.mark.parametrize("speaker", ["Madam Speaker", "Mr. Speaker"])
def test_who_is_called_over_as_speaker_is_in_the_chair(speaker: str) -> None:
    meeting = parse(COUNCIL.format(speaker=speaker).encode(), name="a.txt")
    people = {person.id: person for person in meeting.participants}
    spoke = [people[turn.speaker].name for turn in meeting.turns if turn.speaker]
    assert spoke == ["Clerk", "Fell", "Ross", "Lind", "Oday", "Fell"]
    assert meeting.chair == "fell"
    assert [office.title for office in people["fell"].offices] == [speaker]
    assert [words.text for words in meeting.evidence["chair"]] == [f"{speaker} Councillor Fell"]


PACIFIC = """HANSARD REPORT OF THE PARLIAMENT

MONDAY 24 FEBRUARY 2025

MR SPEAKER:  Please be seated.

HON. T. TUA (PRIME MINISTER):  Thank you Mr Speaker.

MRS. A. VAINE:  I oppose this Motion: it is wrong.

CLERK AT TABLE:  Sea Bed Bill.

HON. R. PERA:  Kia Orana.

HON. LEADER OF THE OPPOSITION:  Kia Orana.

DEPUTY SPEAKER:  Order.
"""


def test_a_house_that_prints_every_label_in_capitals() -> None:
    meeting = parse(PACIFIC.encode(), name="a.txt")
    assert meeting.source.convention == "westminster"
    people = {person.id: person for person in meeting.participants}
    assert [people[turn.speaker].name for turn in meeting.turns if turn.speaker] == [
        "Mr Speaker", "T. Tua", "A. Vaine", "Clerk At Table", "R. Pera", "Hon. Leader Of The Opposition", "Deputy Speaker",
    ]  # fmt: skip
    assert people["hon-leader-of-the-opposition"].role == "voice"
    assert [office.title for office in people["t-tua"].offices] == ["PRIME MINISTER"]


@pytest.mark.parametrize(
    ("line", "kinds"), [("isiXhosa:", ["language"]), ("AFRIKAANS:", ["language"]), ("Thank you:", []), ("English", [])]
)
def test_a_language_on_a_line_of_its_own(line: str, kinds: list[str]) -> None:
    text = f"HANSARD\n\nThe SPEAKER: Order.\n\nMr A B LEE: Thank you.\n\n{line}\n\nNdiyabulela.\n\nMr A B LEE: I end.\n"
    meeting = parse(text.encode(), name="a.txt", convention="westminster")
    assert [note.kind for turn in meeting.turns for note in turn.notes] == kinds


def test_a_member_who_rose_said_nothing() -> None:
    rose = "<p><b>Sir Peter Bone (Sorrel and Dock) (Con)</b> <i>rose—</i></p><p>She goes on: the sun rose.</p>"
    meeting = read(PAGE.format(OPENING + f"<p><b>Anne Brack (Sorrel) (LD):</b> We sail.</p>{rose}"))
    assert said(meeting, 1) == "We sail. She goes on: the sun rose."


REEF = """NATIONAL PARLIAMENT OF THE ISLES

DAILY HANSARD

WEDNESDAY 4TH AUGUST 2021

The {office}, Hon Patti Otter{comma} took the Chair at 9.40 a.m.

{label}: Honourable Members, good morning.

Hon. Peter Kell (East Reef): Mr Speaker, point of order.

Hon. Rick How: Thank you. My question is: when?

Mr WALD: Mr Speaker, no.

{label}: Order.

Parliament adjourned at 4.30 pm
"""


@pytest.mark.parametrize(
    ("office", "comma", "label"), [("Speaker", "", "Mr Speaker"), ("Acting Speaker", ",", "Madam Acting Speaker")]
)
def test_a_house_with_names_in_small_letters_and_who_took_its_chair(office: str, comma: str, label: str) -> None:
    meeting = parse(REEF.format(office=office, comma=comma, label=label).encode(), name="a.txt")
    assert meeting.source.convention == "westminster"
    people = {person.id: person.name for person in meeting.participants}
    spoke = [people[turn.speaker] for turn in meeting.turns if turn.speaker]
    assert spoke == ["Patti Otter", "Peter Kell", "Rick How", "Wald", "Patti Otter"]
    assert people[meeting.chair or ""] == "Patti Otter"


def test_the_speaker_who_took_the_chair_is_not_every_speaker() -> None:
    text = REEF.format(office="Acting Speaker", comma="", label="Mr Speaker")
    meeting = parse(text.encode(), name="a.txt")
    assert "Mr Speaker" in {person.name for person in meeting.participants if person.role == "voice"}
