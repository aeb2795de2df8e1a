"""The library's surface: what is importable, what loads, what comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import csto_cli
from csto_cli import Meeting, load, load_many, parse
from csto_cli.errors import CstoError, NotRecognisedError, RebuildError, SchemaVersionError, UnreadableError

SAMPLES = Path(__file__).parent.parent / "samples"
RAW = sorted(path for path in SAMPLES.iterdir() if path.is_file() and ".en" in path.name)


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_the_public_names_are_exactly_those_listed() -> None:
    assert sorted(csto_cli.__all__) == csto_cli.__all__
    assert all(getattr(csto_cli, name) is not None for name in csto_cli.__all__)
    assert dir(csto_cli) == csto_cli.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        csto_cli.nothing  # noqa: B018 - the attribute is the test


@pytest.mark.parametrize(
    "code", ["import csto_cli", "import csto_cli; csto_cli.parse", "from csto_cli.model import Meeting"]
)
def test_importing_the_library_loads_no_command_line(code: str) -> None:
    heavy = run(f"{code}\nimport sys; print([m for m in ('typer', 'rich', 'charset_normalizer') if m in sys.modules])")
    assert heavy.strip() == "[]"


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert run("import csto_cli, sys; print('pydantic' in sys.modules)").strip() == "False"


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_every_sample_is_sound_whole_and_the_same_again(path: Path) -> None:
    from csto_cli.checks import validate

    meeting = parse(path, embed_source=True)
    assert [d for d in validate(meeting) if d.severity == "error"] == []
    if meeting.source.extractor is None:
        assert meeting.rebuild().encode() == path.read_bytes()
    assert meeting.rebuild() == meeting.source.text
    assert load(meeting.model_dump_json()) == meeting
    assert load(meeting.model_dump()) == meeting
    assert parse(path, embed_source=True) == meeting
    assert parse(path.read_bytes(), with_path=False).source.path is None


def test_every_key_is_always_present() -> None:
    record = json.loads(parse(RAW[0]).model_dump_json())
    assert set(record) == set(Meeting.model_fields)
    assert set(record["source"]) >= {"path", "url", "sha256", "text_sha256", "account", "row", "extractor", "text"}
    schema = Meeting.model_json_schema()
    definitions = [schema, *schema["$defs"].values()]
    assert all(
        "description" in field for d in definitions for field in d.get("properties", {}).values() if "$ref" not in field
    )


def test_unknown_keys_of_a_newer_minor_version_are_kept() -> None:
    record = parse(RAW[0]).model_dump()
    record["schema_version"] = "1.7"
    record["weather"] = "rain"
    record["turns"] and record["turns"][0].update(mood="glad")
    again = load(record)
    assert json.loads(again.model_dump_json())["weather"] == "rain"
    assert again.schema_version == "1.7"


def test_a_newer_major_version_and_other_json_are_refused() -> None:
    record = parse(RAW[0]).model_dump()
    with pytest.raises(SchemaVersionError, match=r"2\.0"):
        load({**record, "schema_version": "2.0"})
    with pytest.raises(NotRecognisedError, match="no schema_version"):
        load("{}")
    with pytest.raises(NotRecognisedError, match="turns"):
        load({**record, "turns": 3})
    with pytest.raises(NotRecognisedError):
        load("{")


def test_records_come_as_one_object_an_array_or_lines() -> None:
    one, two = (parse(path).model_dump_json().encode() for path in RAW[:2])
    for data in (one + b"\n" + two, b"[" + one + b"," + two + b"]"):
        assert len(list(load_many(data))) == 2
    assert len(list(load_many(one))) == 1


def test_a_record_rebuilds_its_source_and_no_other_text() -> None:
    text = RAW[0].read_text("utf-8")
    meeting = parse(RAW[0])
    assert meeting.rebuild(text) == text
    with pytest.raises(RebuildError, match="hash"):
        meeting.rebuild(text + " ")
    with pytest.raises(RebuildError, match="embed"):
        meeting.rebuild()
    meeting.source.account.pop(1)
    with pytest.raises(RebuildError, match="partition"):
        meeting.rebuild(text)


def test_unreadable_inputs_say_what_is_wrong(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.txt", "no such file"), (tmp_path, "folder")):
        with pytest.raises(UnreadableError, match=words):
            parse(path)


def test_every_failure_is_a_csto_error_with_its_exit_code() -> None:
    import csto_cli.errors as errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CstoError)]
    assert {kind.__name__: int(kind.exit_code) for kind in kinds if kind is not CstoError} == {
        "UsageError": 2, "InputError": 3, "UnreadableError": 3, "EmptyInputError": 3, "EncodingError": 3,
        "NotRecognisedError": 3, "SchemaVersionError": 3, "MissingExtraError": 3, "PluginError": 3, "RebuildError": 1, "OutputError": 5,
    }  # fmt: skip
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in kinds)
