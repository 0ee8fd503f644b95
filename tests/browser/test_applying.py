"""The application in a browser: one question a screen on a phone, nothing lost without a connection, and without JavaScript."""

import pytest
from django.core.cache import cache
from django.utils.translation import gettext, override, pgettext
from django_scopes import scope, scopes_disabled

from compagnon.recruitment.models import Application, Question, RequiredPiece
from tests.browser.small_world import signs_in
from tests.core.drawn import jpeg
from tests.factories.network import NetworkFactory, in_english_and_french
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}


@pytest.fixture
def draft(transactional_db):
    """An apprentice of 17 with everything told but why, one question of wishes and one paper."""
    cache.clear()
    network = NetworkFactory()
    with scope(network=network):
        call = CallFactory(network=network, opens_on="2020-01-01", closes_on="2090-01-01")
        Question.objects.create(
            network=network, call=call, kind="wishes", wishes_for="choices", text=in_english_and_french("Which trade?"),
            choices=[{"key": key, "text": {"en": key, "fr": key}} for key in ("bread", "cake", "ice")],
        )  # fmt: skip
        RequiredPiece.objects.create(network=network, call=call, name=in_english_and_french("A certificate"))
        return ApplicationFactory(call=call, state="draft", motivation="", wishes=["DE"], language_levels={"en": "A2"})


def said(words: str, language: str, context: str = "learner") -> str:
    with override(language):
        return pgettext(context, words) if context else gettext(words)


def screen(application, step: str) -> str:
    return f"/me/apply/{application.call.code}/{step}/"


def fresh(application) -> Application:
    with scopes_disabled():
        return Application.unscoped.get(pk=application.pk)


def goes_on(page) -> None:
    before = page.url
    page.locator(".form-actions [data-kind=primary]").click()
    page.wait_for_url(lambda now: now != before)


def test_what_is_typed_without_a_connection_is_not_lost_though_the_page_is_closed(visitor, draft):
    phone = visitor("phone", "fr")
    signs_in(phone, draft.participant.person.email)
    page = phone.goes_to(screen(draft, "motivation"))
    phone.has_an_accessible_page()

    phone.loses_the_network()
    page.fill("[name=motivation]", "Le pain de seigle.")
    page.locator(".form-actions [data-kind=primary]").click()
    phone.sees(said("No connection. What you typed is kept on this device and goes when the connection is back.", "fr"))
    page.close()
    assert fresh(draft).motivation == ""

    phone.finds_the_network()
    phone.page = phone.context.new_page()
    page = phone.goes_to(screen(draft, "motivation"))
    assert page.input_value("[name=motivation]") == "Le pain de seigle."
    page.wait_for_function("() => !localStorage.length")  # the server has it: the device forgets it

    other = visitor("phone", "fr", javascript=False)
    signs_in(other, draft.participant.person.email)
    assert other.goes_to(screen(draft, "motivation")).input_value("[name=motivation]") == "Le pain de seigle."
    goes_on(page)
    assert fresh(draft).motivation == "Le pain de seigle."


def test_it_goes_by_itself_when_the_connection_is_back(visitor, draft):
    phone = visitor("phone", "fr")
    signs_in(phone, draft.participant.person.email)
    page = phone.goes_to(screen(draft, "motivation"))
    page.fill("[name=motivation]", "Le pain.")
    phone.loses_the_network()
    page.locator(".form-actions [data-kind=primary]").click()
    page.locator("keep-typed[data-state=failed]").wait_for()

    phone.finds_the_network()
    page.wait_for_url("**/piece-*/")

    assert fresh(draft).motivation == "Le pain."


def test_a_photograph_taken_without_a_connection_is_there_when_the_page_opens_again(visitor, draft):
    phone = visitor("phone", "fr")
    signs_in(phone, draft.participant.person.email)
    with scopes_disabled():
        address = screen(draft, f"piece-{RequiredPiece.unscoped.get().code}")
    page = phone.goes_to(address)
    phone.has_an_accessible_page()

    phone.loses_the_network()
    page.set_input_files("input[capture]", PAGE)
    page.locator(".form-actions [data-kind=primary]").click()
    page.locator("keep-typed[data-state=failed]").wait_for()
    page.close()
    phone.finds_the_network()
    phone.page = phone.context.new_page()
    page = phone.goes_to(address)
    phone.sees(said("The photograph that did not leave is still here.", "fr"))
    goes_on(page)

    phone.goes_to(address)
    phone.sees("page.jpg")
    assert not page.locator("keep-pages").is_visible()


def test_on_a_device_of_somebody_else_nothing_is_kept(visitor, draft):
    phone = visitor("phone", "fr")
    signs_in(phone, draft.participant.person.email)
    page = phone.goes_to(screen(draft, "motivation"))
    page.locator(".shared-device summary").click()
    page.locator(".shared-device input").check(force=True)

    phone.loses_the_network()
    page.fill("[name=motivation]", "Le pain.")
    page.locator(".form-actions [data-kind=primary]").click()
    phone.sees(said("No connection. Leave this page open: what you typed is still here.", "fr"))

    assert page.evaluate("() => localStorage.length") == 0


def test_a_mistake_is_told_beside_its_field_and_what_was_typed_stays(visitor, draft):
    phone = visitor("phone", "fr")
    signs_in(phone, draft.participant.person.email)
    page = phone.goes_to(screen(draft, "contract"))
    page.fill("[name=contract_start]", "2027-01-01")
    page.fill("[name=contract_end]", "2026-01-01")
    page.locator(".form-actions [data-kind=primary]").click()

    page.locator(".form-errors:focus").wait_for()
    phone.has_an_accessible_page()
    assert page.input_value("[name=contract_end]") == "2026-01-01"
    page.fill("[name=contract_end]", "2028-01-01")
    goes_on(page)


def test_the_whole_application_goes_without_javascript(visitor, draft):
    phone = visitor("phone", "fr", javascript=False)
    signs_in(phone, draft.participant.person.email)
    with scopes_disabled():
        question, paper = Question.unscoped.get(), RequiredPiece.unscoped.get()
    page = phone.goes_to(screen(draft, f"question-{question.code}"))
    for name in ("bread", "cake"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name=said("Put “%(word)s” higher", "fr", "") % {"word": "cake"}).click()
    goes_on(page)
    page.fill("[name=motivation]", "Le pain.")
    page.get_by_role("button", name=said("Back", "fr", "")).click()
    goes_on(page)
    assert page.input_value("[name=motivation]") == "Le pain."
    goes_on(page)
    page.set_input_files(f"[name='{paper.code}']", PAGE)
    goes_on(page)
    page.locator(".form-actions [data-kind=primary]").click()

    phone.sees(said("Sent. Now others answer.", "fr"))
    with scopes_disabled():
        assert fresh(draft).answers.get().value == ["cake", "bread"]


def test_a_trainer_applies_on_a_laptop_in_english(visitor, draft):
    with scope(network=draft.network):
        staff = ParticipantFactory(network=draft.network, kind="staff", status="trainer", person__language="en")
        own = ApplicationFactory(
            call=CallFactory(network=draft.network, closes_on="2090-01-01"), participant=staff, state="draft",
            wishes=["DE"], language_levels={"en": "B2"}, motivation="To see how they teach.",
        )  # fmt: skip
    laptop = visitor("laptop", "en")
    signs_in(laptop, staff.person.email)
    page = laptop.goes_to(f"/me/apply/{own.call.code}/")
    page.get_by_text("Job shadowing").click()
    for name in ("programme", "sharing"):
        laptop.has_an_accessible_page()
        goes_on(page)
        page.fill(f"[name={name}]", "The bakery of the school.")
    goes_on(page)
    laptop.has_an_accessible_page()
    goes_on(page)
    goes_on(page)
    laptop.sees("The bakery of the school.")
    laptop.has_an_accessible_page()
