"""Hurried thumbs, the back button, two people at once, old links, mail scanners, wrong files: each has an answer."""

from datetime import timedelta

import pytest

from compagnon.core import clock
from compagnon.core.models import Activity
from compagnon.documents.actions import sending
from compagnon.documents.models import LearningOutcome, Signature
from compagnon.people import links
from compagnon.people.models import PersonalLink
from compagnon.recruitment.models import Application, Call
from tests.browser.small_world import signs_in
from tests.factories.documents import ready_to_send
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import CallFactory
from tests.factories.schemes import SchemeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coming(network):
    """A stay that is to come, with its agreement out for signature."""
    departs_on = clock.today() + timedelta(days=90)
    mobility = ready_to_send(
        network, departs_on=departs_on, returns_on=departs_on + timedelta(days=14), tutor__language="en"
    )
    sending.send_for_signature(mobility=mobility, by=mobility.referent)
    return mobility


def host_signature(mobility):
    return Signature.objects.select_related("contact").get(document__mobility=mobility, role="host")


def address(signature):
    link = links.make(purpose=sending.SIGN, holder=signature.signer, about=signature)
    return "/g/sign/" + links.token_of(link) + "/"


def fills_in_the_signature(page):
    page.locator('[name="consent"]').check()
    page.fill('[name="typed_name"]', "Gardia Contact")


def state_of(signature):
    return Signature.objects.get(pk=signature.pk).state


def test_a_double_press_on_sign_signs_once(visitor, coming):
    host, tutor = host_signature(coming), visitor("phone", "en")
    page = tutor.goes_to(address(host))
    fills_in_the_signature(page)

    page.get_by_role("button", name="Sign", exact=True).dblclick()

    tutor.sees("Thank you for signing")
    assert state_of(host) == "signed"
    assert Activity.objects.filter(verb="documents.signature_signed").count() == 1


def test_going_back_after_signing_and_signing_again_changes_nothing(visitor, coming):
    host, tutor = host_signature(coming), visitor("phone", "en")
    page = tutor.goes_to(address(host))
    fills_in_the_signature(page)
    tutor.presses("Sign")
    tutor.sees("Thank you for signing")
    signed_at = Signature.objects.get(pk=host.pk).signed_at

    page.go_back()
    if page.locator('[name="consent"]').count():  # the browser may show the page as it was, or ask for it anew
        fills_in_the_signature(page)
        tutor.presses("Sign")

    tutor.sees("Thank you for signing")
    assert Signature.objects.get(pk=host.pk).signed_at == signed_at


def test_a_mail_scanner_opens_the_link_twice_and_nothing_has_happened(visitor, coming):
    host, scanner = host_signature(coming), visitor("laptop", "en", javascript=False)
    before = Activity.objects.count()

    for _time in range(2):
        scanner.goes_to(address(host))

    assert state_of(host) == "waiting"
    assert Activity.objects.count() == before
    assert PersonalLink.objects.get(purpose=sending.SIGN, contact=host.contact).last_used_at is None


@pytest.mark.parametrize(
    ("change", "sentence", "offers_a_new_one"),
    [
        ({"expires_at": clock.now() - timedelta(days=1)}, "Links live for a limited time", True),
        ({"revoked_at": clock.now()}, "There is nothing for you to do here.", False),
    ],
    ids=["expired", "revoked"],
)
def test_a_link_that_is_over_says_why_and_what_can_be_done(visitor, coming, change, sentence, offers_a_new_one):
    where, tutor = address(host_signature(coming)), visitor("phone", "en")
    PersonalLink.objects.filter(purpose=sending.SIGN).update(**change)

    answer = tutor.page.goto(where)

    assert answer.status == 410
    tutor.sees(sentence)
    tutor.has_an_accessible_page()
    button = tutor.page.get_by_role("button", name="Send me a new link")
    assert bool(button.count()) == offers_a_new_one
    if offers_a_new_one:
        button.click()
        tutor.page.wait_for_load_state()
        assert tutor.page.locator("h1").count() == 1


def test_two_referents_write_the_same_agreement_and_neither_loses_a_word(visitor, network):
    departs_on = clock.today() + timedelta(days=90)
    mobility = ready_to_send(
        network, departs_on=departs_on, returns_on=departs_on + timedelta(days=14), departement_code="53"
    )
    people = [PersonFactory(network=network, role="referent", role__departement_code="53") for _one in range(2)]
    first, second = visitor("laptop", "en"), visitor("laptop", "en")
    for somebody, person in zip((first, second), people, strict=True):
        signs_in(somebody, person.email)
        somebody.goes_to(f"/desk/mobilities/{mobility.code}/agreement/")
        somebody.page.locator("details.outcome").first.locator("summary").click()
    first.page.fill('[name="o0-title-en"]', "Bake a spelt bread")
    first.presses("Save")

    second.page.fill('[name="o0-title-en"]', "Bake a barley bread")
    second.presses("Save")

    second.page.wait_for_load_state()
    assert second.page.locator('[name="o0-title-en"]').input_value() == "Bake a barley bread"
    kept = LearningOutcome.objects.filter(mobility=mobility).order_by("position").first()
    assert kept.title.localize("en") == "Bake a spelt bread"
    assert second.page.locator(".message, .notice, [role=status], [role=alert]").count()


def test_a_double_press_on_apply_makes_one_application(visitor, network):
    today = clock.today()
    call = CallFactory(
        network=network, opens_on=today, closes_on=today + timedelta(days=20), departs_on=today + timedelta(days=90),
        returns_on=today + timedelta(days=104),
    )  # fmt: skip
    learner = visitor("phone", "en")
    signs_in(learner, ParticipantFactory(network=network).person.email)
    page = learner.goes_to(f"/{network.key}/calls/{call.code}/")

    page.get_by_role("button", name="Apply", exact=True).dblclick()

    page.wait_for_url("**/me/apply/**")
    assert Application.objects.count() == 1


def test_what_is_no_pdf_cannot_be_checked_and_the_page_says_so(visitor, network):
    somebody = visitor("phone", "en")
    page = somebody.goes_to("/check/")
    page.locator('input[type="file"]').set_input_files(
        {"name": "holiday.pdf", "mimeType": "application/pdf", "buffer": b"GIF89a, not a paper"}
    )

    somebody.presses("Check")

    page.locator(".form-errors").wait_for()
    assert not page.get_by_text("Yes, it is real").count()
    somebody.has_an_accessible_page()


def test_a_departure_in_the_past_is_refused_beside_its_field(visitor, network):
    scheme = SchemeFactory(network=network)
    coordinator = visitor("laptop", "en")
    signs_in(coordinator, PersonFactory(network=network, role="coordinator").email)
    page = coordinator.goes_to(f"/desk/calls/new/?scheme={scheme.code}")
    past = {"opens_on": 60, "closes_on": 40, "departs_on": 30, "returns_on": 16}
    for field, days in past.items():
        page.fill(f'[name="{field}"]', f"{clock.today() - timedelta(days=days):%Y-%m-%d}")
    page.locator('[name="countries"]').first.check()

    coordinator.presses("Prepare the call")

    coordinator.sees("This day is past: choose a day to come.")
    assert page.locator('[name="places"]').input_value() == "12", "what was typed stays"
    assert not Call.objects.exists()
    coordinator.has_an_accessible_page()
