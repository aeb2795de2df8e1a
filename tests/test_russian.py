"""Records of the Kremlin family in Russian: names in every case, cards, the floor, documents, lists beside a record."""

from __future__ import annotations

import pytest

from csto_cli import Meeting, parse
from csto_cli.conventions.kremlin_ru.supplement import read_documents, read_participants
from csto_cli.formats.text import read_text
from csto_cli.parsing.russian.naming import NameIndex
from csto_cli.parsing.russian.offices import office_before
from csto_cli.source import read_source

HEAD = "События Заседание Совета по рекам Анна Реброва провела заседание Совета по рекам. 5 мая 2024 года 12:00 Онега "
FOOT = (
    " География Онега Темы Реки Статус материала Опубликован в разделах: Новости , Стенограммы "
    "Дата публикации: 5 мая 2024 года, 12:00 Ссылка на материал: rivers.example/d/1 Текстовая версия"
)


def record(body: str, intro: str = "", head: str = HEAD) -> Meeting:
    return parse((head + intro + body + FOOT).encode(), convention="kremlin-ru")


def names(meeting: Meeting) -> dict[str, list[str]]:
    return {p.name: [office.title for office in p.offices] for p in meeting.participants if p.role != "voice"}


def given(meeting: Meeting) -> list[tuple[str | None, str | None, int | None]]:
    return [(move.to, move.to_text, move.taken_in_turn) for move in meeting.floor if move.kind == "given"]


@pytest.mark.parametrize(
    ("printed", "label", "name"),
    [
        ("с Александром Рыбаковым", "А.Рыбаков", "Александр Рыбаков"),
        ("слово Рыбаковой Татьяне Олеговне", "Т.Рыбакова", "Татьяна Рыбакова"),
        ("слово Никите Озерову", "Н.Озеров", "Никита Озеров"),
        ("слово Елене Озеровой", "Е.Озерова", "Елена Озерова"),
        ("доклад Льва Лугового", "Л.Луговой", "Лев Луговой"),
        ("с Натальей Ланской", "Н.Ланская", "Наталья Ланская"),
        ("от Ильи Эрка", "И.Эрк", "Илья Эрк"),
        ("Дмитрию Петровичу [Паромову]", "Д.Паромов", "Дмитрий Паромов"),
        ("встреча Александра Шевченко, с Александром Шевченко", "А.Шевченко", "Александр Шевченко"),
        ("Эрку Алексею Алоисовичу", "А.Эрк", "Алексей Эрк"),
        ("сказано: меня зовут Рыбакова Наталья и", "Н.Рыбакова", "Наталья Рыбакова"),
        ("визит Эмомали Бахтова", "Э.Бахтов", "Эмомали Бахтов"),
    ],
)
def test_a_full_name_is_found_in_any_case_and_order(printed: str, label: str, name: str) -> None:
    initial, _, surname = label.partition(".")
    assert {place.name for place in NameIndex(f"Вчера {printed} был хороший день.").of(initial, surname)} == {name}


def test_a_list_of_people_is_not_read_across_them() -> None:
    index = NameIndex("Лица Речной Антон Петрович Мостов Андрей Ильич Статус")
    assert [place.name for place in index.of("А", "Мостов")] == ["Андрей Мостов"]


@pytest.mark.parametrize(
    ("text", "case", "office"),
    [
        ("встретился с первым заместителем губернатора области ", "ins", "первый заместитель губернатора области"),
        ("с временно исполняющей обязанности мэра ", "ins", "временно исполняющая обязанности мэра"),
        ("доклад начальника порта – первого заместителя Министра рек ", "gen",
         "начальник порта – первый заместитель Министра рек"),
        ("слово генеральному директору «Парома» ", "dat", "генеральный директор «Парома»"),
        ("Встреча с Министром озёр ", "ins", "Министр озёр"),
        ("Хорошая погода стоит ", "nom", None),
    ],
)  # fmt: skip
def test_an_office_before_a_name_is_turned_to_the_nominative(text: str, case: str, office: str | None) -> None:
    found = office_before(text, 0, len(text), frozenset({case}))
    assert (found.title if found else None) == office


def test_a_card_in_a_label_gives_name_and_office_and_ends_at_the_sentence() -> None:
    meeting = record(
        "* * * М.Белова Белова Марина Игоревна губернатор Онеги : Добрый день! А.Реброва: Добрый.",
        "В заседании участвует Пётр Шубин Шубин Пётр Олегович Министр озёр . С докладом выступил он. ",
    )
    assert names(meeting)["Марина Белова"] == ["губернатор Онеги"]
    assert names(meeting)["Пётр Шубин"] == ["Министр озёр"]
    assert [turn.label for turn in meeting.turns] == ["М.Белова", "А.Реброва"]


def test_an_inflected_name_is_marked_as_inferred() -> None:
    meeting = record("О.Луговой: Да.", head=HEAD.replace("Анна", "Встреча с мэром Онеги Олегом Луговым Анна"))
    person = next(p for p in meeting.participants if p.name == "Олег Луговой")
    assert person.evidence["name"][0].basis == "inferred"
    assert [(o.title, o.evidence[0].basis) for o in person.offices] == [("мэр Онеги", "inferred")]


@pytest.mark.parametrize(
    "words",
    [
        "Слово – Петру Олеговичу.",
        "Начнём с Петра Олеговича.",
        "Я хотела бы передать слово Шубину Петру Олеговичу.",
        "Пожалуйста, Пётр Олегович.",
        "Пётр Олегович, прошу Вас.",
        "Не могу не предоставить слово министру озёр Петру Шубину.",
    ],
)
def test_the_floor_is_given_in_any_case(words: str) -> None:
    meeting = record(
        f"А.Реброва: Добрый день! {words} П.Шубин Шубин Пётр Олегович Министр озёр : Спасибо. М.Белова: И я здесь."
    )
    assert [(to, taken) for to, _, taken in given(meeting)] == [("pyotr-shubin", 1)]


@pytest.mark.parametrize(
    "words", ["Это моё честное слово.", "Прежде чем передать слово министру, скажу о рыбе.", "Прошу заняться рыбой."]
)
def test_other_words_give_no_floor(words: str) -> None:
    assert given(record(f"А.Реброва: Добрый день! {words} П.Шубин: Да. М.Белова: И я.")) == []


def test_the_meeting_is_opened_and_closed() -> None:
    meeting = record("А.Реброва: Давайте начнём. П.Шубин: Да. А.Реброва: На этом завершим нашу работу.")
    assert [move.kind for move in meeting.floor] == ["opened", "closed"]


@pytest.mark.parametrize(
    "words",
    [
        "Это первое. Второе: нужно посчитать мосты.",
        "Вопрос: за счёт чего?",
        "В институте имени А.Ф.Речного РАН говорят: да.",
        "И там (завтра, по-моему): необходимо открыть шлюз.",
    ],
)
def test_colons_of_a_speech_make_no_labels(words: str) -> None:
    meeting = record(f"А.Реброва: Добрый день. {words} Вопрос: Кто платит? А.Реброва: Мы.")
    assert [turn.label for turn in meeting.turns] == ["А.Реброва", "Вопрос", "А.Реброва"]


def test_a_full_name_that_the_head_prints_can_be_a_label() -> None:
    meeting = record("А.Реброва: Да? Берл Лазарь: Да.", "Участие принял главный смотритель Берл Лазарь. * * * ")
    assert [turn.label for turn in meeting.turns] == ["А.Реброва", "Берл Лазарь"]


@pytest.mark.parametrize(
    ("told", "titles"),
    [
        ("Стороны подписали соглашение о паромах.", ["соглашение о паромах"]),
        ("Подписаны Соглашение о рыбе, Протокол о льдах и Декларация о дружбе.",
         ["Соглашение о рыбе", "Протокол о льдах", "Декларация о дружбе"]),
        ("Принята Декларация о реках и подписаны соглашения о лесах, о дорогах.",
         ["Декларация о реках", "о лесах", "о дорогах"]),
        ("Подписаны следующие документы: 1. Соглашение о рыбе. 2. Меморандум о лесе.",
         ["Соглашение о рыбе", "Меморандум о лесе"]),
        ("Соглашение о мостах было подписано.", ["Соглашение о мостах"]),
        ("Завтра будет подписано соглашение о море.", []),
        ("Решение о шлюзе не принято.", []),
        ("В прошлом году подписан договор о льдах.", []),
        ("Все приняли участие в обсуждении программы.", []),
    ],
)  # fmt: skip
def test_documents_that_the_introduction_tells_of(told: str, titles: list[str]) -> None:
    meeting = record("А.Реброва: Добрый день.", f"{told} * * * ")
    assert [document.title for document in meeting.documents] == titles


@pytest.mark.parametrize(
    ("one", "other"), [("А. Реброва", "П. Шубин"), ("А.РЕБРОВА", "П.ШУБИН"), ("А. РЕБРОВА", "П.Шубин")]
)
def test_labels_with_a_space_or_in_capitals_name_the_same_people(one: str, other: str) -> None:
    meeting = record(f"{one}: Добрый день. {other}: Добрый. {one}: Начнём.", "* * * ")
    people = {person.id: person.name for person in meeting.participants}
    assert [people[turn.speaker] for turn in meeting.turns if turn.speaker] == [
        "Анна Реброва", "П.Шубин", "Анна Реброва",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "titles"),
    [
        ("Договор о паромах подписан.", []),
        ("Сейчас идёт дождь. Подписан договор о паромах.", []),
        ("Сегодня подписан договор о паромах.", ["договор о паромах"]),
        ("Договор о паромах сегодня подписан.", ["Договор о паромах"]),
    ],
)
def test_the_host_tells_of_a_signing_here_only_where_the_words_say_now(told: str, titles: list[str]) -> None:
    meeting = record(f"А.Реброва: Добрый день. {told} Слово Никите Озерову. Н.Озеров: Спасибо.")
    assert [document.title for document in meeting.documents] == titles
    assert [mention.turn for document in meeting.documents for mention in document.mentions] == [0] * len(titles)


def test_a_record_in_windows_1251_reads_as_in_utf_8() -> None:
    text = HEAD + "А.Реброва: Добрый день. П.Шубин: Добрый." + FOOT
    one, other = (parse(text.encode(encoding), convention="kremlin-ru") for encoding in ("utf-8", "cp1251"))
    assert other.source.encoding == "cp1251"
    assert [(t.label, t.speaker) for t in one.turns] == [(t.label, t.speaker) for t in other.turns]


def test_paragraphs_read_as_running_text_does() -> None:
    text = (HEAD + "* * * А.Реброва: Добрый день. П.Шубин: Добрый." + FOOT).replace(" А.Р", "\n\nА.Р")
    meeting = parse(text.replace(" П.Ш", "\n\nП.Ш").encode(), convention="kremlin-ru")
    assert [turn.label for turn in meeting.turns] == ["А.Реброва", "П.Шубин"]
    assert meeting.place == "Онега"


PEOPLE = (
    "Участники заседания Совета по рекам 5 мая 2024 года Постоянные участники: БЕЛОВА Марина Игоревна – губернатор "
    "Онеги, член Совета ШУБИН-РЕЧНОЙ Пётр Олегович – Министр озёр – заместитель председателя Приглашённые : НУУР "
    "Эдвин – глава Союза лоцманов Смотрите также Заседание Совета по рекам 5 мая 2024 года"
)


def test_a_list_of_participants_gives_people_with_offices() -> None:
    found = read_participants(read_text(read_source(PEOPLE.encode())).blocks)
    assert [(one.reading.name, [office.title for office in one.reading.offices]) for one in found] == [
        ("Марина Белова", ["губернатор Онеги, член Совета"]),
        ("Пётр Шубин-Речной", ["Министр озёр – заместитель председателя"]),
        ("Эдвин Нуур", ["глава Союза лоцманов"]),
    ]
    assert found[0].words(found[0].reading.start, found[0].reading.end).text == "БЕЛОВА Марина Игоревна"


def test_a_list_of_documents_gives_titles_whatever_stands_before_the_numbers() -> None:
    text = (
        "Список документов, подписанных на заседании Совета по рекам 5 мая 2024 года 1. Соглашение о паромах между "
        "Онегой и Двиной от 12.03.2024.2. Протокол о внесении изменений в Договор о рыбе3. План действий на 2025 год"
    )
    found = read_documents(read_text(read_source(text.encode())).blocks)
    assert [(document.kind, document.amends_title) for document in found] == [
        ("agreement", None), ("protocol", "Договор о рыбе"), ("action plan", None),
    ]  # fmt: skip
    assert read_documents(read_text(read_source(PEOPLE.encode())).blocks) == []
