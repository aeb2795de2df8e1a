"""What a reading by eye found in records of several families, each with sentences of our own."""

from __future__ import annotations

import pytest

from csto_cli import Meeting, parse
from csto_cli.checks import validate


def read(text: str, name: str, convention: str) -> Meeting:
    """The record, which must be sound and of the family."""
    meeting = parse(text.encode(), name=name)
    assert [finding for finding in validate(meeting, text) if finding.severity == "error"] == []
    assert meeting.rebuild(text) == text
    assert meeting.source.convention == convention
    return meeting


def said(meeting: Meeting) -> list[tuple[str, str]]:
    return [(turn.label or "", " ".join(paragraph.text for paragraph in turn.paragraphs)) for turn in meeting.turns]


def people(meeting: Meeting) -> dict[str, list[str]]:
    return {person.name: [office.title for office in person.offices] for person in meeting.participants}


DEBATE = """<html>
<body><pre>
[Congressional Record Volume 170, Number 9 (Wednesday, March 13, 2024)]
[House]
[Pages H11-H12]
From the Congressional Record Online through the Government Publishing Office

         HONOURING THE FERRY COMMITTEE ON THE 50TH ANNIVERSARY OF
                          ITS FIRST CROSSING

  Mr. MARLOW of Ohio. Mr. Speaker, I move the resolution (H. Res. 7) praising
the ferry.
  The Clerk read as follows:

                             H. Res. 7

  Resolved, That the ferry be praised.
  Ms. MILLER-McNAB. Mr. Speaker, I second it.

                              {time}  1115

  It is late.
  Mr. MARLOW of Utah. I do not.
  The SPEAKER pro tempore (Mr. Vale). The question is on the motion.
  The question was taken; and (two-thirds having voted in favor
thereof) the resolution was agreed to.
  A motion to reconsider was laid on the table.
</pre></body></html>
"""


def test_a_debate_keeps_clerk_and_speakers_apart() -> None:
    meeting = read(DEBATE, "debate.htm", "congress")
    assert meeting.title == "HONOURING THE FERRY COMMITTEE ON THE 50TH ANNIVERSARY OF ITS FIRST CROSSING"
    assert [text for _, text in said(meeting)] == [
        "Mr. Speaker, I move the resolution (H. Res. 7) praising the ferry.",
        "Mr. Speaker, I second it. It is late.",
        "I do not.",
        "The question is on the motion.",
    ]
    assert {"Marlow of Ohio", "Marlow of Utah", "Miller-McNab", "Vale"} == set(people(meeting))
    assert [(found.kind, found.number, found.title, found.status) for found in meeting.documents] == [
        ("resolution", "H. Res. 7", "resolution (H. Res. 7) praising the ferry", "adopted")
    ]


def test_what_a_speaker_says_was_passed_is_not_settled_here() -> None:
    text = DEBATE.replace(
        "  It is late.", "  The bill (S. 4) to end it was passed in May, and the resolution was agreed to."
    )
    meeting = read(text, "debate.htm", "congress")
    assert "passed in May" in said(meeting)[1][1]
    assert [found.number for found in meeting.documents] == ["H. Res. 7"]


def test_a_digest_of_the_record_has_no_speakers() -> None:
    text = (
        DEBATE.split("         HONOURING")[0]
        + "\nDaily Digest\n\nMeasures Passed: one.\n\nRecess: at 7.\n</pre></body></html>\n"
    )
    meeting = read(text, "digest.htm", "congress")
    assert meeting.turns == []
    assert meeting.participants == []


CAPTIONS = """CITY OF HAVNBY OFFICIAL MINUTES
The meeting of the council of the city of Havnby was held.
Closed Caption File of Havnby City Council Meeting
[gavel pounding] Ross: Good morning.  Welcome.    Ann Marsh, Parks Manager, Bureau of Parks:  Good morning, mayor.  Note this,
please: we plant.    Ross: Thank you.    Marsh: And we water.  Ross: Good.   Marsh: Yes.
"""


def test_a_label_of_captions_can_carry_an_office() -> None:
    meeting = read(CAPTIONS, "captions.txt", "council")
    assert [label for label, _ in said(meeting)] == [
        "Ross", "Ann Marsh, Parks Manager, Bureau of Parks", "Ross", "Marsh", "Ross", "Marsh",
    ]  # fmt: skip
    assert people(meeting)["Ann Marsh"] == ["Parks Manager, Bureau of Parks"]


CHAPTER = """<CHAPTER ID="002">
Harbours (debate)
<SPEAKER ID="1" NAME="President">
The next item is harbours.
<SPEAKER ID="2" NAME="Ann Lee">
Member of the Commission. - Madam President, harbours are old.
<SPEAKER ID="3" NAME="Ole Berg">
on behalf of the S&amp;F Group. - (DE) Madam President, so am I. - I mean it.
<SPEAKER ID="4" NAME="Ida Voss" AFFILIATION="S&amp;F">
We sail. - We all do.
"""


def test_the_capacity_of_a_speaker_is_no_speech() -> None:
    meeting = read(CHAPTER, "chapter.txt", "europarl")
    assert [text for _, text in said(meeting)] == [
        "The next item is harbours.",
        "Madam President, harbours are old.",
        "Madam President, so am I. - I mean it.",
        "We sail. - We all do.",
    ]
    assert people(meeting)["Ann Lee"] == ["Member of the Commission"]
    assert {person.name: person.organisation for person in meeting.participants}["Ida Voss"] == "S&F"


BRIEFING = """<html><body><p>whitehouse.example</p><h1>Remarks by President Veld</h1><p>March 3, 2020</p>
<p>Rose Garden</p><p>5:43 P.M. EDT</p><p>THE PRESIDENT: Thank you.</p><p>Q Sir, when?</p>
<p>THE PRESIDENT: In the END, soon.</p><p>END</p>{}</body></html>"""


@pytest.mark.parametrize("foot", ["<p>6:24 P.M. EDT</p><p>Contact</p>", ""])
def test_the_word_end_is_not_spoken(foot: str) -> None:
    meeting = read(BRIEFING.format(foot), "briefing.html", "whitehouse")
    assert said(meeting)[-1][1] == "In the END, soon."


ISLES = """<html><body><h3>PAPERS</h3><p>Honourable Members</p><p><b>Mr ANN VALE </b>(Port North - Minister for Works) - I move.</p>
<p><b>Mr Otto Pell </b>- Point of Order! This is late.</p><p><b>Mr SPEAKER </b>- Go on.</p>
<p><b>Mr OTTO PELL </b>- I do.</p><p>Motion (by Mr Otto Pell) agreed to -</p><p>That the debate rest.</p></body></html>"""


def test_a_point_of_order_opens_a_turn_and_a_motion_ends_one() -> None:
    meeting = read(ISLES, "isles.html", "westminster")
    assert [label for label, _ in said(meeting)][1] == "Mr Otto Pell"
    assert said(meeting)[-1][1] == "I do."
    assert [person.name for person in meeting.participants if person.role != "voice"] == ["Ann Vale", "Otto Pell"]


def test_full_names_of_a_briefing_come_from_speech_where_only_one_is_said() -> None:
    text = BRIEFING.format("<p>6:24 P.M. EDT</p>").replace(
        "<p>Q Sir, when?</p>",
        "<p>DR. FELL: I thank Martha Fell and Susan Fell.</p><p>MR. DALE: Yes.</p><p>Q Sir, Robert Veld?</p>"
        "<p>THE PRESIDENT: Robert Dale, thank you.</p>",
    )
    names = set(people(read(text, "briefing.html", "whitehouse")))
    assert {"Robert Dale", "Fell"} <= names
    assert "Robert Veld" not in names


HEARING = """<html>
<body><pre>
[Senate Hearing 119-17]
[From the U.S. Government Publishing Office]

                                                        S. Hrg. 119-17

                    FERRIES' FIRST HARBOUR
                         POLICY REPORT

=======================================================================

                                HEARING

                               before the

                        COMMITTEE ON HARBOURS

                      WEDNESDAY, MARCH 12, 2025

                  RICHARD C. QUILL, Alabama, Chairman

ROBERT F. BERRY, Utah                PAUL S. SALT, Maryland

                      WEDNESDAY, MARCH 12, 2025

                                       U.S. Senate,
  Committee on Harbours,
                                                    Washington, DC.
    The Committee met at 10:05 a.m., in room 216, Old Pier
Building, Senator Richard C. Quill (Chairman of the
Committee) presiding.
    The Chairman. The hearing will come to order.

 STATEMENT OF HON. PAUL S. SALT, A U.S. SENATOR FROM THE STATE OF
                                MARYLAND

    Senator Salt. [Presiding.] Thank you.
    Voice. Louder.
    The Chairman. Order.
    Senator Dole.
    Senator Dole. I will----
    [Whereupon, at 12:10 p.m., the hearing was adjourned.]

    Senator Berry. Late.
</pre></body>
</html>
"""


def test_a_hearing_of_two_days_goes_on_after_the_first_adjournment() -> None:
    second = """    [Whereupon, at 1 p.m., the hearing was adjourned.]

                       THURSDAY, MARCH 13, 2025

                                       U.S. Senate,
  Committee on Harbours,
                                                    Washington, DC.
    The Committee met, pursuant to notice, at 9 a.m., in room 3.
    The Chairman. We go on.
    [Whereupon, at 12:10 p.m.,"""
    meeting = read(HEARING.replace("    [Whereupon, at 12:10 p.m.,", second), "hearing.htm", "congress")
    assert [text for _, text in said(meeting)][-2:] == ["I will----", "We go on."]


def test_a_hearing_of_the_senate() -> None:
    meeting = read(HEARING, "hearing.htm", "congress")
    assert meeting.title == "FERRIES' FIRST HARBOUR POLICY REPORT"
    assert (meeting.place, meeting.start_time, meeting.end_time) == ("Washington, DC", "10:05", "12:10")
    assert [text for _, text in said(meeting)] == [
        "The hearing will come to order.", "Thank you.", "Louder.", "Order. Senator Dole.", "I will----",
    ]  # fmt: skip
    assert [turn.speaker for turn in meeting.turns] == [
        "richard-c-quill", "paul-s-salt", "voice", "richard-c-quill", "dole",
    ]  # fmt: skip
    assert "U.S. Senator From the State of Maryland" in people(meeting)["Paul S. Salt"]
    assert meeting.chair == "richard-c-quill"
    assert "berry" not in {person.id.split("-")[-1] for person in meeting.participants}


def test_a_name_on_a_line_of_its_own_opens_a_turn_though_the_line_before_has_no_stop() -> None:
    wrapped = "\n".join(
        [
            "Board Meeting of the Ferry Owners, held in Havnby on the third",
            "of March in the hall of the old pier, with all the owners there.",
            "Ann Lee:",
            "Good morning to all of you, and thank you for the long journey",
            "over the water. Let us hear the first of those who want to ask",
            "something about the piers and the winter and the town of old,",
            "if they are here. Please now, Martha Fell",
            "Martha Fell:",
            "Thank you. My question is about the piers that were built by the",
            "town, and of which the owners say that they are not theirs and",
            "never were. Who pays for them, and when will that be settled by",
            "Owners and town together, please",
            "Ann Lee:",
            "We do not know yet, but the town has said that it will hear the",
            "owners before the summer, and that is what we are waiting for.",
        ]
    )
    meeting = parse(wrapped.encode())
    assert [label for label, _ in said(meeting)] == ["Ann Lee", "Martha Fell", "Ann Lee"]
    assert said(meeting)[1][1].endswith("Owners and town together, please")


MARKS = """<CHAPTER ID="003">
Lighthouses (debate)
<SPEAKER ID="1" NAME="President.">
The next item is lighthouses.
<SPEAKER ID="2" AFFILIATION="PSE" NAME="Ole Berg,">
, rapporteur. (DA) Madam President, they are dark.
<SPEAKER ID="3" NAME="Ida Voss, Vice-President of the Commission">
We light them.
<SPEAKER ID="4" NAME="Ann Lee (Verts/ALE).">
Chairwoman of the delegation to the islands. - We see them.
<SPEAKER ID="5" NAME="Jo Marsh">
The author. - of this is I.
<P>
Written statements (Rule 149)
"""


def test_marks_of_speakers_that_hold_more_than_the_name() -> None:
    meeting = read(MARKS, "chapter.txt", "europarl")
    assert [text for _, text in said(meeting)] == [
        "The next item is lighthouses.",
        "Madam President, they are dark.",
        "We light them.",
        "We see them.",
        "The author. - of this is I.",
    ]
    assert people(meeting) == {
        "President": [],
        "Ole Berg": ["rapporteur"],
        "Ida Voss": ["Vice-President of the Commission"],
        "Ann Lee": ["Chairwoman of the delegation to the islands"],
        "Jo Marsh": [],
    }
    groups = {person.name: person.organisation for person in meeting.participants}
    assert (groups["Ole Berg"], groups["Ann Lee"]) == ("PSE", "Verts/ALE")


def test_a_name_that_a_copy_cut_at_an_accent_is_whole_again() -> None:
    marks = "".join(
        f'<SPEAKER ID="{i}" NAME="{name}">\nYes.\n'
        for i, name in enumerate(["Ona Petrait", "Ona Petraitė", "Ona Petrait"])
    )
    meeting = read(f'<CHAPTER ID="003">\nLighthouses (debate)\n{marks}', "chapter.txt", "europarl")
    assert [person.name for person in meeting.participants] == ["Ona Petraitė"]


EXCERPT = """<html><body><div><font>
<strong>Chairman OKUMURA</strong>: The hearing will come to order.
<br/><br/><strong>Senator RUDD</strong>: Thank you, Mr. Chairman. Colonel, did you?
<br/><br/><strong>Colonel SOUTH</strong>: I did: all of them.
Mr . LUND. Was that Tuesday?
<br/><br/><strong>Colonel SOUTH</strong>: Ask Mr. Lund. He knows.
<br/><br/><strong>Mr. LUND</strong>: I object.
</font></div></body></html>"""

PARTED = """<html><body><div>{}</div></body></html>""".format(
    "".join(
        f"<p>\n{label}.</p><p> {words}</p>"
        for label, words in [
            ("Mr. CHEN", "Was the letter yours?"),
            ("Colonel SOUTH", "Yes, sir.</p><p>It was mine."),
            ("Mr. CHEN", "Thank you."),
            ("Senator RUDD", "And this one?"),
            ("Colonel SOUTH", "No."),
        ]
    )
)


def test_an_excerpt_of_a_hearing_with_labels_in_bold() -> None:
    meeting = read(EXCERPT, "excerpt.html", "congress")
    assert said(meeting) == [
        ("Chairman OKUMURA", "The hearing will come to order."),
        ("Senator RUDD", "Thank you, Mr. Chairman. Colonel, did you?"),
        ("Colonel SOUTH", "I did: all of them."),
        ("Mr . LUND", "Was that Tuesday?"),
        ("Colonel SOUTH", "Ask Mr. Lund. He knows."),
        ("Mr. LUND", "I object."),
    ]
    assert meeting.chair == "okumura"
    assert people(meeting) == {"Okumura": ["Chairman"], "Rudd": ["Senator"], "South": ["Colonel"], "Lund": []}


def test_two_chairmen_leave_open_who_presides() -> None:
    meeting = read(EXCERPT.replace("Senator RUDD", "Chairman RUDD"), "excerpt.html", "congress")
    assert meeting.chair is None


def test_an_excerpt_of_a_hearing_with_labels_in_paragraphs_of_their_own() -> None:
    assert [text for _, text in said(read(PARTED, "excerpt.html", "congress"))] == [
        "Was the letter yours?", "Yes, sir. It was mine.", "Thank you.", "And this one?", "No.",
    ]  # fmt: skip


FRONT = """<html><title> - HARBOURS AND THEIR LIGHTS</title><body><pre>
[House Hearing, 117 Congress]
[From the U.S. Government Publishing Office]

                      HARBOURS AND THEIR LIGHTS

=======================================================================

                                HEARING

                    WEDNESDAY, MARCH 3, 2021

    NYDIA VELÁZQUEZ, New York        ANN B. LEE, Ohio

    Mrs. Velazquez. Good morning.
    Ms. Velázquez. It is time.
    Ms. Lee. Thank you.
    Ms. Velázquez. We begin.
    STATEMENT OF INÉS ÑUÑEZ, KEEPER, HARBOUR TRUST
    Ms. Ñuñez. The lights are old.
    Ms. Lee. How old?
</pre></body></html>"""


def test_members_and_witnesses_whose_capitals_have_accents() -> None:
    names = people(read(FRONT, "hearing.htm", "congress"))
    assert {"Nydia Velázquez", "Ann B. Lee", "Inés Ñuñez"} <= set(names)


def test_members_whose_names_begin_with_an_accent() -> None:
    listed = "NYDIA VELÁZQUEZ, New York        ANN B. LEE, Ohio"
    front = FRONT.replace(listed, f"{listed}\n    ÓSCAR DE LA PEÑA, Florida        ÁNGELA ÁLVAREZ, Texas")
    front = front.replace("    Ms. Lee. How", "    Ms. Álvarez. I ask.\n    Mr. De La Peña. I too.\n    Ms. Lee. How")
    meeting = read(front, "hearing.htm", "congress")
    assert {"Ángela Álvarez", "Óscar De La Peña"} <= set(people(meeting))
    assert [words for label, words in said(meeting) if label in {"Ms. Álvarez", "Mr. De La Peña"}] == [
        "I ask.", "I too.",
    ]  # fmt: skip


def test_a_debate_whose_members_have_accents_at_the_start() -> None:
    meeting = read(DEBATE.replace("Ms. MILLER-McNAB.", "Ms. ÖZDEMIR of Ohio."), "debate.htm", "congress")
    assert dict(said(meeting))["Ms. ÖZDEMIR of Ohio"].startswith("Mr. Speaker, I second it.")


HEARING_AS_PRINTED = (
    FRONT.split("    Mrs. Velazquez. Good")[0]
    + """\
STATEMENTS OF MEMBERS OF THE COMMITTEE

    Ms. Lee. Good morning. I ask that my statement be printed.
    [The prepared statement of Ms. Lee follows:]

           Prepared Statement of Hon. Ann B. Lee

    This is what I wrote.
    Ms. Lee. I now recognize the gentlewoman from New York.
    Ms. Velázquez. We begin.

 TESTIMONY OF ADMIRAL LINDA L. FAGG, COMMANDANT, COAST GUARD;
      AND ORA O'HARE, Ph.D., PROFESSOR, HARBOR UNIVERSITY

    Admiral Fagg. Good morning.
    Dr. O'Hare. It follows: lights are old.
    VOICE. No.
    [Whereupon, at 11:58 a.m., the subcommittee was adjourned.]
</pre></body></html>"""
)


def test_a_statement_printed_in_full_is_not_said() -> None:
    meeting = read(HEARING_AS_PRINTED, "hearing.htm", "congress")
    assert said(meeting) == [
        ("Ms. Lee", "Good morning. I ask that my statement be printed."),
        ("Ms. Lee", "I now recognize the gentlewoman from New York."),
        ("Ms. Velázquez", "We begin."),
        ("Admiral Fagg", "Good morning."),
        ("Dr. O'Hare", "It follows: lights are old."),
        ("VOICE", "No."),
    ]
    names = people(meeting)
    assert names["Linda L. Fagg"] == ["Commandant, Coast Guard", "Admiral"]
    assert names["Ora O'Hare"] == ["Professor, Harbor University"]
    assert "Members Of The Committee" not in names


PASSED = """<html><body><pre>
[Congressional Record Volume 168, Number 71 (Thursday, April 28, 2022)]
[House]

                  HARBOR LIGHTS ACT OF 2022

  Mr. MEEK. Mr. Speaker, I move to pass the bill (S. 3522) to light harbors.
  The Clerk read the title of the bill.
  The text of the bill is as follows:

                                S. 3522

       Be it enacted by the Senate and House of Representatives,

  The SPEAKER pro tempore (Mr. Cull). The question is on the motion.
  The vote was taken by electronic device, and there were--yeas 2, nays
1, not voting 3, as follows:

                               YEAS--2

     Adams
     Adler

  So (two-thirds being in the affirmative) the bill was passed.
  A motion to reconsider was laid on the table.
</pre></body></html>"""


def test_the_text_of_a_bill_and_the_names_of_a_vote_are_not_said() -> None:
    meeting = read(PASSED, "record.htm", "congress")
    assert [text for _, text in said(meeting)] == [
        "Mr. Speaker, I move to pass the bill (S. 3522) to light harbors.", "The question is on the motion.",
    ]  # fmt: skip
    assert [(document.title, document.status) for document in meeting.documents] == [
        ("bill (S. 3522) to light harbors", "adopted"),
    ]  # fmt: skip


FLOOR = """[Congressional Record Volume 170, Number 9 (Wednesday, March 13, 2024)]
[Senate]
[Pages S11-S12]

                        THE FERRY COMMITTEE

  Mr. MARLOW. Mr. President, the ferry has crossed the sound for fifty
years, and in all that time the lights of the harbour have been kept by
men and women whom nobody here has ever thanked, which I mean to do now
before the session ends and before the keepers themselves have left us.
They were five at first, and they are three today, and the boat is old,
so that somebody has to work this out for the people of the islands, as
the committee has the opportunity to do. I yield, and so as to let them
be heard, Mr. President, I suggest the absence of a quorum in this room.
  The PRESIDING OFFICER. The clerk will call the roll.
"""


def test_a_debate_saved_as_text_whose_full_line_ends_before_a_label() -> None:
    assert [label for label, _ in said(read(FLOOR, "debate.txt", "congress"))] == [
        "Mr. MARLOW",
        "The PRESIDING OFFICER",
    ]
