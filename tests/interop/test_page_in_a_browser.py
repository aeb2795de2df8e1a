"""The web page in headless Chromium: accessible, no wider than the screen, searchable, and silent on the network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from csto_cli import Meeting, parse
from csto_cli.writers import html

pytestmark = pytest.mark.interop

webdriver = pytest.importorskip("selenium.webdriver")
waiting = pytest.importorskip("selenium.webdriver.support.ui")
Keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
axe = pytest.importorskip("axe_core_python.selenium")
ROOT = Path(__file__).parent.parent.parent
HOSTILE = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\"> \u202e {{7*7}} javascript:alert(1)"
SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver, program = shutil.which("chromedriver"), shutil.which("chromium") or shutil.which("google-chrome")
    if driver is None or program is None:
        pytest.skip("Chromium and its driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield found
    found.quit()


def page_of(meeting: Meeting, folder: Path) -> str:
    path = folder / "page.html"
    with path.open("w", encoding="utf-8") as stream:
        html.write([meeting], stream)
    return path.as_uri()


def sample(name: str) -> Meeting:
    return parse(ROOT / "samples" / name, embed_source=True)


@pytest.mark.parametrize("name", ["river-council.en.txt", "briefing.en.md", "no-labels.en.txt"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
def test_the_page_has_no_violation_and_fits_the_screen(browser, tmp_path, name, scheme, width):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(page_of(sample(name), tmp_path))
    browser.execute_script("document.querySelectorAll('details').forEach(part => { part.open = true })")
    found = axe.Axe().run(browser)
    violations = found["violations"]
    assert len(found["passes"]) > 20
    assert [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in violations] == []
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_search_hides_the_other_turns_and_gives_them_back(browser, tmp_path):
    browser.get(page_of(sample("river-council.en.txt"), tmp_path))
    field = browser.find_element("id", "search")
    field.send_keys("SIRENS")
    shown = browser.execute_script("return [...document.querySelectorAll('article:not([hidden])')].map(a => a.id)")
    assert shown == ["turn-1"]
    assert browser.find_element("css selector", "form.search output").text.startswith("1 of ")
    browser.find_element("css selector", "button[type=reset]").send_keys(Keys.ENTER)
    turns = len(sample("river-council.en.txt").turns)
    count = "return document.querySelectorAll('article:not([hidden])').length"
    waiting.WebDriverWait(browser, 10).until(lambda page: page.execute_script(count) == turns)


def test_a_hostile_record_stays_text(browser, tmp_path):
    meeting = sample("river-council.en.txt")
    meeting.title = HOSTILE
    meeting.language = 'en" onload="x'
    meeting.source.url = f"javascript:{HOSTILE}"
    for person in meeting.participants:
        person.name = HOSTILE
    for turn in meeting.turns:
        turn.label = HOSTILE
        for paragraph in turn.paragraphs:
            paragraph.text = HOSTILE
    for document in meeting.documents:
        document.title = HOSTILE
    browser.get(page_of(meeting, tmp_path))
    assert browser.execute_script("return document.scripts.length") == 1
    assert browser.execute_script("return document.images.length") == 0
    assert "pwned" not in browser.execute_script("return document.title").replace(HOSTILE.replace("\u202e ", ""), "")
    assert "document.title='pwned'" in browser.find_element("css selector", "h1").text
    assert browser.execute_script("return document.querySelectorAll('a[href^=javascript]').length") == 0


def test_the_page_asks_the_network_for_nothing(browser, tmp_path):
    browser.get(page_of(sample("river-council.en.txt"), tmp_path))
    assert browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    problems = [entry for entry in browser.get_log("browser") if "favicon" not in entry["message"]]
    assert problems == []
