"""One meeting in two languages, whole and damaged: which paragraph is which."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent.parent / "samples"
ENGLISH, RUSSIAN = SAMPLES / "river-council.en.txt", SAMPLES / "river-council.ru.txt"


@pytest.fixture
def aligned(run, tmp_path):
    """Rows of the English sample beside a Russian text."""

    def call(russian: str | None = None, english: str | None = None) -> list[dict]:
        paths = []
        for path, text in ((ENGLISH, english), (RUSSIAN, russian)):
            if text is not None:
                path = tmp_path / f"{len(list(tmp_path.iterdir()))}{path.name}"
                path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        done = run("align", *paths)
        assert (done.returncode, done.stderr) == (0, "")
        return [json.loads(line) for line in done.stdout.splitlines()]

    return call


def lines(rows: list[dict]) -> list[tuple]:
    return [(row["line_first"], row["line_second"]) for row in rows]


KNOWN = [
    (25, 15), (27, 17), (29, 19), (31, 21), (34, 23), (36, 25), (38, 27), (40, 29), (42, 31), (44, 33), (46, 35),
    (48, 37), (50, 39), (52, 41), (54, 43), (56, 45), (58, 47), (62, 49), (66, 53), (68, 55), (71, 57), (73, 59),
    (75, 61), (77, 63), (79, 65),
]  # fmt: skip


def test_a_record_and_its_translation(aligned):
    rows = aligned()
    assert lines(rows) == KNOWN
    assert {row["beads"] for row in rows} == {"1-1"}
    assert (rows[6]["speaker_first"], rows[6]["speaker_second"]) == ("Tomas Arkan", "Томас Аркан")
    assert all(0 < row["score"] <= 1 for row in rows)


def test_what_the_translation_lacks_stands_alone_with_no_trust(aligned):
    text = RUSSIAN.read_text(encoding="utf-8")
    start = text.index("Вода в реке высокая")
    cut = text[:start] + text[text.index("Предоставляю слово") :]
    rows = aligned(cut.replace("М.Вельд: Мы снова Вас слышим.\n\n", ""))
    alone = [row for row in rows if row["second"] is None]
    assert [row["line_first"] for row in alone] == [34, 48]
    assert [row["score"] for row in alone] == [0.0, 0.0]
    assert [row for row in rows if row["first"] is None] == []


def test_two_paragraphs_that_are_one_in_the_other(aligned):
    text = RUSSIAN.read_text(encoding="utf-8")
    rows = aligned(text.replace("весной.\n\n", "весной. ").replace("на столе.\n\nОбъявляю", "на столе. Объявляю"))
    merged = [row for row in rows if row["beads"] == "2-1"]
    assert [(row["line_first"], row["line_second"]) for row in merged] == [(27, 17)]
    assert merged[0]["first"].count("\n\n") == 1


def test_a_turn_in_another_order_is_found_and_marked(aligned):
    text = RUSSIAN.read_text(encoding="utf-8")
    head, turn, rest = text.partition("И.Сульберг-Хауген: Город готов принять музей")
    said, _, tail = f"{turn}{rest}".partition("\n\n")
    moved = head.replace("Т.Аркан: Спасибо", f"{said}\n\nТ.Аркан: Спасибо") + tail
    rows = [row for row in aligned(moved) if row["moved"]]
    assert [row["speaker_first"] for row in rows] == ["Ingrid Solberg-Haugen"]
    assert rows[0]["second"].startswith("Город готов")


def test_running_text_gives_whole_turns(aligned):
    rows = aligned(" ".join(RUSSIAN.read_text(encoding="utf-8").split()))
    first = rows[0]
    assert first["beads"] == "6-1"
    assert first["second"].startswith("Добрый день!")
    assert all(row["speaker_first"] and row["speaker_second"] for row in rows if row["score"] > 0)


def test_a_translation_memory_holds_the_pairs(run):
    done = run("align", str(ENGLISH), str(RUSSIAN), "--format", "tmx")
    memory = ET.fromstring(done.stdout)
    units = memory.findall("./body/tu")
    assert len(units) == len(KNOWN)
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [tuv.get(language) for tuv in units[0].findall("tuv")] == ["en", "ru"]
    assert [seg.text for seg in units[0].iter("seg")] == ["Good afternoon.", "Добрый день!"]


def test_side_by_side_in_a_browser_and_in_a_terminal(run):
    page = run("align", str(ENGLISH), str(RUSSIAN), "--format", "html").stdout
    assert '<td lang="ru">Добрый день! <span class="where">line 15</span></td>' in page
    assert "<script" not in page
    table = run("align", str(ENGLISH), str(RUSSIAN), "--format", "table").stdout
    assert "Tomas Arkan / Томас Аркан" in table


def test_hostile_records_stay_text(run):
    page = run("align", "lake.json", "nasty.json", "--format", "html").stdout
    assert "<b>" not in page
    assert "<script" not in page
    ET.fromstring(run("align", "lake.json", "nasty.json", "--format", "tmx").stdout)
