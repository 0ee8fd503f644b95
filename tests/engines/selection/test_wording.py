"""Words that touch one of the 27 protected grounds raise a question with the ground and its article."""

import pytest

from compagnon.engines.base import Answer
from compagnon.engines.selection import grounds, questions
from compagnon.engines.selection.wording import LANGUAGES


def test_all_27_grounds_have_words_in_six_languages():
    assert len({ground.code for ground in grounds()}) == 27
    assert [(ground.code, code) for ground in grounds() for code in LANGUAGES if not ground.words[code]] == []
    assert {ground.article for ground in grounds()} == {
        "Penal Code (France) art. 225-1",
        "Penal Code (France) art. 225-1-1",
        "Penal Code (France) art. 225-1-2",
        "Act 2008-496 (France) art. 1",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", grounds(), ids=lambda ground: ground.code)
def test_each_word_is_found_where_it_stands(ground, language):
    for word in ground.words[language]:
        text = f"xx {word.rstrip('*').upper()}{'e' if word.endswith('*') else ''}, xx"
        found = [reason.facts["ground"] for reason in questions([text], place="c", languages=[language])]
        assert ground.code in found, word


@pytest.mark.parametrize(
    ("text", "language", "code", "words"),
    [
        ("Bonne présentation et jeune âge", "fr", "AGE", ("jeune", "age")),
        ("Situation familiale stable", "fr", "FAM", ("situation familiale",)),
        ("Pas de problème de santé", "fr", "HEALTH", ("sante",)),
        ("Issu de l'immigration", "fr", "ORIG", ("issu de l immigration",)),
        ("Native speaker preferred", "en", "LANG", ("native speaker",)),
        ("Muttersprachlerin", "de", "LANG", ("muttersprachlerin",)),
        ("Nazionalità europea", "it", "NAT", ("nazionalita",)),
        ("Sin discapacidad", "es", "DISAB", ("discapacidad",)),
        ("Lid van een vakbond", "nl", "UNION", ("vakbond",)),
    ],
)
def test_sentences_of_each_language(text, language, code, words):
    [reason] = questions([text], place="criterion", languages=[language])

    assert (reason.facts["ground"], reason.facts["words"], reason.facts["criterion"]) == (code, words, "criterion")
    assert (reason.answer, reason.remedy) == (Answer.UNKNOWN, "reword_or_justify")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Motivation pour le projet, lien avec le métier", "fr"),
        ("Agence, agencement et engagement dans un atelier", "fr"),
        ("A clear aim, tied to the trade", "en"),
        ("Managing a team and a manual", "en"),
        ("Klares Ziel und gute Vorbereitung", "de"),
        ("Capacità di lavorare in gruppo", "it"),
        ("Preparación del proyecto", "es"),
        ("Een duidelijk doel", "nl"),
    ],
)
def test_harmless_words_raise_nothing(text, language):
    assert questions([text], place="c", languages=[language]) == []


def test_a_word_is_harmless_or_not_by_its_language():
    assert questions(["Fe en el proyecto"], place="c", languages=["fr"]) == []
    assert [reason.facts["ground"] for reason in questions(["Fe en el proyecto"], place="c")] == ["RELIG"]


def test_the_article_is_the_source():
    [reason] = questions(["harcèlement sexuel"], place="c", languages=["fr"])

    assert (reason.source.title, reason.source.reference) == ("Penal Code (France)", "art. 225-1-1")
