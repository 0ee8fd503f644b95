"""Language, modules and country pages at the desk and on the phone."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from compagnon.core.activity import on, sentence
from compagnon.core.states import MoveRefused
from compagnon.travel.actions.preparation import keep_country, keep_module
from compagnon.travel.models import CountryPage, LanguageWork, Module, ModuleDone, PreparationSettings
from compagnon.travel.queries.preparation import numbers_of
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory


@pytest.fixture
def stay(network):
    return MobilityFactory(network=network)


@pytest.fixture
def module(network):
    return Module.objects.create(network=network, kind="intercultural", title="Meals in Germany", asks_for_proof=True)


def page_of(stay):
    return reverse("travel:preparation", args=[stay.code])


def test_a_module_is_done_with_a_sentence_and_undone(client, stay, module):
    client.force_login(stay.referent)
    done = reverse("travel:settle-module", args=[stay.code, module.code, "done"])

    client.post(done, {"learnt": ""})
    without = ModuleDone.objects.count()
    client.post(done, {"learnt": "Bread is a meal."})
    client.post(done, {"learnt": "Twice."})
    page = client.get(page_of(stay)).text
    told = sentence(on(stay).first())
    client.post(reverse("travel:settle-module", args=[stay.code, module.code, "open"]))

    assert without == 0
    assert "Bread is a meal." in page
    assert told.endswith("noted as done: Meals in Germany.")
    assert not ModuleDone.objects.exists()


def test_the_language_is_kept_by_levels_and_hours(client, stay):
    client.force_login(stay.referent)
    typed = {"language": "de", "before": "A1", "target": "A2", "hours": "20", "certificate": "", "after": ""}

    client.post(page_of(stay), typed)
    wrong = client.post(page_of(stay), {**typed, "hours": "-3"})

    kept = LanguageWork.objects.get()
    assert (kept.language, kept.before, kept.target, kept.hours) == ("de", "A1", "A2", 20)
    assert wrong.status_code == 422
    assert 'value="-3"' in wrong.text


def test_the_network_writes_a_module_switches_it_off_and_links_the_language_support(client, stay, network):
    client.force_login(stay.referent)
    empty = client.get(reverse("travel:modules")).text
    client.post(
        reverse("travel:module", args=["new"]),
        {"kind": "language", "title_fr": "First words", "title_en": "First words", "text_en": "Twenty words."},
    )
    made = Module.objects.get()
    client.post(
        reverse("travel:modules"), {"language_support_url": "https://example.org/languages", "review_months": "6"}
    )

    offered = client.get(page_of(stay)).text
    client.post(
        reverse("travel:module", args=[made.code]),
        {"kind": "language", "title_fr": "First words", "title_en": "First words", "is_off": "on"},
    )

    assert "No module yet" in empty
    assert "First words" in offered
    assert "https://example.org/languages" in offered
    assert "First words" not in client.get(page_of(stay)).text
    assert PreparationSettings.objects.get().review_months == 6


def test_a_module_without_a_title_gets_a_sentence(client, stay):
    client.force_login(stay.referent)

    response = client.post(
        reverse("travel:module", args=["new"]), {"kind": "language", "title_en": "", "text_en": "Kept."}
    )

    assert response.status_code == 422
    assert "Kept." in response.text
    assert not Module.objects.exists()


def test_a_country_page_is_written_read_again_and_shown_on_the_phone(client, stay):
    client.force_login(stay.referent)
    country = reverse("travel:country", args=["DE"])
    phone = reverse("travel:my-country", args=[stay.code])
    before = client.get(country).text

    client.post(
        country,
        {"number_police": "110", "number_ambulance": "112", "health_en": "Show the card.", "sources": "Embassy"},
    )

    page = CountryPage.objects.get()
    assert "not checked by the network yet" in before
    assert page.numbers == {"police": "110", "ambulance": "112"}
    assert page.reviewed_by_name == stay.referent.full_name
    client.force_login(stay.participant.person)
    shown = client.get(phone).text
    assert 'href="tel:110"' in shown
    assert "Show the card." in shown
    assert "not checked" not in shown


def test_before_anybody_wrote_it_112_is_known_in_the_union_alone_and_marked_so():
    assert [(one.number, one.is_checked) for one in numbers_of("DE", None)] == [("112", False)]
    assert numbers_of("SN", None) == []


def test_an_old_page_is_to_be_read_again(client, stay, network):
    CountryPage.objects.create(network=network, country="DE", reviewed_on=date(2026, 1, 1))
    page = reverse("travel:countries")

    with time_machine.travel("2026-12-31", tick=False):
        client.force_login(stay.referent)
        fresh = client.get(page).text
    with time_machine.travel("2027-01-01", tick=False):
        client.force_login(stay.referent)
        old = client.get(page).text

    assert "Written" in fresh
    assert "To be read again" in old


def test_the_participant_does_a_module_on_the_phone(client, stay, module):
    client.force_login(stay.participant.person)
    page = reverse("travel:my-module", args=[stay.code, module.code])
    ready = reverse("travel:my-ready", args=[stay.code])

    empty = client.post(page, {"learnt": ""})
    client.post(page, {"learnt": "Ask before you smoke."})

    assert empty.status_code == 422
    assert "Ask before you smoke." in client.get(ready).text
    assert ready in client.get(reverse("journey:home")).text


def test_a_country_that_is_none_and_the_stays_of_others_do_not_exist(client, stay, module, network):
    client.force_login(stay.referent)
    assert client.get(reverse("travel:country", args=["XX"])).status_code == 404

    client.force_login(MobilityFactory(network=network).participant.person)
    for name in ("my-ready", "my-country"):
        assert client.get(reverse(f"travel:{name}", args=[stay.code])).status_code == 404
    assert client.post(reverse("travel:my-module", args=[stay.code, module.code]), {"learnt": "x"}).status_code == 404

    client.force_login(PersonFactory(network=network, role="reviewer"))
    assert client.get(reverse("travel:countries")).status_code == 404


def test_a_module_that_was_switched_off_is_neither_shown_nor_done_but_where_it_was_done(client, stay, module):
    module.is_off = True
    module.save()
    address = reverse("travel:my-module", args=[stay.code, module.code])
    settle = reverse("travel:settle-module", args=[stay.code, module.code, "done"])

    client.force_login(stay.participant.person)
    answers = [client.get(address).status_code, client.post(address, {"learnt": "Bread."}).status_code]
    client.force_login(stay.referent)
    answers.append(client.post(settle, {"learnt": "Bread."}).status_code)
    before = ModuleDone.objects.count()
    ModuleDone.objects.create(network=stay.network, mobility=stay, module=module, learnt="Bread.", done_by_name="Lea")
    client.force_login(stay.participant.person)

    assert (answers, before) == ([404, 404, 404], 0)
    assert client.get(address).status_code == 200


def test_of_two_who_begin_a_country_page_the_second_is_told_and_keeps_the_words(client, stay, network):
    coordinator = PersonFactory(network=network, role="coordinator")
    second = CountryPage(network=network, country="DE", sources="Of the second")
    keep_country(page=CountryPage(network=network, country="DE", sources="Of the first"), by=coordinator)

    with pytest.raises(MoveRefused, match="A colleague has just written this page"):
        keep_country(page=second, by=coordinator)

    assert [one.sources for one in CountryPage.objects.all()] == ["Of the first"]


def test_a_new_module_comes_last_also_after_one_went(network):
    coordinator = PersonFactory(network=network, role="coordinator")
    Module.objects.create(network=network, kind="language", title="Last", position=7)

    made = keep_module(module=Module(network=network, kind="language", title="New"), by=coordinator)

    assert made.position == 8
