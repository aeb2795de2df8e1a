"""``csto corpus people``: never two people in one without evidence, and a person's own decisions."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from cli_corpus import ask, built, csto, record, sound


def write(folder: Path, name: str, chair: str, number: int, *, country: str = "Norland") -> None:
    text = record(number, chair=chair).replace("Norland", country)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def people(folder: Path, *words: str) -> list[dict[str, Any]]:
    done = csto(folder, "corpus", "people", "c.db", *words, "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_person_of_many_records_is_one_with_offices_and_dates(tmp_path: Path):
    write(tmp_path, "a", "Nikol Pashin", 0, country="Armenia")
    write(tmp_path, "b", "Nikol Pashin", 40, country="Armenia")
    built(tmp_path, "a.txt", "b.txt")
    (person,) = people(tmp_path, "pashin")
    assert (person["name"], person["countries"], person["meetings"]) == ("Nikol Pashin", ["AM"], 2)
    assert (person["first_date"], person["last_date"]) == ("2001-03-01", "2002-03-13")
    assert person["offices"] == [
        {"title": "President of Armenia", "first": "2001-03-01", "last": "2002-03-13", "meetings": 2}
    ]


def test_a_name_in_two_scripts_is_one_person_and_is_found_in_both(tmp_path: Path):
    write(tmp_path, "a", "Pyotr Shubin", 0)
    write(tmp_path, "b", "Petr Shubin", 40)
    russian = "Совещание\n\n4 марта 2021 года, Онега\n\nПётр Шубин: Уважаемые коллеги, начинаем работу.\n\nМарина Вельд: Спасибо.\n"
    (tmp_path / "c.txt").write_text(russian, encoding="utf-8")
    built(tmp_path, "a.txt", "b.txt", "c.txt")
    (person,) = people(tmp_path, "Шубин")
    assert sorted(person["names"]) == ["Petr Shubin", "Pyotr Shubin", "Пётр Шубин"]
    assert people(tmp_path, "shubin") == [person]


def test_one_name_in_two_countries_is_two_people_and_a_doubt(tmp_path: Path):
    write(tmp_path, "a", "John Reed", 0, country="Armenia")
    write(tmp_path, "b", "John Reed", 40, country="Belarus")
    built(tmp_path, "a.txt", "b.txt")
    assert len(people(tmp_path, "Reed")) == 2
    (doubt,) = people(tmp_path, "--doubts")
    assert (doubt["one"], doubt["other"]) == ("john-reed:am", "john-reed:by")
    assert "several countries" in doubt["reason"]


def test_initials_and_slips_are_doubts_and_never_joined(tmp_path: Path):
    write(tmp_path, "a", "John Reedham", 0)
    write(tmp_path, "b", "J. Reedham", 40)
    write(tmp_path, "c", "John Reedhem", 80)
    built(tmp_path, "a.txt", "b.txt", "c.txt")
    assert len(people(tmp_path, "John")) == 2
    pairs = {(doubt["one_name"], doubt["other_name"]) for doubt in people(tmp_path, "--doubts")}
    assert ("John Reedham", "John Reedhem") in pairs
    assert any("J. Reedham" in pair for pair in pairs)


def test_decisions_are_read_back_kept_and_heeded_by_later_builds(tmp_path: Path):
    write(tmp_path, "a", "John Reed", 0, country="Armenia")
    write(tmp_path, "b", "John Reed", 40, country="Belarus")
    write(tmp_path, "c", "Ann Holm", 80)
    write(tmp_path, "d", "Anne Holm", 90)
    built(tmp_path, "a.txt", "b.txt", "c.txt", "d.txt")
    doubts = csto(tmp_path, "corpus", "people", "c.db", "--doubts", "--format", "csv").stdout
    (tmp_path / "same.csv").write_text("\n".join(line for line in doubts.splitlines() if "holm" not in line) + "\n")
    done = csto(tmp_path, "corpus", "people", "c.db", "Reed", "--same", "same.csv")
    assert done.stderr == ""
    assert json.loads(done.stdout)["meetings"] == 2
    write(tmp_path, "e", "John Reed", 120, country="Belarus")
    built(tmp_path, "a.txt", "b.txt", "c.txt", "d.txt", "e.txt")
    assert [person["meetings"] for person in people(tmp_path, "Reed")] == [3]
    (tmp_path / "different.csv").write_text("one,other\njohn-reed:am,john-reed:by\n")
    assert csto(tmp_path, "corpus", "people", "c.db", "--different", "different.csv").returncode == 0
    assert sorted(person["meetings"] for person in people(tmp_path, "Reed")) == [1, 2]
    assert not any("reed" in row["one"] for row in csv.DictReader(io.StringIO(doubts_of(tmp_path))))
    sound(tmp_path / "c.db")


def doubts_of(folder: Path) -> str:
    return csto(folder, "corpus", "people", "c.db", "--doubts", "--format", "csv").stdout


def test_a_voice_is_nobody(tmp_path: Path):
    (tmp_path / "a.txt").write_text(
        "Press conference\n\nMarch 3, 2020\n\nAda Quill: Your questions, please.\n\nQuestion: What of the lake?\n\n"
        "Ada Quill: It rises.\n\nQuestion: And the river?\n\nAda Quill: It falls.\n",
        encoding="utf-8",
    )
    built(tmp_path, "a.txt")
    assert ask(tmp_path / "c.db", "SELECT name, person_id FROM participants WHERE role = 'voice'") == [
        ("Question", None)
    ]


@pytest.mark.parametrize("text", ["one;other\na;b\n", "", "nothing"])
def test_a_file_that_is_no_list_of_pairs_is_one_line(tmp_path: Path, text: str):
    write(tmp_path, "a", "Ada Quill", 0)
    built(tmp_path, "a.txt")
    (tmp_path / "pairs.csv").write_text(text)
    done = csto(tmp_path, "corpus", "people", "c.db", "--same", "pairs.csv")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("csto: pairs.csv: ")
