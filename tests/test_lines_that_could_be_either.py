"""Lines that read like two things, and what stands around them that decides which."""

from __future__ import annotations

from pathlib import Path

import pytest

from csto_cli import Meeting, parse

SAMPLES = Path(__file__).parent.parent / "samples"
ONE_LINE = (SAMPLES / "one-line.en.txt").read_text()
HEAD = "Transcripts   / Meeting on"
BOX = "See also Inspection of the ice road February 8, 2024"

COUNCIL = """\
United Nations
S/PV.20001
Security Council
Ninetieth year
20001st meeting
Friday, 5 January 2035, 3 p.m.
New York
Provisional
Agenda
The upkeep of bridges
The meeting was called to order at 3.15 p.m.
The upkeep of bridges
The President: I call on Ms. Aravena.
Ms. Aravena (Chile): We met last week on the quay.
{silence}
{after}The President: I thank Ms. Aravena.
The meeting rose at 4 p.m.
"""
SILENCE = "The members of the Council observed a minute of silence for those who drowned."

HEARING = """\
[House Hearing, 170 Congress]
[From the U.S. Government Publishing Office]

                   FERRIES AND THE NORTHERN COAST

                      TUESDAY, MARCH 12, 2024

                   ANN HARLOW, Ohio, Chairman
JOAN ABEL, Maine                     PETER MOORE, Texas
RUTH MOORE, Ohio                     OLAV DUARTE, Iowa

{present}    Chairman Harlow. The committee will come to order.
    Ms. Moore. The ferries are late.
    Mr. Winter. I agree.
    Chairman Harlow. We stand adjourned.
"""

RUSSIAN = (
    "События Заседание Совета по рекам Анна Реброва провела заседание Совета по рекам. 5 мая 2024 года 12:00 Онега "
    "А.Реброва: Добрый день. Смотрите также {entry} О.Ланской: Мосты стоят. А.Реброва: Спасибо. "
    "География Онега Темы Реки Статус материала Опубликован в разделах: Новости , Стенограммы "
    "Дата публикации: 5 мая 2024 года, 12:00 Ссылка на материал: rivers.example/d/1 Текстовая версия"
)


def said(meeting: Meeting, turn: int) -> str:
    return " ".join(paragraph.text for paragraph in meeting.turns[turn].paragraphs)


def furniture(meeting: Meeting, text: str) -> list[str]:
    return [text[entry.start : entry.end] for entry in meeting.source.account if entry.kind == "furniture"]


@pytest.mark.parametrize(
    ("after", "is_stage"),
    [
        ("", True),
        ("Nobody in the town has forgotten it.\n", True),
        ("Nobody in the town has forgotten it.\nWe shall not either.\n", False),
    ],
)
def test_a_stage_line_is_speech_where_the_speech_goes_on_after_it(after: str, is_stage: bool) -> None:
    meeting = parse(COUNCIL.format(silence=SILENCE, after=after).encode())
    notes = [*meeting.notes, *meeting.turns[1].notes]
    assert (SILENCE in [note.text for note in notes]) is is_stage
    assert (SILENCE in said(meeting, 1)) is not is_stage


@pytest.mark.parametrize(
    ("present", "name", "line"),
    [
        ("    Members present: Representatives Abel, Moore of Ohio, and Winter.\n\n", "Ruth Moore", 10),
        ("    Members present: Representatives Abel, Moore, and Winter.\n\n", "Moore", 12),
        ("", "Moore", 13),
    ],
)
def test_the_state_of_a_member_present_tells_which_of_two_she_is(present: str, name: str, line: int) -> None:
    text = HEARING.format(present=present)
    meeting = parse(text.encode())
    people = {label: person for person in meeting.participants for label in person.labels}
    assert people["Ms. Moore"].name == name
    assert people["Ms. Moore"].evidence["name"][0].span.line == line
    # He is in no list of members: the line of those present is all that names him, and it is his evidence.
    span = people["Mr. Winter"].evidence["name"][0].span
    assert (span.line, text[span.start : span.end]) == (12 if present else 14, "Winter")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Events News Meeting on", "Meeting on the ice road across Lake Hollen"),
        ("Events News a meeting on", "News a meeting on the ice road across Lake Hollen"),
        ("News Transcripts: meeting on", "Transcripts: meeting on the ice road across Lake Hollen"),
    ],
)
def test_a_word_of_the_head_that_goes_on_is_of_the_title(head: str, title: str) -> None:
    assert parse(ONE_LINE.replace(HEAD, head).encode()).title == title


def test_a_box_of_links_can_begin_where_another_ends() -> None:
    both = BOX + "See also Visit to the harbour February 7, 2024"
    text = ONE_LINE.replace(BOX, both)
    assert both in furniture(parse(text.encode()), text)


@pytest.mark.parametrize(
    ("entry", "is_link"),
    [
        ("Осмотр причала 4 мая 2024 года", True),
        ("осмотр причала 4 мая 2024 года", False),
        ("Осмотр причала 4 мая 2024 года и мостов", False),
    ],
)
def test_a_title_in_a_russian_box_begins_with_a_capital_and_ends_with_its_date(entry: str, is_link: bool) -> None:
    text = RUSSIAN.format(entry=entry)
    meeting = parse(text.encode(), convention="kremlin-ru")
    assert (f"Смотрите также {entry}" in furniture(meeting, text)) is is_link
    assert (entry in said(meeting, 0)) is not is_link
