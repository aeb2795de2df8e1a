"""Countries, organisations and bodies that words name, and above all those that they do not name."""

import subprocess
import sys

import pytest

from csto_cli.data import rows
from csto_cli.parsing.geography import Organisation, body_of, country_of, organisation_of

CSTO = Organisation("Collective Security Treaty Organisation", "CSTO")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "—",
        "Minister of Defence",
        "Human Rights Ombudsman",
        "Chairman of the Accounts Chamber",
        "President of the European Commission",
        pytest.param("us President", id="no capital"),
        pytest.param("president of turkey", id="a bird"),
        pytest.param("LET US PRAY", id="a word in capitals"),
        pytest.param("Governor of Us", id="an abbreviation stands in capitals"),
        pytest.param("Sberbank CEO German Gref", id="a given name"),
        pytest.param("Israel Katz, Minister", id="another given name"),
        pytest.param("Chad Smith", id="a given name alone"),
        pytest.param("President of Nigerland", id="whole words only"),
        pytest.param("Franco-Russian Chamber of Commerce", id="half of a word"),
        "Russian Railways CEO",
        "President of Russian Railways",
        "Russian Railways President",
        "Russian Post CEO",
        "Royal Dutch Shell",
        "CEO of Royal Dutch Shell",
        "Bank of America",
        "American Express",
        "American Chamber of Commerce President",
        "Chairman of the Russian Union of Journalists",
        "President of the Russian Academy of Sciences",
        "President of Kazakhstan Railways",
        "Head of the United Russia faction",
        "Head of the A Just Russia faction",
        pytest.param("Secretary of State of the Union State of Russia and Belarus", id="an organisation of two"),
        pytest.param("Ambassador to Russia", id="an envoy is not of where he is sent"),
        pytest.param("Ambassador to the Russian Government", id="nor by a demonym"),
        pytest.param("UN Resident Coordinator in Kazakhstan", id="an organisation's office"),
        pytest.param("President of South Ossetia", id="no code in ISO 3166-1"),
        "Prime Minister of Northern Cyprus",
        pytest.param("Korean Ambassador to Russia", id="two Koreas"),
        pytest.param("Crimea", id="no office"),
        pytest.param("Moscow", id="a place"),
        pytest.param("Director of the Moscow Art Theatre", id="no office of the subdivision"),
        pytest.param("Patriarch of Moscow and All Russia", id="no office of state"),
        pytest.param("Chair of the Conference in Crimea", id="in a place that is only as recorded"),
        pytest.param("председатель «Деловая Россия»", id="a Russian nominative inside a name"),
        "Президент Абхазии",
    ],
)
def test_no_country(words):
    assert country_of(words) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("President of Russia", "RU"),
        ("President of the Republic of Korea", "KR"),
        ("Chairman of the State Affairs Commission of the Democratic People's Republic of Korea", "KP"),
        ("Chinese Foreign Minister", "CN"),
        ("Foreign Minister of the People’s Republic of China", "CN"),
        ("Foreign Minister of the People's Republic of China", "CN"),
        ("Minister of the Interior of the Republic of Adygeya", "RU"),
        ("Federal Chancellor of Germany", "DE"),
        ("Ruling Prince of Monaco", "MC"),
        ("Secretary General of the National Security Council of Japan", "JP"),
        ("Secretary General of Japan's National Security Council", "JP"),
        ("Serbia’s President", "RS"),
        ("Belarus President Alexander Lukashenko", "BY"),
        ("Former US President", "US"),
        ("President of the U.S.", "US"),
        ("President of the United States", "US"),
        ("UK Prime Minister", "GB"),
        ("DPRK Foreign Minister", "KP"),
        ("Serbian Prime Minister and Interior Minister", "RS"),
        ("Russian First Deputy Prime Minister", "RU"),
        ("Russian Human Rights Ombudsman", "RU"),
        ("Chairman of the Russian Accounts Chamber", "RU"),
        ("Russian Foreign Ministry Spokesperson", "RU"),
        ("Deputy Supreme Commander of the United Arab Emirates Armed Forces", "AE"),
        ("President of the Arab Republic of Egypt", "EG"),
        ("President of the Bolivarian Republic of Venezuela", "VE"),
        ("President of the Islamic Republic of Iran", "IR"),
        ("President of the Kyrgyz Republic", "KG"),
        ("President of the Czech Republic", "CZ"),
        ("President of the State of Palestine", "PS"),
        pytest.param("President of the State Palestine", "PS", id="as printed once"),
        ("President of Turkey", "TR"),
        ("President of Türkiye", "TR"),
        ("President of Macedonia", "MK"),
        ("King of Swaziland", "SZ"),
        ("Kosovo Prime Minister", "XK"),
        ("President of Côte d’Ivoire", "CI"),
        ("President of Guinea-Bissau", "GW"),
        ("Prime Minister of Papua New Guinea", "PG"),
        ("President of South Sudan", "SS"),
        ("Minister of Foreign Affairs of the Democratic Republic of the Congo", "CD"),
        ("Prime Minister of Trinidad & Tobago", "TT"),
        ("PRESIDENT OF RUSSIA VLADIMIR PUTIN", "RU"),
        ("President\u00a0of\u00a0the Czech\u00a0Republic", "CZ"),
        pytest.param("Russian Federation", "RU", id="alone"),
        pytest.param("Mr Nebenzia (Russian Federation)", "RU", id="alone in parentheses"),
        pytest.param("Minister for Foreign Affairs, Japan", "JP", id="alone after a comma"),
        pytest.param("Head of Siemens in Germany", "DE", id="in, where nothing else is tied to the office"),
        ("Президент Республики Беларусь", "BY"),
        ("Премьер-министр Армении", "AM"),
        ("посол США в России", "US"),
    ],
)
def test_country(words, code):
    assert country_of(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ambassador of France to Russia", "FR"),
        ("Russian Ambassador to France", "RU"),
        ("US Ambassador to Russia", "US"),
        ("Tajikistan’s Ambassador to Belarus", "TJ"),
        ("Permanent Representative of Russia to NATO", "RU"),
        ("President of the Republic of Guinea and Chairperson of the African Union", "GN"),
        ("Permanent Representative of the President of Ukraine in Crimea", "UA"),
    ],
)
def test_of_two_countries_the_first_that_is_tied_to_the_office_wins(words, code):
    assert country_of(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Governor of Pskov Region", "RU"),
        ("Acting Governor of the Krasnoyarsk Territory", "RU"),
        ("Altai Territory Governor", "RU"),
        ("Head of Tatarstan", "RU"),
        ("Acting Head of the Republic of Daghestan", "RU"),
        ("Head of North Ossetia–Alania", "RU"),
        ("Moscow Mayor", "RU"),
        ("Governor of St. Petersburg", "RU"),
        ("Presidential Plenipotentiary Envoy to the Volga Federal District", "RU"),
        ("Governor of California", "US"),
        ("GOVERNOR OF CALIFORNIA", "US"),
        ("Governor of New Mexico", "US"),
        ("First Minister of Northern Ireland", "GB"),
        ("Crown Prince of Abu Dhabi", "AE"),
        pytest.param("Governor of Georgia", "US", id="the state"),
        pytest.param("President of Georgia", "GE", id="the country"),
        pytest.param("Head of the Republic of Crimea", "RU", id="as the records use it"),
        pytest.param("Chairperson of the Legislative Assembly of Sevastopol", "RU", id="an assembly of it"),
    ],
)
def test_country_of_an_office_of_a_subdivision(words, code):
    assert country_of(words) == code


def test_every_english_name_is_found_after_of():
    names = [row for row in rows("countries.csv") if row["language"] == "en" and row["kind"] != "demonym"]
    lost = [row for row in names if country_of(f"President of the {row['name']}") != (row["code"] or None)]
    assert lost == []


def test_every_russian_genitive_is_found_after_an_office():
    names = [row for row in rows("countries.csv") if row["language"] == "ru" and row["kind"] == "alias"]
    assert [row for row in names if country_of(f"Президент {row['name']}") != (row["code"] or None)] == []


def test_every_demonym_is_found_before_an_office_of_state_only():
    names = [row for row in rows("countries.csv") if row["kind"] == "demonym"]
    assert [row for row in names if country_of(f"{row['name']} Foreign Minister") != (row["code"] or None)] == []
    assert [row for row in names if country_of(f"{row['name']} Tea Rooms")] == []


def test_every_subdivision_is_found_in_an_office_only():
    names = [row for row in rows("subdivisions.csv") if row["name"] != "Georgia"]
    assert [row for row in names if country_of(f"Governor of {row['name']}") != row["country"]] == []
    assert [row for row in names if country_of(f"Poets of {row['name']}")] == []


def test_every_russian_subdivision_is_found_in_an_office_only():
    names = [row for row in rows("subdivisions.csv") if row["language"] == "ru"]
    assert names
    for row in names:
        assert country_of(f"временно исполняющая обязанности губернатора {row['name']}") == row["country"], row
        assert country_of(f"первый заместитель главы {row['name']}") == row["country"], row
        assert country_of(f"поэты {row['name']}") is None, row
        assert country_of(row["name"]) is None, row


def test_every_organisation_is_found_by_name_and_short_name():
    for row in rows("organisations.csv"):
        if row["kind"] == "organisation":
            expected = Organisation(row["name"], row["short_name"] or None)
            for name in (row["name"], row["short_name"] or row["name"]):
                assert organisation_of(f"Secretary General of the {name}") == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "President of Russia",
        "Secretary of the Security Council",
        pytest.param("Who is it?", id="no WHO"),
        pytest.param("Un homme", id="no UN"),
        pytest.param("Permanent Representative of Russia to NATO", id="sent to it"),
        "Ambassador to the European Union",
        "Chairman of the Board of Rosneft",
    ],
)
def test_no_organisation(words):
    assert organisation_of(words) is None


@pytest.mark.parametrize(
    ("words", "name", "short_name"),
    [
        ("Secretary General of the Collective Security Treaty Organisation", CSTO.name, "CSTO"),
        ("Secretary General of the Collective Security Treaty Organization", CSTO.name, "CSTO"),
        ("CSTO Secretary General", CSTO.name, "CSTO"),
        ("Chairman of the European Commission", "European Commission", None),
        ("Chairperson of the African Union", "African Union", "AU"),
        ("Secretary General of the Arab League", "League of Arab States", "LAS"),
        ("FIFA President", "Fédération Internationale de Football Association", "FIFA"),
        ("President of the UN Security Council", "United Nations", "UN"),
        ("UN Resident Coordinator in Kazakhstan", "United Nations", "UN"),
        ("Chairman of the Board of the Eurasian Economic Commission", "Eurasian Economic Union", "EAEU"),
    ],
)
def test_organisation(words, name, short_name):
    assert organisation_of(words) == Organisation(name, short_name)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Meeting of",
        "Meeting of the",
        "8422nd meeting",
        "Russian-Egyptian talks",
        "Meeting on economic issues",
        pytest.param("Meeting with Government members", id="with somebody"),
        "Meeting with permanent members of the Security Council",
        "Meeting with Chairperson of the Central Election Commission Ella Pamfilova and commission members",
        pytest.param("Meeting of Government members", id="not the body itself"),
        "News conference following a meeting of the presidents of Russia, Turkey and Iran",
        pytest.param(
            "Statements for the press following the meeting of the Supreme State Council", id="another event's title"
        ),
        "Concert for the SCO Heads of State Council Meeting",
        "Eastern Economic Forum plenary session",
        "Russia-European Union Summit",
        "Russia - European Union Summit",
    ],
)
def test_no_body(title):
    assert body_of(title) is None


@pytest.mark.parametrize(
    ("title", "name", "short_name"),
    [
        ("Meeting of the CSTO Collective Security Council", "Collective Security Council", "CSTO"),
        ("MEETING OF THE CSTO COLLECTIVE SECURITY COUNCIL", "COLLECTIVE SECURITY COUNCIL", "CSTO"),
        ("CSTO Collective Security Council session", "Collective Security Council", "CSTO"),
        (
            "Speech at a CSTO Collective Security Council summit meeting in narrow format",
            "Collective Security Council",
            "CSTO",
        ),
        ("Collective Security Council meeting", "Collective Security Council", "CSTO"),
        ("SCO Council of Heads of State meeting", "Council of Heads of State", "SCO"),
        ("Meeting of CIS Council of Heads of State", "Council of Heads of State", "CIS"),
        ("Meeting of the Council of Heads of State of the CIS", "Council of Heads of State", "CIS"),
        ("Meeting of the Council of Heads of State", "Council of Heads of State", None),
        ("Meeting of the Supreme Eurasian Economic Council", "Supreme Eurasian Economic Council", "EAEU"),
        ("The Supreme Eurasian Economic Council meeting", "Supreme Eurasian Economic Council", "EAEU"),
        ("Meeting of the Security Council on state policy in space research", "Security Council", None),
        ("Meeting of Russia’s Security Council", "Security Council", None),
        ("UN Security Council", "UN Security Council", "UN"),
        ("State Council Presidium meeting on transport", "State Council Presidium", None),
        ("Expanded meeting of the Government", "Government", None),
        ("Speech at State Duma plenary session", "State Duma", None),
        ("Shanghai Cooperation Organisation summit", "Shanghai Cooperation Organisation", "SCO"),
        ("CIS informal summit", "CIS", "CIS"),
        ("BRICS leaders’ meeting", "BRICS", "BRICS"),
        ("Meeting of BRICS leaders", "BRICS", "BRICS"),
        pytest.param(
            "Meeting of the Commission for Military Technology Cooperation with Foreign States",
            "Commission for Military Technology Cooperation with Foreign States",
            None,
            id="a commission that no table knows",
        ),
        (
            "Council for Strategic Development and Priority Projects meeting",
            "Council for Strategic Development and Priority Projects",
            None,
        ),
        ("Expanded meeting of Interior Ministry Board", "Interior Ministry Board", None),
        pytest.param("Eurasian Economic Council meeting", "Eurasian Economic Council", None, id="no guess"),
        pytest.param("Meeting of the Valdai Club. Photo", "Valdai Club", None, id="to the end of the sentence"),
    ],
)
def test_body(title, name, short_name):
    body = body_of(title)
    assert body is not None
    assert body.name == name == title[body.start : body.end]
    assert (body.organisation.short_name if body.organisation else None) == short_name


def test_union_state_has_no_short_name():
    body = body_of("Meeting of Russia-Belarus Union State Supreme State Council")
    assert body is not None
    assert body.name == "Supreme State Council"
    assert body.organisation == Organisation("Union State", None)


def test_importing_loads_no_table():
    code = (
        "import csto_cli.parsing.geography as geography, csto_cli.data as data;"
        "assert data.rows.cache_info().currsize == 0 and geography._entries.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
