"""French is complete, and says the same as English."""

import re

import pytest

from tests.house.tree import SOURCE, mend
from tests.house.words import catalogue, marked

PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")
COMPLETE = ["fr"]


def texts(one: str | tuple | list) -> list[str]:
    return list(one) if isinstance(one, tuple | list) else [one]


def messages(language: str):
    return [message for message in catalogue(language) if message.id]


@pytest.fixture(params=COMPLETE)
def language(request):
    if not (SOURCE / "locale" / request.param / "LC_MESSAGES/django.po").is_file():
        pytest.fail(f"There is no catalogue for {request.param!r}: run `make messages`.", pytrace=False)
    return request.param


def test_every_text_is_translated(language):
    there = {(one.context or "", texts(one.id)[0]) for one in messages(language)}
    found = [f"{place} {text[:90]!r}" for (context, text), place in marked().items() if (context, text) not in there]

    mend(
        f"These {len(found)} texts are not in the {language} catalogue: run `make messages` and translate them:", found
    )


def test_no_translation_is_empty_or_fuzzy(language):
    found = [
        f"{texts(one.id)[0][:90]!r} is {'fuzzy' if one.fuzzy else 'empty'}"
        for one in messages(language)
        if one.fuzzy or not all(texts(one.string))
    ]

    mend(f"Translate these {len(found)} texts into {language}:", found)


def test_a_translation_has_the_places_of_its_source(language):
    found = []
    for one in messages(language):
        asked = set(PLACES.findall(" ".join(texts(one.id))))
        for said in texts(one.string):
            extra, missing = set(PLACES.findall(said)) - asked, asked - set(PLACES.findall(said))
            if said and (extra or (missing and not one.pluralizable)):
                found.append(f"{said[:90]!r} of {texts(one.id)[0][:60]!r}")

    mend("These say other things than their source:", found)


def test_no_text_is_left_in_the_catalogue_that_nobody_shows(language):
    shown = {text for _context, text in marked()}
    found = [f"{texts(one.id)[0][:90]!r}" for one in messages(language) if texts(one.id)[0] not in shown]

    mend(f"Nobody shows these {len(found)} texts any more: run `make messages`:", found)
