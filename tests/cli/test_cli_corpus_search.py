"""``csto corpus search`` and ``count``: what is found, how it is cited, and what a bad query is told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cli_corpus import RUSSIAN, built, csto, record

SPEECH = """Meeting of the Lake Council

June 5, 2019, Brightwater

Taking part were President of Norland Ada Quill and Premier of Sudria Ben Marsh.

* * *

President of Norland Ada Quill: We speak of collective security, and of waters that rise.

Premier of Sudria Ben Marsh: Security is shared. The water of our rivers is not collective yet.

Ada Quill: Ещё раз: вода.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three English records of three years and a Russian one."""
    folder = tmp_path_factory.mktemp("searched")
    (folder / "a.txt").write_text(SPEECH, encoding="utf-8")
    (folder / "b.txt").write_text(record(3), encoding="utf-8")
    (folder / "c.txt").write_text(record(40, words="the ferries of Pyotr Shubin"), encoding="utf-8")
    (folder / "d.txt").write_text(RUSSIAN, encoding="utf-8")
    built(folder, "a.txt", "b.txt", "c.txt", "d.txt")
    return folder


def hits(store: Path, *words: str) -> list[dict[str, Any]]:
    done = csto(store, "corpus", "search", "c.db", *words, "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def found(store: Path, *words: str) -> list[tuple[str, int]]:
    return sorted((hit["path"], hit["turn"]) for hit in hits(store, *words))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ferry", [("c.txt", 0)]),
        ("nothinglikethis", []),
        ("collective security", [("a.txt", 0), ("a.txt", 1), ("b.txt", 1), ("c.txt", 1)]),
        ('"collective security"', [("a.txt", 0), ("b.txt", 1), ("c.txt", 1)]),
        ("collective NOT river", [("a.txt", 0), ("b.txt", 1), ("c.txt", 1)]),
        ("river OR ferry", [("a.txt", 1), ("c.txt", 0)]),
        ("NEAR(water collective, 4)", [("a.txt", 0)]),
        ("NEAR(water collective, 1)", []),
        ("ris*", [("a.txt", 0), ("b.txt", 1), ("c.txt", 1)]),
        ("безопасность", [("d.txt", 0), ("d.txt", 1)]),
        ("вода", [("a.txt", 2), ("d.txt", 0)]),
        ("еще", [("a.txt", 2), ("d.txt", 0)]),
        ("ЕЩЁ", [("a.txt", 2), ("d.txt", 0)]),
        ("(river OR ferry) AND collective", [("a.txt", 1)]),
        ("^thank", [("b.txt", 1), ("b.txt", 2), ("c.txt", 1), ("c.txt", 2)]),
        ("collective + security", [("a.txt", 0), ("b.txt", 1), ("c.txt", 1)]),
    ],
)
def test_words_phrases_and_operators(store: Path, query: str, expected: list[tuple[str, int]]):
    assert found(store, query) == expected


def test_exact_words_are_words_as_printed(store: Path):
    assert found(store, "waters", "--exact") == [("a.txt", 0)]
    assert len(found(store, "waters")) == 4 - 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--speaker", "Quill"), [("a.txt", 0)]),
        (("--speaker", "Квилл"), []),
        (("--speaker", "marsh", "--to", "2001"), [("b.txt", 1)]),
        (("--from", "2019-06"), [("a.txt", 0), ("a.txt", 1)]),
        (("--to", "2002"), [("b.txt", 1), ("c.txt", 1)]),
        (("--role", "chair"), []),
        (("--language", "ru"), []),
        (("--language", "en", "--speaker", "Ben"), [("a.txt", 1), ("b.txt", 1), ("c.txt", 1)]),
    ],
)
def test_filters_combine(store: Path, options: tuple[str, ...], expected: list[tuple[str, int]]):
    assert found(store, "collective AND security", *options) == expected


def test_a_person_is_found_in_the_other_script(store: Path):
    assert found(store, "безопасность", "--speaker", "Shubin") == [("d.txt", 0)]
    assert found(store, "Shubin") == [("c.txt", 0), ("d.txt", 1)]
    assert found(store, "Шубина AND господину") == [("d.txt", 1)]
    assert found(store, "Shubin господин") == [("d.txt", 1)]


def test_the_hit_has_its_snippet_and_its_citation(store: Path):
    (hit,) = hits(store, "rivers")
    assert (
        hit["snippet"] == "… is shared. The water of our [rivers] is not collective yet" or "[rivers]" in hit["snippet"]
    )
    assert hit["citation"] == (
        "Ben Marsh, Premier of Sudria: Meeting of the Lake Council, Brightwater, 2019-06-05, turn 1, line 11. a.txt."
    )
    assert (hit["rank"], hit["date"], hit["line"]) == (1, "2019-06-05", 11)


def test_documents_are_searched_by_their_titles(store: Path):
    documents = hits(store, "declarations water", "--kind", "documents")
    assert sorted(hit["path"] for hit in documents) == ["b.txt", "c.txt"]


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "table"])
def test_every_form_shows_the_hits(store: Path, form: str):
    done = csto(store, "corpus", "search", "c.db", "rivers", "--format", form)
    assert done.returncode == 0
    assert "2019-06-05" in done.stdout
    assert "rivers" in done.stdout


@pytest.mark.parametrize("query", ["don't", '"open', "a AND", "NEAR(", "(a", "a:b", "U.S.", "OR", "*", "^", "a + "])
def test_a_bad_query_is_one_clear_line(store: Path, query: str):
    for more in ((), ("--exact",)):
        done = csto(store, "corpus", "search", "c.db", query, *more)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert done.stderr.startswith("csto: the query ")
        assert done.stderr.count("\n") == 1


def test_nothing_found_is_said_and_is_1_only_where_it_is_asked(store: Path):
    done = csto(store, "corpus", "search", "c.db", "zebra")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "csto: no turn holds these words\n")
    assert csto(store, "corpus", "search", "c.db", "zebra", "--exit-code").returncode == 1


def counts(store: Path, *words: str) -> list[dict[str, Any]]:
    done = csto(store, "corpus", "count", "c.db", *words, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_counts_by_year_are_those_of_the_turns(store: Path):
    rows = counts(store, "--by", "year")
    turns = csto(store, "turns", "c.db").stdout.splitlines()
    assert sum(row["turns"] for row in rows) == len(turns)
    assert sum(row["words"] for row in rows) == sum(json.loads(line)["words"] for line in turns)
    assert round(sum(row["per_thousand_words"] for row in rows)) == 1000


def test_counts_of_words_are_set_against_all_turns_of_the_group(store: Path):
    rows = {row["year"]: row for row in counts(store, "collective", "--by", "year")}
    assert (rows[2019]["turns"], rows[2019]["per_thousand_turns"]) == (2, 666.667)
    assert rows[2021]["turns"] == 0


def test_counts_by_speaker_and_body_take_people_of_many_records_together(store: Path):
    rows = {row["speaker"]: row for row in counts(store, "--by", "speaker")}
    assert rows["Ben Marsh"]["meetings"] == 3


@pytest.mark.parametrize(("name", "begin"), [("p.svg", b"<?xml"), ("p.png", b"\x89PNG")])
def test_counts_are_drawn(store: Path, tmp_path: Path, name: str, begin: bytes):
    for by in ("year", "year,speaker", "speaker"):
        done = csto(store, "corpus", "count", "c.db", "water", "--by", by, "--plot", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_bytes().startswith(begin)


def test_what_cannot_be_counted_by_or_drawn_into_is_one_line(store: Path):
    assert csto(store, "corpus", "count", "c.db", "--by", "colour").returncode == 2
    assert csto(store, "corpus", "count", "c.db", "--plot", "p.txt").returncode == 2


def without(package: str, store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run csto where a package cannot be imported."""
    (store / "hide").mkdir(exist_ok=True)
    (store / "hide" / f"{package}.py").write_text("raise ImportError('hidden')\n")
    import os

    return csto(store, *words, env={**os.environ, "PYTHONPATH": str(store / "hide")})


def test_without_the_extra_plot_a_picture_is_refused_with_3(store: Path):
    done = without("matplotlib", store, "corpus", "count", "c.db", "--plot", "p.svg")
    assert done.returncode == 3
    assert "csto-cli[plot]" in done.stderr
    (store / "hide" / "matplotlib.py").unlink()


def test_without_the_extra_corpus_folded_words_are_kept_and_stems_come_with_it(store: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    assert without("snowballstemmer", tmp_path, "corpus", "build", "c.db", "a.txt").returncode == 0
    assert without("snowballstemmer", tmp_path, "corpus", "search", "c.db", "river").stdout == ""
    assert "rivers" in without("snowballstemmer", tmp_path, "corpus", "search", "c.db", "RIVERS").stdout
    refused = without("snowballstemmer", store, "corpus", "search", "c.db", "river")
    assert refused.returncode == 3
    assert "csto-cli[corpus]" in refused.stderr
    built(tmp_path, "a.txt")
    assert "rivers" in csto(tmp_path, "corpus", "search", "c.db", "river").stdout
