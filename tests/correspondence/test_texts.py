"""Own texts of letters: filled from the program's placeholders, and never in the way of a letter."""

from datetime import date

import pytest

from compagnon.correspondence import actions, examples, texts
from compagnon.correspondence.actions import write
from compagnon.correspondence.kinds import kinds
from compagnon.correspondence.models import LetterText
from compagnon.correspondence.placeholders import fill
from compagnon.correspondence.queries import text_of
from compagnon.people import links
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def said(network, coordinator):
    """Give a kind an own text."""

    def keep(key, subject, body, language="en", audience=""):
        words = {"subject": subject, "body": body}
        return actions.keep_text(
            network=network, key=key, language=language, audience=audience, said=words, by=coordinator
        )

    return keep


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "es", "nl"])
def test_every_text_of_the_program_can_be_edited_as_it_stands(language):
    for kind in kinds():
        for audience in texts.audiences(kind.key, language):
            program = texts.text_of_program(kind.key, language, audience)
            assert program.subject, kind.key
            assert "{" not in program.text, kind.key
            assert texts.problems_of(program.subject, program.body, program) == {}, kind.key


def test_every_placeholder_has_a_name_and_an_example():
    found = {
        key
        for kind in kinds()
        for to in (True, False)
        for key in texts.program_text(kind.key, "en", is_learner=to).keys
    }

    assert found - examples.NAMED == set()


def test_an_own_text_goes_out_with_its_places_filled(network, said):
    application = ApplicationFactory(network=network)
    said("recruitment.received", "We have it: [[call]]", "Dear [[first_name]],\n\nsent to [[network]].")

    letter = write(key="recruitment.received", reader=application.participant.person, about=application, by=None)

    assert letter.subject == f"We have it: {application.call}"
    assert letter.body == f"Dear Testa,\n\nsent to {network}."


def test_the_own_text_as_the_program_says_it_makes_the_same_letter(network, said):
    mobility = MobilityFactory(network=network, placed=True)
    tutor = mobility.tutor
    tutor.language = "fr"
    tutor.save()
    links_to = {"reader": tutor, "about": mobility, "by": None, "purpose": "stays.arrival"}
    program = texts.text_of_program("stays.arrival", "fr", "")
    shipped = write(key="stays.arrival", **links_to)

    said("stays.arrival", program.subject, program.body, language="fr")
    own = write(key="stays.arrival", **links_to)

    assert (own.subject, own.body.split()) == (shipped.subject, shipped.body.split())
    assert links.token_of(own.link) in text_of(own)


def test_a_letter_in_another_language_is_the_program_s(network, said):
    application = ApplicationFactory(network=network)
    said("recruitment.received", "Own", "Own [[network]]", language="de")

    letter = write(key="recruitment.received", reader=application.participant.person, about=application, by=None)

    assert letter.subject != "Own"


def test_learners_and_others_can_be_spoken_to_apart(network, said):
    mobility = MobilityFactory(network=network)
    said("timeline.reminder", "For you", "Hi [[first_name]]", audience="learner")
    facts = {"tasks": [], "address": ""}

    letters = [
        write(
            key="timeline.reminder",
            reader=reader,
            about=mobility,
            by=mobility.referent,
            facts={**facts, "is_learner": learner},
        )
        for reader, learner in ((mobility.participant.person, True), (ContactFactory(network=network), False))
    ]

    assert [letter.subject == "For you" for letter in letters] == [True, False]


def test_a_list_in_a_letter_is_a_place_too(network, said):
    mobility = MobilityFactory(network=network)
    said("timeline.reminder", "To do", "[[tasks]]\n[[address]]\nSee you", audience="learner")
    facts = {
        "tasks": [{"title": "Sign", "due_on": date(2027, 3, 1), "is_late": False}],
        "address": "",
        "is_learner": True,
    }

    letter = write(
        key="timeline.reminder", reader=mobility.participant.person, about=mobility, by=mobility.referent, facts=facts
    )

    assert letter.body == "- Sign (due on 1 March 2027)\nSee you"


def test_a_text_that_cannot_be_filled_lets_the_program_s_go_and_tells(network, said):
    application = ApplicationFactory(network=network)
    text = said("recruitment.received", "[[call]]", "[[of_an_older_version]]")

    letter = write(key="recruitment.received", reader=application.participant.person, about=application, by=None)

    text.refresh_from_db()
    assert "[[" not in letter.body
    assert "[[of_an_older_version]]" in text.problem


def test_a_text_must_keep_the_personal_link():
    program = texts.text_of_program("stays.arrival", "en", "")

    assert texts.problems_of("Hello", "No link", program) == {
        "body": "Leave [[link]] in the text: without it the reader cannot answer."
    }
    assert "subject" in texts.problems_of("[[link]]", "[[link]]", program)


def test_each_change_is_a_version_and_one_is_in_use(network, said, coordinator):
    said("recruitment.received", "First", "One")
    said("recruitment.received", "Second", "Two")
    actions.give_up_text(network=network, key="recruitment.received", language="en", audience="", by=coordinator)

    assert list(LetterText.objects.values_list("number", "is_current")) == [(2, False), (1, False)]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hello [[name]]", "Hello Ana"),
        ("A\n[[nothing]]\nB", "A\nB"),
        ("A\n\n[[nothing]] [[nothing]]\n\nB", "A\n\nB"),
        ("Call [[name]], [[nothing]].", "Call Ana."),
        ("At [[name]] ([[nothing]])", "At Ana"),
    ],
)
def test_a_line_of_nothing_is_left_out(text, filled):
    assert fill(text, {"name": "Ana", "nothing": ""}) == filled
