"""Who had the floor: what gives it, opens, closes and breaks it off, and what only sounds like it."""

import time

import pytest

from csto_cli import parse
from csto_cli.data import rows

HEAD = "Meeting of the Harbour Council\n\nMay 6, 2016, Riverton\n\n* * *\n\n"
ADA = "President of Norland Ada North"
BRUNO = "Prime Minister of Poland Bruno South"
CARLA = "Sports Minister Carla West"

REPORT = (
    "Thank you. I will report on the matter in all its detail, from the ports of the north to those of the south. " * 3
)


def record(*turns):
    return parse((HEAD + "\n\n".join(f"{label}: {words}" for label, words in turns)).encode())


def floor(meeting, *kinds):
    kinds = kinds or ("given",)
    return [(e.kind, e.by, e.to, e.to_text, e.turn, e.taken_in_turn) for e in meeting.floor if e.kind in kinds]


def said(words, answer=REPORT, label=BRUNO):
    return record(
        (ADA, f"Good afternoon, colleagues.\n\n{words}"), (label, answer), (CARLA, "I agree with what was said.")
    )


NOOP = [
    "Thank you, Mr South.",
    "Yes, Mr South.",
    "He gave the floor to Mr South yesterday.",
    "We have not yet given the floor to Mr South.",
    "Shall we give the floor to Mr South?",
    "I asked him to give the floor to Mr South.",
    "Please give the floor to that young woman.",
    "I will give the floor to every one of you.",
    "After that I will give the floor to Ms West.",
    "Sit down, please.",
    "Please accept my congratulations.",
    "Please prepare the papers by Monday.",
    "Ms West, please tell us about the games.",
    "The talks did not go ahead.",
    "We will go ahead and build it.",
    "The young have taken to the dance floor.",
    "Mr South, what is happening in the ports?",
    "Let us begin with tourism.",
    "I would like to ask the ministers to report every week.",
    "We spoke with Ms West.",
    "Friends.",
]


@pytest.mark.parametrize("words", NOOP)
def test_no_floor_is_given(words):
    meeting = said(words)
    assert floor(meeting) == []
    assert meeting.chair is None


FULL = "Prime Minister of Poland Bruno South"
CALLS = [
    ("I give the floor to Mr South.", "Mr South"),
    ("And now I give the floor to our first speaker, Prime Minister of Poland Bruno South.", FULL),
    ("I would like to give the floor to Bruno South, who has a proposal.", "Bruno South"),
    ("I gladly pass the floor to the Prime Minister.", "Prime Minister"),
    ("First of all, I give the floor to my colleague, the Prime Minister of Poland, and Ms West will speak after him.",
     "Prime Minister of Poland"),
    ("I will now give the floor to Mr South.", "Mr South"),
    ("I will give the floor to Mr South.", "Mr South"),
    ("Mr South, you have the floor.", "Mr South"),
    ("Mr South, the floor is yours.", "Mr South"),
    ("Prime Minister of Poland Bruno South, go ahead please.", FULL),
    ("Prime Minister of Poland Bruno South is our next speaker. Please go ahead.", FULL),
    ("Our next speaker is Mr South, Prime Minister.", "Mr South, Prime Minister"),
    ("Please, Mr South.", "Mr South"),
    ("Go ahead, Mr South.", "Mr South"),
    ("Now, please, Mr South, over to you.", "Mr South"),
    ("Mr South, please.", "Mr South"),
    ("Bruno, please.", "Bruno"),
    ("Mr South please, Prime Minister.", "Mr South"),
    ("Bruno South [head of the delegation], please.", "Bruno South [head of the delegation]"),
    ("Poland, you have the floor.", "Poland"),
    ("Mr South.", "Mr South"),
    ("And now, Mr South.", "Mr South"),
    ("Mr South, please tell us about the ports.", "Mr South"),
    ("Mr South, tell us about the ports, please.", "Mr South"),
    ("I would like to ask Mr South to report on the ports.", "Mr South"),
    ("Mr South, could you say a few words on the ports?", "Mr South"),
    ("Let us begin with Prime Minister Bruno South.", "Prime Minister Bruno South"),
    ("Let us now hear from Mr South about the ports.", "Mr South"),
    ("Go ahead, please.", None),
    ("The floor is yours.", None),
    ("Please.", None),
    ("You, young man, please, go ahead.", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "named"), CALLS)
def test_floor_is_given_and_taken(words, named):
    meeting = said(words)
    assert floor(meeting) == [("given", "ada-north", "bruno-south", named, 0, 1)]
    assert meeting.chair == "ada-north"


def test_words_stand_at_the_span():
    text = (
        HEAD + f"{ADA}: Colleagues,\n\nI give the\u00a0floor to Mr South. Thank you.\n\n{BRUNO}: Thank you."
    ).encode()
    event = parse(text).floor[0]
    assert text.decode()[event.span.start : event.span.end] == "I give the\u00a0floor to Mr South."
    assert event.to_text == "Mr South"


def test_said_twice_is_one_event_with_the_fuller_words():
    meeting = said("I give the floor to the Prime Minister of Poland, Bruno South.\n\nPlease, Mr South.")
    assert floor(meeting) == [("given", "ada-north", "bruno-south", "Prime Minister of Poland, Bruno South", 0, 1)]


def test_office_alone_finds_its_holder():
    meeting = said("I give the floor to the Sports Minister; Ms West, go ahead, please.", label=CARLA)
    assert floor(meeting) == [("given", "ada-north", "carla-west", "Sports Minister", 0, 1)]


def test_of_two_who_fit_the_next_speaker_is_meant():
    meeting = record(
        (ADA, "Minister, you have the floor."), ("Sports Minister Carla West", "Thank you."),
        ("Health Minister Dora East", "I agree."),
    )  # fmt: skip
    assert floor(meeting) == [("given", "ada-north", "carla-west", "Minister", 0, 1)]


@pytest.mark.parametrize("called", ["Rivermouth", "Channel Nine"])
def test_place_or_outlet_is_taken_by_the_next_speaker(called):
    meeting = said(f"{called}, you have the floor.", label="Emil Stone")
    assert floor(meeting) == [("given", "ada-north", None, called, 0, 1)]


def test_region_finds_whose_office_holds_it():
    meeting = said("Pskov Region, you have the floor.", label="Governor of Pskov Region Emil Stone")
    assert floor(meeting) == [("given", "ada-north", "emil-stone", "Pskov Region", 0, 1)]


def test_aside_between_call_and_turn():
    meeting = record(
        (ADA, "I give the floor to Mr South."), (CARLA, "One moment."), (ADA, "Yes, of course."), (BRUNO, "Thank you."),
    )  # fmt: skip
    assert floor(meeting) == [("given", "ada-north", "bruno-south", "Mr South", 0, 3)]


def test_cry_from_the_hall_does_not_take_the_floor():
    meeting = record(
        (ADA, "Go ahead, please."), ("Remark", "And us?"), ("Emil Stone", "My question is about the ports.")
    )  # fmt: skip
    assert floor(meeting) == [("given", "ada-north", "emil-stone", None, 0, 2)]


def test_floor_given_in_vain():
    meeting = record(
        (BRUNO, "I have spoken."), (ADA, "Mr South, you have the floor."), (ADA, "I also want to thank you all.")
    )
    assert floor(meeting) == [("given", "ada-north", "bruno-south", "Mr South", 1, None)]
    doubts = [d for d in meeting.diagnostics if d.code == "C201"]
    assert [(d.severity, d.span) for d in doubts] == [("warning", meeting.floor[0].span)]


def test_floor_given_to_somebody_without_a_turn():
    meeting = record((ADA, "Mr Atwood, you have the floor."), (ADA, "I also want to thank you all."))
    assert floor(meeting) == [("given", "ada-north", None, "Mr Atwood", 0, None)]
    assert "C201" in {d.code for d in meeting.diagnostics}


def test_another_does_not_take_a_named_persons_floor():
    meeting = record((ADA, "Mr Atwood, you have the floor."), (BRUNO, "Thank you all for coming here today."))
    assert floor(meeting)[0][2:] == (None, "Mr Atwood", 0, None)


def test_question_gives_no_floor():
    meeting = record(
        (ADA, "Ask your questions."), ("Question", "The floor is yours. Ms North, please answer."), (ADA, "It is so.")
    )
    assert floor(meeting) == []


def test_two_are_called_in_one_sentence_and_the_first_speaks():
    meeting = record(
        (ADA, "I give the floor to Bruno South, Prime Minister of Poland, and then to Carla West. Please."),
        (BRUNO, "Thank you."), (ADA, "Please, Ms West."), (CARLA, "Thank you."),
    )  # fmt: skip
    assert [event[2:] for event in floor(meeting)] == [
        ("bruno-south", "Bruno South, Prime Minister of Poland", 0, 1), ("carla-west", "Ms West", 2, 3),
    ]  # fmt: skip


COURSE = [
    ("opened", "I hereby declare the meeting of the Harbour Council open."),
    ("opened", "Let us begin."),
    ("opened", "Now then, let us get down to work."),
    ("opened", "Let’s start working."),
    ("closed", "I declare the meeting closed."),
    ("closed", "The meeting is over."),
    ("closed", "That concludes our meeting."),
    ("adjourned", "We will now stop live streaming, so that each of you can speak."),
    ("adjourned", "Let us continue our work behind closed doors."),
    ("adjourned", "Let us take a short break."),
]


@pytest.mark.parametrize(("kind", "words"), COURSE)
def test_course_of_a_meeting(kind, words):
    meeting = record((ADA, f"Good afternoon.\n\n{words}"))
    assert floor(meeting, "opened", "closed", "adjourned") == [(kind, "ada-north", None, None, 0, None)]
    assert meeting.chair == "ada-north"


@pytest.mark.parametrize("words", [
    "Let us begin with the ports.", "They declared the port open.", "If the meeting is over by noon, we will go.",
    "We did not take a break.", "This concludes my report.", "Talks were held behind closed doors.",
])  # fmt: skip
def test_course_is_not_touched(words):
    assert record((ADA, words)).floor == []


def test_taken_unasked():
    meeting = record((ADA, "The ports matter."), (BRUNO, "May I say a few words? They do."), (ADA, "Thank you."))
    assert floor(meeting, "taken") == [("taken", "bruno-south", None, None, 1, None)]


def test_interrupted_and_resumed():
    meeting = record(
        (BRUNO, "The ports have become …\n\nSorry, we have technical problems."),
        (ADA, "Yes, we can hear you. Please go on."),
        (BRUNO, "The ports have become a trade of their own for the whole of the coast."),
    )  # fmt: skip
    assert floor(meeting, "interrupted", "resumed") == [
        ("interrupted", "ada-north", "bruno-south", None, 0, 1), ("resumed", "ada-north", "bruno-south", None, 2, None),
    ]  # fmt: skip


def test_chair_gives_the_floor_most_often():
    meeting = record(
        ("Emil Stone, moderator", "Ms North, you have the floor."), (ADA, "Thank you. Let us begin."),
        ("Emil Stone", "Mr South, please."), (BRUNO, "Thank you."), ("Emil Stone", "Ms West."), (CARLA, "Thank you."),
    )  # fmt: skip
    assert meeting.chair == "emil-stone"
    assert [proof.basis for proof in meeting.evidence["chair"]] == ["inferred"]


def test_no_floor_no_chair():
    meeting = record((ADA, "I am glad to see you."), (BRUNO, "So am I."))
    assert (meeting.floor, meeting.chair) == ([], None)


def test_every_phrase_has_a_source():
    table = rows("floor_phrases.csv")
    assert all(row["role"] and row["pattern"] and row["language"] and row["source"] for row in table)


@pytest.mark.parametrize(
    "piece", ["I give the floor to ", "please, ", ". . .", "…" * 50 + "x", " " * 500 + "to ", "let us now "]
)
def test_time_is_linear(piece):
    def seconds(size):
        words = "Please " + piece * (size // len(piece))
        start = time.perf_counter()
        record((ADA, words), (BRUNO, "Thank you."))
        return time.perf_counter() - start

    seconds(2_000)
    small, large = seconds(20_000), seconds(200_000)
    assert large < 40 * small + 0.5
