"""French says "tu" to learners alone."""

import re

import pytest
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext, npgettext, pgettext

from compagnon.core.i18n import localised
from compagnon.core.polite import politely
from compagnon.core.words import LOCALE
from tests.factories.people import ParticipantFactory, PersonFactory

TU = re.compile(r"\b(tu|te|toi|ton|ta|tes)\b|\bt’|-toi\b|-tu\b", re.IGNORECASE)
BLANKS = re.compile(r"%\(\w+\)[sd]")


def texts(domain):
    """Each text of a catalogue by its context and English words: all of its forms."""
    with (LOCALE / "fr" / "LC_MESSAGES" / f"{domain}.po").open("rb") as words:
        found = [one for one in read_po(words) if one.id]
    said = {}
    for one in found:
        msgid, forms = (one.id[0], one.string) if isinstance(one.id, tuple) else (one.id, (one.string,))
        said[one.context or "", msgid] = tuple(forms)
    return said


def test_whatever_says_tu_says_vous_to_others_with_the_same_blanks():
    french, vous = texts("django"), texts("vous")
    says_tu = {key for key, forms in french.items() if TU.search(" ".join(forms))}

    assert says_tu - vous.keys() == set(), "say these with vous in vous.po"
    assert vous.keys() - says_tu == set(), "nobody says tu here any more: take these out of vous.po"
    assert [key for key, forms in vous.items() if TU.search(" ".join(forms))] == []
    blanks = {key: [sorted(BLANKS.findall(form)) for form in forms] for key, forms in french.items()}
    assert [key for key, forms in vous.items() if [sorted(BLANKS.findall(form)) for form in forms] != blanks[key]] == []


def test_vous_is_said_also_after_django_has_forgotten_its_catalogues(settings):
    settings.LANGUAGES = list(settings.LANGUAGES)  # what Django's own receiver answers by forgetting them

    with translation.override("fr"), politely(True):
        assert pgettext("learner", "Which languages do you speak?") == "Quelles langues parlez-vous\u202f?"


def test_vous_holds_within_and_through_other_languages():
    said = "Which languages do you speak?"
    with translation.override("fr"):
        with politely(True):
            assert localised({"de": "Hallo"}, "de") == "Hallo"
            with translation.override("de"):
                assert ngettext("%d letter goes.", "%d letters go.", 1)
            assert pgettext("learner", said) == "Quelles langues parlez-vous\u202f?"
            with politely(False):
                assert pgettext("learner", said) == "Quelles langues parles-tu\u202f?"
            one = npgettext("learner", "%(number)s kind of stay fits you.", "%(number)s kinds of stay fit you.", 2)
            assert one == "%(number)s types de séjours vous conviennent."
        assert pgettext("learner", said) == "Quelles langues parles-tu\u202f?"


@pytest.mark.parametrize(("kind", "said"), [("learner", "Dis-le tôt"), ("staff", "Dites-le tôt")])
def test_pages_speak_to_who_reads_them(client, network, kind, said):
    client.force_login(ParticipantFactory(network=network, kind=kind).person)

    assert said in client.get(reverse("journey:help"), headers={"accept-language": "fr"}).text


def test_a_coordinator_reads_what_learners_will_read_as_they_will(network):
    assert PersonFactory(network=network, role="coordinator").is_told_vous
    assert not ParticipantFactory(network=network, kind="learner").person.is_told_vous
