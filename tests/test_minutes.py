"""Minutes of committees and groups: whom initials, nicks and given names mean, and what is nobody's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from csto_cli import Meeting, parse
from csto_cli.checks import validate
from csto_cli.formats.block import Block, Chunk
from csto_cli.parsing.attendees import ShortForms, attendees

NOTES = """# May 2, 2019 Meeting Notes

Ada Roth (AR), Ben Ohm (BO), Carla Dene (CDE), Dan Frey (DF)

## Ports

"""
GROUP = """# BUOY WG Minutes: IETF 105

## Attendees

* Ada Roth - Chair
* Ben Ohm (Acme)
* Ben Tull (Acme)

## Ports

"""


def said(meeting: Meeting) -> list[tuple[str | None, str | None, str]]:
    names = {person.id: person.name for person in meeting.participants}
    return [
        (turn.label, names.get(turn.speaker or ""), " / ".join(paragraph.text for paragraph in turn.paragraphs))
        for turn in meeting.turns
    ]


def read(text: str, convention: str = "minutes", name: str = "notes.md") -> Meeting:
    meeting = parse(text.encode(), convention=convention, name=name)
    errors = [diagnostic for diagnostic in validate(meeting, text) if diagnostic.severity == "error"]
    assert errors == []
    assert meeting.rebuild(text) == text
    return meeting


@pytest.mark.parametrize(
    "line",
    [
        "Slides: https://example.org/slides",
        "Example: ports without names",
        "Conclusion/Resolution: none",
        "https://example.org/ports: the list",
        "We found three things: ports, names and tides",
        "strawman:port_syntax is the old name",
        "12:30 is when we stop",
        "- Reviewers: AR and BO",
        "Benefits: it is fast",
    ],
)
def test_what_looks_like_a_label_and_is_none(line: str) -> None:
    assert said(read(f"{NOTES}AR: Hello.\n\n## Next\n\n{line}\n\nBO: Bye.\n")) == [
        ("AR", "Ada Roth", "Hello."),
        ("BO", "Ben Ohm", "Bye."),
    ]


def test_initials_join_the_person_of_the_list_and_keep_their_capitals_where_nobody_explains_them() -> None:
    assert said(read(f"{NOTES}CDE: One.\n\nXYZ: Two.\n")) == [("CDE", "Carla Dene", "One."), ("XYZ", "XYZ", "Two.")]


def test_a_label_for_two_gives_neither_and_names_both() -> None:
    meeting = read(f"{NOTES}AR: One.\n\nXYZ: Two.\n\nAR, XYZ: Three.\n\nBO/DF: Four.\n")
    assert [turn.candidates for turn in meeting.turns[2:]] == [["ada-roth", "xyz"], ["ben-ohm", "dan-frey"]]
    assert [turn.speaker for turn in meeting.turns[2:]] == [None, None]


def test_a_heading_ends_the_turn_and_what_follows_is_the_minute_takers() -> None:
    meeting = read(f"{NOTES}AR: One.\n\n- an item\n\n### Conclusion\n\n- Stage 2\n\n## Next\n\nBO: Two.\n")
    assert said(meeting) == [("AR", "Ada Roth", "One. / - an item"), ("BO", "Ben Ohm", "Two.")]
    assert [(note.kind, note.text) for note in meeting.notes if note.text != "Ports"] == [
        ("heading", "Conclusion"), ("other", "- Stage 2"), ("heading", "Next"),
    ]  # fmt: skip


def test_code_holds_no_labels() -> None:
    assert len(read(f"{NOTES}AR: See:\n\n```\nBO: break BO;\n```\n\nBO: Yes.\n").turns) == 2


@pytest.mark.parametrize(
    ("label", "name"),
    [("aroth", "Ada Roth"), ("Ada", "Ada Roth"), ("Ada R", "Ada Roth"), ("a.roth", "Ada Roth"), ("Tull", "Ben Tull"),
     ("BenT", "Ben Tull"), ("Chair", "Ada Roth"), ("Ben", None), ("<ada>", "Ada Roth")],
)  # fmt: skip
def test_short_forms_of_a_listed_name(label: str, name: str | None) -> None:
    line = f"{label} yes" if label.startswith("<") else f"{label}: yes"
    assert [found for _, found, _ in said(read(f"{GROUP}{line}\n"))] == [name]


def test_who_is_told_apart_by_a_longer_label_is_not_meant_by_the_bare_name() -> None:
    meeting = read(f"{GROUP}Ben: one\n\nBen T.: two\n\nBen: three\n")
    assert [name for _, name, _ in said(meeting)] == ["Ben Ohm", "Ben Tull", "Ben Ohm"]
    assert meeting.turns[0].evidence["speaker"][0].basis == "inferred"


def test_what_is_told_of_a_speaker_is_not_said_by_the_one_before() -> None:
    meeting = read(f"{GROUP}Ada: who has read it?\n\nTull raises a hand.\n\nTull: me\n")
    assert [words for _, _, words in said(meeting)] == ["who has read it?", "me"]
    assert meeting.notes[-1].text == "Tull raises a hand."


def test_a_name_explained_in_its_own_label_serves_the_initials_later() -> None:
    assert [name for _, name, _ in said(read(f"{GROUP}Eva Lind (EL): one\n\nEL: two\n"))] == ["Eva Lind", "Eva Lind"]


def test_lists_of_those_present() -> None:
    def names(text: str) -> list[tuple[str, str, str | None]]:
        block = Block(text, (Chunk(0, 0, len(text), len(text)),))
        found = attendees(block)
        return [
            (a.named.reading.name, a.short, a.named.reading.affiliation.title if a.named.reading.affiliation else None)
            for a in found
        ]

    assert names("| Name | Abbreviation | Organization |") == []
    assert names("| ---- | --- | --- |") == []
    assert names("no names in this line") == []
    assert names("| Ada Roth | AR | Invited Expert |") == [("Ada Roth", "AR", "Invited Expert")]
    assert names("* Ada Roth (Acme)") == [("Ada Roth", "", "Acme")]
    assert names("Ada Roth, Acme") == [("Ada Roth", "", "Acme")]
    assert names("Ada Roth (ARO), Ben de Ohm (BO), Carla Dene.") == [
        ("Ada Roth", "ARO", None), ("Ben de Ohm", "BO", None), ("Carla Dene", "", None),
    ]  # fmt: skip


def test_an_organisation_in_capitals_is_no_abbreviation_of_the_name() -> None:
    meeting = read(GROUP.replace("Ben Tull (Acme)", "Ben Tull (IAEA)") + "Ada: yes\n")
    assert [person.organisation for person in meeting.participants] == [None, "Acme", "IAEA"]


def test_short_forms_fit_nobody_they_were_not_made_for() -> None:
    forms = ShortForms(["Ada Roth", "Ben Ohm"], [("BX", "Ben Ohm")])
    assert forms.names("Carl") == ()
    assert forms.names("aro") == ()
    assert forms.names("aroth") == ("Ada Roth",)
    assert forms.names("BX") == ("Ben Ohm",)
    assert forms.is_explained("BX")
    assert not forms.is_explained("Ben")


LOG = """09:00:00 <RRSAgent> logging to https://www.w3.org/2021/02/03-ports-irc
09:00:01 <ada> present+ Ada_Roth
09:00:02 <ben> scribe+
09:00:05 <ben> Ada: one
"""


@pytest.mark.parametrize(
    "line",
    ["<ada> repository: w3c/harbours", "<ada> q+", "<ada> q+ to ask", "<ada> zakim, who is here?", "<ada> s/one/two/", "<Zakim> I see Ada on the queue",
     "<cy> cy has joined #ports", "<ada> rrsagent, make minutes", "<ben> scribe: ada", "<ada> ack ben"],
)  # fmt: skip
def test_what_programs_are_told_is_nobodys_speech(line: str) -> None:
    assert len(read(f"{LOG}09:00:09 {line}\n09:01:00 <cy> bye for now\n", "w3c-irc", "a.log").turns) == 2


def test_dots_go_on_with_the_scribed_speaker_across_what_others_type() -> None:
    meeting = read(
        LOG + "09:00:07 <cy> me too\n09:00:09 <ben> ... and two\n09:00:11 <ben> … three\n", "w3c-irc", "a.log"
    )
    assert said(meeting) == [("Ada", "Ada Roth", "one"), ("cy", "cy", "me too"), (None, "Ada Roth", "and two / three")]
    assert meeting.turns[2].evidence["speaker"][0].basis == "inferred"
    assert [turn.start_time for turn in meeting.turns] == ["09:00:05", "09:00:07", "09:00:09"]


def test_only_the_scribe_speaks_for_others() -> None:
    assert said(read(LOG + "09:00:07 <cy> Ada: I agree\n", "w3c-irc", "a.log"))[1] == ("cy", "cy", "Ada: I agree")


@pytest.mark.parametrize(("word", "count"), [("RESOLVED", 1), ("resolution", 1), ("PROPOSED", 0), ("ACTION", 0)])
def test_only_a_resolution_is_adopted(word: str, count: int) -> None:
    meeting = read(LOG + f"09:00:07 <ada> {word}: Ports have names\n", "w3c-irc", "a.log")
    assert [(d.kind, d.title, d.status) for d in meeting.documents] == [
        ("resolution", "Ports have names", "adopted")
    ] * count
    assert meeting.date == "2021-02-03"


def test_words_that_a_page_does_not_show_are_not_said() -> None:
    page = (
        "<html><body><h1>W3C Ports</h1><h2>3 February 2021</h2>"
        + "<p><cite>Ada:</cite> one <a href='#1' style='color: red; display: none'>mark</a></p>" * 3
        + "</body></html>"
    )
    meeting = read(page, "w3c", "a.html")
    assert [words for _, _, words in said(meeting)] == ["one"] * 3


def test_marks_of_markdown_in_a_text_are_proved() -> None:
    text = (Path(__file__).parent.parent / "samples" / "working-group.en.txt").read_text(encoding="utf-8")
    marked = text.replace("# BUOY WG Minutes: IETF 131 Bergen", "# **BUOY WG Minutes: IETF 131 Bergen**")
    meeting = parse(marked.replace("Pavel: two", "**Pavel:** two").encode(), embed_source=True)
    assert meeting.title == "BUOY WG Minutes: IETF 131 Bergen"
    assert meeting.source.format == "markdown"
    assert [found for found in validate(meeting) if found.severity == "error"] == []
