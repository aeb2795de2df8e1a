"""Records that every writer is tried on: the samples, and one in which all is odd."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from csto_cli import Meeting, parse

SAMPLES = Path(__file__).parent.parent.parent / "samples"
RAW = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".json")
HOSTILE = '=1+1 </turn> <b>&amp;"quoted"</b> | {brace \\end} --> \x07\u202e\ud800\ufffe日本語 don\'t 1,000.50'


@cache
def sample(name: str) -> Meeting:
    return parse(SAMPLES / name, embed_source=True)


@cache
def odd() -> Meeting:
    """A record with a turn of nobody, an interruption, hostile words and ids, and a participant called unknown."""
    value = sample("river-council.en.txt").model_dump()
    value["id"] = "=odd/../{record}"
    value["title"] = HOSTILE
    value["turns"][2]["speaker"] = None
    value["turns"][3]["paragraphs"][0]["text"] = HOSTILE
    value["turns"][4]["interrupted_by"] = 5
    value["participants"][0]["name"] = HOSTILE
    value["participants"][1]["id"], was = "unknown", value["participants"][1]["id"]
    for turn in value["turns"]:
        turn["speaker"] = "unknown" if turn["speaker"] == was else turn["speaker"]
        turn["candidates"] = ["unknown" if name == was else name for name in turn["candidates"]]
    for event in value["floor"]:
        event["by"], event["to"] = ["unknown" if event[key] == was else event[key] for key in ("by", "to")]
    if value["chair"] == was:
        value["chair"] = "unknown"
    return Meeting.model_validate(value)


def everything() -> list[Meeting]:
    """All samples, one of them twice, and the odd record."""
    records = [sample(path.name) for path in RAW]
    return [*records, records[0], odd()]
