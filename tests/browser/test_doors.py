"""The pages of every role on a laptop, and what doors promise: nothing too wide, one heading, one primary button, axe content.

On a phone `test_every_page.py` looks at a page of every kind.
"""

import pytest
from django_scopes import scopes_disabled

from compagnon.mobilities.models import Mobility
from compagnon.partners.models import Partner
from compagnon.people.models import Participant
from compagnon.recruitment.models import Application, Call
from tests.browser.small_world import build, link_of, signs_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUBLIC = ("", "where/?trade=bakery&age=17&status=apprentice", "calls/", "schemes/", "schemes/short_internship_group/",
          "trades/", "centres/", "projects/", "contact/", "about/")  # fmt: skip
JOURNEY = ("/me/", "/me/logbook/", "/me/help/", "/me/documents/", "/me/applications/")
PRIMARY = '.button[data-kind=primary]:not([href^="#"]):visible'  # a jump to the button below is the same button
GUESTS = ("tutor", "employer", "guardian")


@pytest.fixture
def world(transactional_db, monkeypatch):
    return build(monkeypatch)


def public_pages(network):
    with scopes_disabled():
        call = Call.unscoped.filter(state="open").first()
    pages = [f"/{network.key}/{page}" for page in PUBLIC]
    return [*pages, f"/{network.key}/calls/{call.code}/", "/sign-in/", "/check/"]


def referents_pages():
    with scopes_disabled():
        codes = [Mobility.unscoped.filter(state=state).first().code for state in ("preparing", "abroad")]
        application = Application.unscoped.filter(state="submitted", participant__site__departement_code="53").first()
        participant = Participant.unscoped.filter(site__departement_code="53").first()
        partner = Partner.unscoped.select_related("organisation").first()
    files = [f"/desk/mobilities/{code}/{page}" for code in codes for page in ("", "agreement/")]
    lists = ("", "work/", "mobilities/", "mobilities/board/", "departures/", "applications/", "abroad/", "abroad/check-ins/",
             "participants/", "partners/", "letters/", "search/?q=bou")  # fmt: skip
    single = [f"/desk/mobilities/{codes[0]}/host/", f"/desk/mobilities/{codes[0]}/dates/",
              f"/desk/participants/{participant.code}/", f"/desk/partners/{partner.organisation.code}/"]  # fmt: skip
    asked = [f"/desk/applications/{application.code}/"] if application else []
    return [*(f"/desk/{one}" for one in lists), *files, *single, *asked]


def pages_of_everybody(network):
    """Who looks at which pages; None is somebody whom nobody knows."""
    return {
        None: [*public_pages(network), *(link_of(guest) for guest in GUESTS)],
        "learner@demo.example": JOURNEY,
        "traveller@demo.example": JOURNEY,
        "trainer@demo.example": JOURNEY,
        "referent@demo.example": referents_pages(),
        "coordinator@demo.example": ("/desk/", "/desk/calls/", "/desk/calls/new/"),
        "reviewer@demo.example": ("/desk/", "/desk/reviews/"),
        "administrator@demo.example": ("/desk/", "/desk/network/"),
    }


def faults_of(visitor):
    """What is wrong with the page as it stands."""
    page, faults = visitor.page, []
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if too_wide > 0:
        faults.append(f"{too_wide} px too wide")
    if page.locator("h1:visible").count() != 1:
        faults.append(f"{page.locator('h1:visible').count()} headings h1")
    primary = page.locator(PRIMARY).all_inner_texts()
    if len(primary) > 1:
        faults.append(f"more than one primary button: {primary}")
    try:
        visitor.has_an_accessible_page()
    except AssertionError as told:
        faults.append(str(told))
    return faults


def test_every_role_finds_sound_pages(visitor, world):
    found = []
    for email, pages in pages_of_everybody(world).items():
        somebody = visitor("laptop", "en")
        if email:
            signs_in(somebody, email)
        for address in pages:
            somebody.goes_to(address)
            found += [f"{email} {address}: {fault}" for fault in faults_of(somebody)]

    assert not found, "\n".join(found)


def test_three_central_pages_are_sound_in_the_dark(visitor, world):
    found = []
    with scopes_disabled():
        mobility = Mobility.unscoped.filter(state="abroad").first()
    for email, address in (
        ("referent@demo.example", "/desk/mobilities/"),
        ("referent@demo.example", f"/desk/mobilities/{mobility.code}/"),
        ("traveller@demo.example", "/me/"),
        ("learner@demo.example", f"/{world.key}/"),
    ):
        somebody = visitor("laptop" if "desk" in address else "phone", "en")
        somebody.page.emulate_media(color_scheme="dark")
        signs_in(somebody, email)
        somebody.goes_to(address)
        assert somebody.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        found += [f"{address}: {fault}" for fault in faults_of(somebody)]

    assert not found, "\n".join(found)


def test_the_doors_outside_the_desk_work_without_javascript(visitor, world):
    passer_by = visitor("phone", "en", javascript=False)
    for address in [*public_pages(world), *(link_of(guest) for guest in GUESTS)]:
        passer_by.goes_to(address)
        assert passer_by.page.locator("h1:visible").count() == 1, address
    traveller = visitor("phone", "en", javascript=False)
    signs_in(traveller, "traveller@demo.example")
    for address in JOURNEY:
        traveller.goes_to(address)
        assert traveller.page.locator("h1:visible").count() == 1, address

    traveller.goes_to("/me/logbook/").locator(".todo:not([data-state=done]) a").first.click()
    traveller.page.locator('[name="mood"][value="4"]').check(force=True)
    traveller.page.fill('[name="sentence"]', "All is well without JavaScript.")
    traveller.presses("Send")

    traveller.sees("All is well without JavaScript.")
    guardian = visitor("phone", "fr", javascript=False)
    guardian.goes_to(link_of("guardian")).locator('[name="agreed"]').check(force=True)
    guardian.presses("Je suis d’accord")
    guardian.sees("Vous avez donné votre accord. Merci.")


def test_a_referent_works_by_keyboard(visitor, world):
    referent = visitor("laptop", "en")
    signs_in(referent, "referent@demo.example")
    page = referent.goes_to("/desk/mobilities/")

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-key=\"/\"]')")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator(".toolbar-count").inner_text() == "2 selected"
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator(".mobility-page").count() == 1
