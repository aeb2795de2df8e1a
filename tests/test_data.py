"""Every table says where each row comes from, and no row is blank, doubled or untidy."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from csto_cli import data
from csto_cli.data import lines, rows

FOLDER = Path(data.__file__).parent
TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))
LISTS = sorted(path.name for path in FOLDER.glob("*.txt"))
ROOT = Path(__file__).parent.parent


def raw(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as table:
        return list(csv.reader(table))


@pytest.mark.parametrize("name", TABLES)
def test_header_has_a_source_and_every_row_its_width(name):
    header, *body = raw(name)
    assert "source" in header
    assert len(set(header)) == len(header)
    assert body
    assert [row for row in body if len(row) != len(header)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_its_source_and_something(name):
    first = "name" if "name" in raw(name)[0] else raw(name)[0][0]
    assert [row for row in rows(name) if not row["source"] or not row[first]] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name):
    source = raw(name)[0].index("source")
    said = [tuple(cell for column, cell in enumerate(row) if column != source) for row in raw(name)]
    assert sorted(said) == sorted(set(said))


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_has_blanks_around_it(name):
    assert [cell for row in raw(name) for cell in row if cell != cell.strip()] == []


@pytest.mark.parametrize("name", TABLES + LISTS)
def test_lines_end_with_lf_and_the_file_with_one(name):
    content = (FOLDER / name).read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")


@pytest.mark.parametrize("name", LISTS)
def test_no_line_stands_twice(name):
    assert sorted(lines(name)) == sorted({line.strip() for line in lines(name)})


@pytest.mark.parametrize(
    ("name", "column"),
    [("countries.csv", "code"), ("country_aliases.csv", "code"), ("subdivisions.csv", "country")],
)
def test_country_codes_are_two_capitals_or_empty(name, column):
    assert [row for row in rows(name) if not re.fullmatch(r"(?:[A-Z]{2})?", row[column])] == []


def test_subdivision_codes_belong_to_their_country():
    for row in rows("subdivisions.csv"):
        assert re.fullmatch(r"(?:[A-Z]{2}-[A-Z0-9]{1,3})?", row["code"]), row
        assert not row["code"] or row["code"][:2] == row["country"], row
        assert row["code"] or row["kind"] in ("district", "as recorded"), row


def test_an_english_name_is_one_country_or_none():
    codes = {}
    for row in rows("countries.csv"):
        if row["language"] == "en":
            codes.setdefault(row["name"].lower(), set()).add(row["code"])
    assert {name: found for name, found in codes.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("countries.csv", {"short", "official", "variant", "demonym", "alias"}),
        ("country_aliases.csv", {"demonym", "alias"}),
        ("subdivisions.csv", {"region", "district", "as recorded"}),
        ("organisations.csv", {"organisation", "variant", "body", "company", "company word"}),
    ],
)
def test_kinds_are_known(name, kinds):
    assert {row["kind"] for row in rows(name)} == kinds


def test_parents_are_organisations():
    organisations = {row["name"] for row in rows("organisations.csv") if row["kind"] == "organisation"}
    assert {row["parent"] for row in rows("organisations.csv")} - {""} <= organisations
    assert [row for row in rows("organisations.csv") if row["kind"] == "variant" and not row["parent"]] == []


def test_countries_are_what_the_generator_writes():
    pycountry, babel = pytest.importorskip("pycountry"), pytest.importorskip("babel")
    sources = " ".join({row["source"] for row in rows("countries.csv")})
    if babel.__version__ not in sources or f"pycountry {version_of(pycountry)}" not in sources:
        pytest.skip("other versions of the sources are installed")
    check = subprocess.run([sys.executable, "tools/make_countries.py", "--check"], cwd=ROOT, check=False)
    assert check.returncode == 0


def version_of(module):
    from importlib.metadata import version

    return version(module.__name__)
