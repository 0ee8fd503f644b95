"""French is complete; what leaves the house is said in every language; all say the same as English."""

import ast
import re

import pytest

from tests.house.tree import SOURCE, mend, modules, name, parsed
from tests.house.words import catalogue, marked, read_outside

PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")
COMPLETE = ["fr"]
FOR_GUESTS = ["de", "it", "es", "nl"]
THIN = "\u202f"


def texts(one: str | tuple | list) -> list[str]:
    return list(one) if isinstance(one, tuple | list) else [one]


def messages(language: str):
    return [message for message in catalogue(language) if message.id]


def there(language: str) -> str:
    if not (SOURCE / "locale" / language / "LC_MESSAGES/django.po").is_file():
        pytest.fail(f"There is no catalogue for {language!r}: run `make messages`.", pytrace=False)
    return language


@pytest.fixture(params=COMPLETE)
def language(request):
    return there(request.param)


@pytest.fixture(params=COMPLETE + FOR_GUESTS)
def any_language(request):
    return there(request.param)


@pytest.fixture(params=FOR_GUESTS)
def guest_language(request):
    return there(request.param)


def test_every_text_is_translated(language):
    there = {(one.context or "", texts(one.id)[0]) for one in messages(language)}
    found = [f"{place} {text[:90]!r}" for (context, text), place in marked().items() if (context, text) not in there]

    mend(
        f"These {len(found)} texts are not in the {language} catalogue: run `make messages` and translate them:", found
    )


def test_what_marks_a_text_keeps_its_name():
    """Else nothing collects what it marks, and it is shown in English."""
    found = [
        f"{name(path)}:{node.lineno} calls {one.name} {one.asname}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for one in node.names
        if one.asname and (one.name not in {"gettext", "gettext_lazy"} or one.asname != "_")
    ]

    mend("Import these as they are called, or as _:", found)


def test_no_translation_is_empty_or_fuzzy(language):
    found = [
        f"{texts(one.id)[0][:90]!r} is {'fuzzy' if one.fuzzy else 'empty'}"
        for one in messages(language)
        if one.fuzzy or not all(texts(one.string))
    ]

    mend(f"Translate these {len(found)} texts into {language}:", found)


def test_a_translation_has_the_places_of_its_source(any_language):
    found = []
    for one in messages(any_language):
        asked = set(PLACES.findall(" ".join(texts(one.id))))
        for said in texts(one.string):
            extra, missing = set(PLACES.findall(said)) - asked, asked - set(PLACES.findall(said))
            if said and (extra or (missing and not one.pluralizable)):
                found.append(f"{said[:90]!r} of {texts(one.id)[0][:60]!r}")

    mend("These say other things than their source:", found)


def test_no_text_is_left_in_the_catalogue_that_nobody_shows(any_language):
    shown = {text for _context, text in marked()}
    found = [f"{texts(one.id)[0][:90]!r}" for one in messages(any_language) if texts(one.id)[0] not in shown]

    mend(f"Nobody shows these {len(found)} texts any more: run `make messages`:", found)


def test_what_guests_and_visitors_read_is_said_in_their_language(guest_language):
    said = {(one.context or "", texts(one.id)[0]) for one in messages(guest_language) if all(texts(one.string))}
    found = [
        f"{place} {text[:90]!r}" for (context, text), place in read_outside().items() if (context, text) not in said
    ]

    mend(f"Say these {len(found)} texts in {guest_language}:", found)


def test_no_translation_is_fuzzy(any_language):
    found = [f"{texts(one.id)[0][:90]!r}" for one in messages(any_language) if one.fuzzy]

    mend("Nobody sees these translations before somebody has checked them:", found)


def test_french_is_set_as_french_is_set():
    """Thin unbreakable spaces before ; : ! ? and inside « », curly apostrophes (Lexique de l'Imprimerie nationale)."""
    wrong = re.compile(rf"[^\s{THIN}/?][!?](?:\s|$)|[^{THIN}][;:](?:\s|$)|[ \u00a0][;:!?»]|«[^{THIN}]|[^{THIN}]»|\w'\w")
    found = [
        f"{said[:90]!r}"
        for one in messages("fr")
        for said in texts(one.string)
        if wrong.search(re.sub(r"<[^>]*>|&\w+;", "", said))
    ]

    mend("Set these as French is set:", found)


FAMILIAR = re.compile(r"\b(?:tu|toi|te|ton|ta|tes)\b|\bt’", re.IGNORECASE)
POLITE = re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE)


def test_learners_are_told_tu_and_all_others_vous():
    found = []
    for one in messages("fr"):
        not_said = {"learner": POLITE, "to a learner": POLITE, "staff": FAMILIAR, "guest": FAMILIAR, "letter": FAMILIAR}
        sign = not_said.get(one.context or "")
        found += [f"({one.context}) {said[:90]!r}" for said in texts(one.string) if sign and sign.search(said)]

    mend("Say tu to learners, vous to all others:", found)
