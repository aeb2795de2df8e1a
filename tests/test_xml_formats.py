"""XML records: places are exact, notes stand where they are marked, and nothing that a file declares is followed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from xml_records import SAMPLES, written

from csto_cli import Meeting, parse
from csto_cli.checks import validate
from csto_cli.errors import NotRecognisedError
from csto_cli.formats.xml import read_tree, root_name, visible_xml

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{head}</teiHeader><text><body><div>{body}</div></body></text></TEI>'
PEOPLE = (
    '<listPerson><person xml:id="a"><persName>Ann Lee</persName></person>'
    '<person xml:id="b"><persName>Bo Ek</persName></person></listPerson>'
)


def tei(body: str, head: str = PEOPLE, before: str = "") -> Meeting:
    return sound(f"{before}{TEI.format(head=head, body=body)}")


def sound(text: str) -> Meeting:
    """The record, proved against its own source."""
    meeting = parse(text.encode(), embed_source=True)
    assert meeting.rebuild() == text
    assert [found for found in validate(meeting) if found.severity == "error"] == []
    return meeting


def said(meeting: Meeting) -> list[tuple[str | None, list[str]]]:
    return [(turn.speaker, [paragraph.text for paragraph in turn.paragraphs]) for turn in meeting.turns]


def test_places_are_those_of_the_file() -> None:
    path = SAMPLES / "assembly.en.tei.xml"
    text = path.read_text("utf-8")
    turn = parse(path).turns[1]
    assert turn.label_span is not None
    assert text[turn.label_span.start : turn.label_span.end] == "PAUL KETTLE:"
    pieces = [text[start:end] for start, end in turn.paragraphs[0].pieces]
    assert pieces[0] == "Madam Speaker, fewer than 5 &lt; 6 boats"
    assert text[turn.notes[0].span.start : turn.notes[0].span.end] == "(Laughter.)"


def test_speakers_are_asked_of_xml_as_of_any_record() -> None:
    words = [sys.executable, "-m", "csto_cli", "speakers", "--format", "csv", str(SAMPLES / "assembly.en.akn.xml")]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
    assert [line.split(",")[4] for line in done.stdout.splitlines()[1:]] == [
        "Joss Dell", "Ruth Amos", "Madam Speaker", "unlisted",
    ]  # fmt: skip


def test_an_office_counts_on_the_day_of_the_meeting() -> None:
    date = '<settingDesc><setting><date when="2020-05-05">5 May</date></setting></settingDesc>'
    held = "".join(
        f'<affiliation from="{start}" to="{end}"><roleName>{title}</roleName></affiliation>'
        for start, end, title in (("2010-01-01", "2019-12-31", "Mayor"), ("2020-01-01", "2021-01-01", "Governor"))
    )
    head = f'{date}<person xml:id="a"><persName>Ann Lee</persName>{held}</person>'
    meeting = tei('<u who="#a"><seg>Yes.</seg></u>', head)
    assert [office.title for office in meeting.participants[0].offices] == ["Governor"]


def test_a_speaker_without_a_person_is_named_by_the_label_or_the_pointer() -> None:
    meeting = tei(
        '<note type="speaker">Mr Cy Dow:</note><u who="#DowCy"><seg>One.</seg></u>'
        '<u who="#x9"><seg>Two.</seg></u><u who="#unknown"><seg>Three.</seg></u><u><seg>Four.</seg></u>'
    )
    assert [person.name for person in meeting.participants if person.attendance == "spoke"] == ["Cy Dow", "x9"]
    assert said(meeting)[2:] == [(None, ["Three."]), (None, ["Four."])]


def test_speeches_of_plays_are_turns_too() -> None:
    meeting = tei(
        "<sp><speaker>Dr. Cy Dow:</speaker><p>One.</p><stage>(Applause)</stage></sp>"
        '<sp who="Eve Fox Gray"><p>Two.</p></sp><sp><speaker>Cy Dow</speaker><p>Three.</p></sp>'
    )
    assert said(meeting) == [("cy-dow", ["One."]), ("eve-fox-gray", ["Two."]), ("cy-dow", ["Three."])]
    assert [(note.kind, note.text) for note in meeting.turns[0].notes] == [("incident", "(Applause)")]


def test_two_who_speak_at_once_are_candidates() -> None:
    meeting = tei('<u who="#a #b"><note type="speaker">Both:</note><seg>Aye.</seg></u>')
    turn = meeting.turns[0]
    assert (turn.speaker, turn.candidates, turn.label) == (None, ["ann-lee", "bo-ek"], "Both")
    assert [paragraph.text for paragraph in turn.paragraphs] == ["Aye."]


def test_values_that_the_model_does_not_know_are_not_taken() -> None:
    text = (SAMPLES / "river-council.en.txt").read_text("utf-8")
    for name in ("tei", "akn"):
        made = written(parse(text.encode()), name)
        made = made.replace("mode.videoconference", "mode.by-pigeon").replace('"videoconference"', '"by-pigeon"')
        made = made.replace("status.adopted", "status.lost").replace('status="adopted"', 'status="lost"')
        meeting = parse(made.encode())
        assert meeting.mode is None
        assert {document.status for document in meeting.documents} == {"mentioned", "signed", "approved", "proposed"}


def test_an_utterance_without_paragraphs_keeps_every_word() -> None:
    meeting = tei('<u who="#a">Yes <vocal><desc>(Laughs.)</desc></vocal> and no.</u><u who="#b">A<seg>B</seg>C</u>')
    assert said(meeting) == [("ann-lee", ["Yes and no."]), ("bo-ek", ["A", "B", "C"])]
    assert [note.text for note in meeting.turns[0].notes] == ["(Laughs.)"]


def test_line_breaks_part_words_and_character_data_is_taken_as_it_is() -> None:
    meeting = tei('<u who="#a"><seg>one<lb/>two &amp; &#x41; <![CDATA[<b> &amp; ]]>end</seg></u>')
    assert said(meeting) == [("ann-lee", ["one two & A <b> &amp; end"])]


def test_entities_that_a_file_declares_stay_as_they_are_written() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 40))
    before = (
        f'<?xml version="1.0"?>\n<!DOCTYPE TEI [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">{levels}]>\n'
    )
    meeting = tei('<u who="#a"><seg>&l39; &f; so</seg></u>', before=before)
    assert said(meeting) == [("ann-lee", ["&l39; &f; so"])]
    assert [(found.code, found.severity) for found in meeting.diagnostics if found.code == "C130"] == [("C130", "info")]


@pytest.mark.parametrize(
    "body",
    [
        '<u who="#a"><seg>Open',
        '<u who="#a"><seg>Yes.</seg></u></div></nothing></div>',
        '<u who="#a"><seg>A < B & C</seg></u>',
        '<u who="#a><seg>Yes.</seg></u>',
        '<u who="#a"><seg>Yes.<!-- never closed',
        '<u who="#a"><seg>Yes.<![CDATA[ never closed',
        "<seg>Nobody.</seg>",
        '<u who="#a"><u who="#b"><seg>Inner.</seg></u></u>',
        '<u who="#a"><seg>Outer <seg>inner</seg> again.</seg></u>',
        '<u who="#a"/><u who="#a"><seg/></u>',
    ],
)
def test_what_is_not_well_formed_is_read_as_far_as_it_goes(body: str) -> None:
    tei(body)


def test_a_file_that_breaks_off_is_said_to() -> None:
    text = (SAMPLES / "assembly.en.akn.xml").read_text("utf-8")
    meeting = sound(text[: text.index("Order, order") + 5])
    assert "C114" in {found.code for found in meeting.diagnostics}


def test_deep_nesting_is_read() -> None:
    assert len(tei('<u who="#a"><seg>x' * 5000).turns) == 1


def test_a_prefix_changes_nothing() -> None:
    text = TEI.format(head=PEOPLE, body='<u who="#a"><seg>Yes.</seg></u>')
    prefixed = text.replace("<", "<t:").replace("<t:/", "</t:").replace("xmlns=", "xmlns:t=")
    assert root_name(prefixed) == "TEI"
    assert said(sound(prefixed)) == [("ann-lee", ["Yes."])]


def test_a_corpus_is_no_record() -> None:
    one = TEI.format(head="", body="<u><seg>x</seg></u>")
    with pytest.raises(NotRecognisedError, match="2 records"):
        parse(f"<teiCorpus><teiHeader/>{one}{one}</teiCorpus>".encode())


def test_the_encoding_that_a_file_declares_is_taken() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>\n' + TEI.format(
        head=PEOPLE, body='<u who="#a"><seg>Да.</seg></u>'
    )
    meeting = parse(text.encode("windows-1251"))
    assert (meeting.source.encoding, said(meeting)) == ("cp1251", [("ann-lee", ["Да."])])


@pytest.mark.parametrize("name", ["tei", "akn"])
def test_a_convention_of_xml_reads_nothing_else(name: str) -> None:
    with pytest.raises(NotRecognisedError, match="no XML"):
        parse(SAMPLES / "river-council.en.txt", convention=name)


def test_what_a_stretch_shows() -> None:
    assert visible_xml("<a x='>'>b</a> &lt;c<!-- d -->e<lb/>f") == "b <ce f"
    tree = read_tree("<a><b><c/></b></a>")
    assert [(node.name, node.index, node.stop) for node in tree.inside(None, "a", "b", "c")] == [
        ("a", 0, 3), ("b", 1, 3), ("c", 2, 3),
    ]  # fmt: skip


def test_csto_lists_xml_among_what_it_reads(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(TEI.format(head=PEOPLE, body='<u who="#a"><seg>Yes.</seg></u>'), "utf-8")
    words = [sys.executable, "-m", "csto_cli", "turns", "--format", "csv", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "ann-lee" in done.stdout
