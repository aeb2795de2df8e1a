"""A store in the real Datasette: its pages and its JSON, asked over loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

pytestmark = pytest.mark.interop
pytest.importorskip("datasette")
ROOT = Path(__file__).parent.parent.parent
SECONDS = 60
Get = Callable[..., str]


def csto(*words: str, folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "csto_cli", *words], cwd=folder, check=True, timeout=300)


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """What gives a page of Datasette, opened with a store of the samples and the metadata that csto writes."""
    folder = tmp_path_factory.mktemp("datasette")
    csto("corpus", "build", "council.db", str(ROOT / "samples" / "river-council.en.txt"),
         str(ROOT / "samples" / "lords.en.txt"), "-q", folder=folder)  # fmt: skip
    csto("corpus", "datasette", "council.db", "-o", "council.json", folder=folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("serve", "council.db", "--metadata", "council.json", "--host", "127.0.0.1", "--port", str(port))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "datasette", *words], cwd=folder, stdout=log, stderr=log)
    opener = build_opener(ProxyHandler({}))

    def page(path: str, **asked: str) -> str:
        address = f"http://127.0.0.1:{port}{path}{'?' if asked else ''}{urlencode(asked)}"
        with opener.open(address, timeout=SECONDS) as answer:
            return answer.read().decode()

    until = time.monotonic() + SECONDS
    while True:
        try:
            page("/-/versions.json")
            break
        except HTTPError:
            raise
        except (URLError, ConnectionError):
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.2)
    yield page
    process.terminate()
    process.wait(SECONDS)


def rows(get: Get, path: str, **asked: str) -> list[dict[str, Any]]:
    return json.loads(get(path, **asked, _shape="array"))


def test_the_tables_are_there_with_their_keys(get):
    tables = {table["name"]: table for table in json.loads(get("/council.json"))["tables"]}
    shown = {name for name, table in tables.items() if not table["hidden"]}
    assert {"meetings", "turns", "participants", "people", "documents", "floor", "topics", "sources"} <= shown
    assert not {name for name in shown if "_fts" in name or "_stems" in name or name in {"about", "records"}}
    keys = {(key["column"], key["other_table"]) for key in tables["turns"]["foreign_keys"]["outgoing"]}
    assert keys == {("meeting_id", "meetings"), ("participant_id", "participants")}
    assert tables["turns"]["fts_table"] == "turns_fts"
    assert tables["documents"]["fts_table"] == "documents_fts"


@pytest.mark.parametrize("table", ["meetings", "turns", "participants", "people", "offices", "documents", "topics",
                                   "floor", "diagnostics", "sources", "speeches", "decisions", "people_offices",
                                   "failures"])  # fmt: skip
def test_every_table_and_view_is_a_page(get, table):
    assert "<table" in get(f"/council/{table}") or table == "failures"


def test_a_key_is_shown_by_its_label(get):
    page = get("/council/turns")
    assert "Marina Veld</a>" in page
    assert "Meeting of the Northern Rivers Council</a>" in page
    assert "Turns</h1>" in page


def test_a_facet_counts(get):
    answer = json.loads(get("/council/meetings.json", _facet="language"))
    facet = answer["facet_results"]
    found = facet.get("results", facet)["language"]["results"]
    assert [(one["value"], one["count"]) for one in found] == [("en", 2)]


def test_a_table_and_a_view_are_searched(get):
    for table in ("turns", "speeches"):
        found = rows(get, f"/council/{table}.json", _search='"cross-border rescue"')
        assert found
        assert all("cross-border rescue" in row["text"] for row in found)
    assert rows(get, "/council/turns.json", _search="nosuchword") == []
    assert {row["title"] for row in rows(get, "/council/documents.json", _search="Lillehavn")} == {
        "Lillehavn Declaration"
    }


def test_a_canned_query_says_who_said_a_phrase_after_the_floor_was_given(get):
    found = rows(get, "/council/phrase_after_floor.json", phrase="winter navigation")
    assert [(row["speaker"], row["given_by"], row["date"]) for row in found] == [
        ("Aino Salmela", "Marina Veld", "2024-03-14")
    ]
    assert "[winter navigation]" in found[0]["words"]
    assert "Who said a phrase after the floor was given?" in get("/council/phrase_after_floor", phrase="river")


def test_every_canned_query_is_a_page(get):
    for query in json.loads(get("/council.json"))["queries"]:
        asked = {name: "2024" if name == "year" else "river" for name in query.get("params", ())}
        assert query["title"] in get(f"/council/{query['name']}", **asked)


def test_nothing_can_be_written(get):
    with pytest.raises(HTTPError):
        get("/council.json", sql="DELETE FROM turns")
