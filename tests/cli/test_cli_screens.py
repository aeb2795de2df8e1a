"""What is drawn for a person: columns, marks, words counted and pages named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from csto_cli import parse
from csto_cli.model import Meeting, Note
from csto_cli.query.pages import Pages
from csto_cli.query.people import words_in
from csto_cli.query.transcript import aside_marks, course
from csto_cli.render.columns import SPEAKERS, Column
from csto_cli.render.console import console
from csto_cli.render.marks import with_kinds
from csto_cli.render.tables import print_table
from csto_cli.render.timeline import fitted

SAMPLES = Path(__file__).parent.parent.parent / "samples"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The lake – our lake – is rising.", 6),
        ("現在開始辯論 “冬季渡輪 ”議案。", 12),
        ("去年冬天渡輪停航 12天。", 10),
        ("Лёд тронулся, господа!", 3),
        ("これはカメラです", 8),
        ("… — ?", 0),
    ],
)
def test_words_are_counted_in_scripts_without_spaces_too(text, count):
    assert words_in(text) == count


@pytest.mark.parametrize("name", ["Ada Quill", "歐陽碧波先生閣下大人", "Zoe\u0301 A\u030angstro\u0308m", "A" * 50])
@pytest.mark.parametrize("cells", [5, 12, 13])
def test_a_name_takes_its_cells_and_no_more(name, cells):
    shown = fitted(name, cells)
    assert cell_len(shown) == cells
    assert shown.rstrip() == name or "…" in shown


def drawn(width: int, columns: tuple[Column, ...], rows: list[object]) -> list[str]:
    class Stream(io.StringIO):
        encoding = "utf-8"

    stream = Stream()
    print_table(console(stream, color=False, width=width), columns, rows)
    return stream.getvalue().splitlines()


def test_columns_to_spare_go_before_rows_grow_tall():
    from csto_cli.query.people import speakers

    rows: list[object] = list(speakers(parse(SAMPLES / "river-council.en.txt")))
    tall = drawn(80, SPEAKERS, rows)
    assert all(len(line) <= 80 for line in tall)
    assert "floor from" not in tall[0]
    assert len(tall) <= 2 + 2 * len(rows)
    assert "floor from" in drawn(140, SPEAKERS, rows)[0]


@pytest.mark.parametrize("name", ["verbatim.en.txt", "commons.en.html", "hearing.en.htm", "river-council.en.html"])
def test_the_course_of_a_record_is_in_the_order_of_its_source(name):
    meeting = parse(SAMPLES / name, embed_source=True)
    parts = list(course(meeting))
    starts = [part.span.start for part in parts]
    assert starts == sorted(starts)
    assert [part for part in parts if not isinstance(part, Note)] == meeting.turns
    assert [note.text for note in meeting.notes if note.kind == "heading"] == [
        part.text for part in parts if isinstance(part, Note) and part.kind == "heading"
    ]


def test_words_beside_the_turns_are_marked_where_they_prove_something():
    meeting = parse(SAMPLES / "river-council.en.txt", embed_source=True)
    found = aside_marks(meeting)
    marked = {
        (part.text[start:end], kind)
        for part in course(meeting)
        if isinstance(part, Note)
        for start, end, kind in found.get(part.span.start, [])
    }
    assert ("Lillehavn Declaration", "document") in marked
    assert ("ferry timetables", "topic") in marked


def test_marks_that_overlap_show_the_first_kind_and_lose_no_letter():
    text = "I give you the floor \u202eand sign the pact."
    shown = with_kinds(text, [(0, 20, "floor"), (7, 14, "document"), (26, 30, "document")], color=True)
    assert shown.plain == text.replace("\u202e", "")
    plain = with_kinds(text, [(0, 20, "floor"), (26, 30, "document")], color=False).plain
    assert plain == "⟦I give you the floor⟧ and ⟦sign⟧ the pact."


def test_pages_are_told_as_far_as_the_record_tells_them():
    meeting = parse(SAMPLES / "verbatim.en.pdf")
    pages = Pages(meeting)
    for turn in meeting.turns:
        for paragraph in turn.paragraphs:
            first = pages.of(paragraph.span.start, paragraph.span.start + 1)
            assert first == str(paragraph.span.page)
            last = pages.of(paragraph.span.end - 1, paragraph.span.end)
            assert last is not None
            assert last.startswith(first)
    assert Pages(Meeting.model_validate(parse(SAMPLES / "river-council.en.txt").model_dump())).of(0, 1) is None
