"""The table of rules, and the page that is made from it."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import csto_cli.checks
from csto_cli.checks import RULES, explain
from csto_cli.checks.handbook import handbook
from csto_cli.checks.rule import Rule

FOLDER = Path(csto_cli.checks.__file__).parent
DOCS = Path(__file__).parents[2] / "docs" / "diagnostics.md"


def test_table_is_a_tuple_in_order_of_code():
    assert isinstance(RULES, tuple)
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained(rule):
    assert re.fullmatch(r"C\d{3}", rule.code)
    assert rule.title
    assert "\n" not in rule.title
    assert not rule.title.endswith(".")
    assert len(rule.explanation) > 80
    assert rule.explanation.endswith(".")
    assert (rule.severity == "error") == rule.code.startswith("C3")


def test_every_rule_of_the_folder_is_in_the_table():
    modules = [import_module(f"csto_cli.checks.{path.stem}") for path in FOLDER.glob("[!_]*.py")]
    in_folder = {value.code for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    in_folder |= {rule.code for rule in import_module("csto_cli.checks.parser").RAISED_BY_PARSER}
    assert in_folder == {rule.code for rule in RULES}


def test_explain():
    assert explain("C301") is explain("c301")
    assert explain("C301").severity == "error"
    for unknown in ("", "C000", "C1234", "nonsense"):
        with pytest.raises(KeyError):
            explain(unknown)


def test_page_is_in_step():
    assert DOCS.read_text(encoding="utf-8") == handbook(), (
        "run: python -m csto_cli.checks.handbook > docs/diagnostics.md"
    )


def test_page_tells_each_rule_once():
    assert re.findall(r"^### (C\d{3})$", handbook(), re.MULTILINE) == [rule.code for rule in RULES]
