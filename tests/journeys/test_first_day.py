"""A coordinator sets a new network up from nothing, in the browser, as docs/use/first-day.md tells it.

From the one-time address to a portal that everybody sees: five pages, a logo, people from the shipped template, an
invitation, where letters come from, the network's own directory and somebody who comes in by it; every page read by axe.
"""

import io

import pytest
import requests
from django.core.cache import cache
from django_scopes import scope, scopes_disabled
from python_calamine import CalamineWorkbook

from compagnon.correspondence.models import Letter
from compagnon.doors.setup import links
from compagnon.network.models import Network, Site, Trade
from compagnon.people.models import Invitation, Participant
from compagnon.schemes.models import Scheme
from tests.imports.lists import xlsx_of
from tests.journeys.mail import link_for

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FIRST_DAY = "/desk/first-day/"
PASSWORD, DIRECTORY = "une longue phrase", "With the chamber’s account"
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#0F5C7A"/></svg>'
)
APPRENTICE = {
    "Last name": "Essai",
    "First name": "Ada",
    "E-mail": "ada@example.org",
    "Birth date": "14/03/2007",
    "Trade": "Bakery",
    "Training centre": "Laval",
    "Status": "apprentice",
}


class Coordinator:
    """Coralie at her laptop: what she types, presses and reads."""

    def __init__(self, visitor):
        self.at = visitor("laptop", "en")

    def goes_to(self, address):
        self.at.goes_to(address)
        self.at.has_an_accessible_page()

    def fills(self, **said):
        for name, value in said.items():
            field = self.at.page.locator(f"[name={name}]")
            if field.first.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def presses(self, words):
        self.at.presses(words)
        self.at.has_an_accessible_page()

    def follows(self, words):
        self.at.presses(words, role="link")
        self.at.has_an_accessible_page()

    def uploads(self, field, name, content):
        self.at.page.locator(f"[name={field}]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )

    def downloads(self, words):
        with self.at.page.expect_download() as waiting:
            self.at.presses(words, role="link")
        return waiting.value.path().read_bytes()


def filled_in(template: bytes, said: dict[str, str]) -> bytes:
    """The shipped template with one row under its titles."""
    titles = CalamineWorkbook.from_filelike(io.BytesIO(template)).get_sheet_by_index(0).to_python()[0]
    assert not set(said) - set(titles), f"the template has {titles}"
    return xlsx_of([said.get(title, "") for title in titles], titles=titles)


def sets_the_network_up(coralie) -> Network:
    """The one-time address: who, which network, where, which trades, which schemes."""
    coralie.goes_to(links.make().removeprefix("http://127.0.0.1:8000"))
    coralie.fills(first_name="Coralie", last_name="Essai", email="coralie@example.org", password=PASSWORD)
    coralie.presses("On to the network")
    coralie.fills(name="Chambre d’essai", short_name="Chambre d’essai", country="FR", default_language="en")
    coralie.presses("Make the network")
    coralie.fills(lines="CFA d’essai; Laval; Laval; 53\nCFA d’essai; Sud")
    coralie.presses("Add these")
    coralie.at.sees("to be completed")
    coralie.follows("On to the trades")
    coralie.at.page.locator("[name=sector]").first.check()
    coralie.presses("On to the schemes")
    coralie.presses("Set the network up")
    coralie.at.sees("3 of")
    with scopes_disabled():
        network = Network.objects.get()
    with scope(network=network):
        assert (Site.objects.count(), Scheme.objects.count(), Trade.objects.count() > 3) == (2, 9, True)
    return network


def says_who_they_are(coralie):
    """An introduction, looked at before it is saved, and a logo."""
    coralie.follows("Identity")
    coralie.fills(introduction_en="We let apprentices travel.")
    coralie.presses("Show me the head of the portal")
    coralie.presses("Save")
    coralie.goes_to(FIRST_DAY)
    coralie.follows("Show your logo")
    coralie.follows("Add a logo or an emblem")
    coralie.fills(kind="logo", words_en="Logo of the chamber")
    coralie.uploads("picture", "logo.svg", LOGO)
    coralie.presses("Save")


def imports_people(coralie, network):
    """The shipped template, filled in, read, checked, written."""
    coralie.goes_to(FIRST_DAY)
    coralie.follows("Import your people")
    template = coralie.downloads("Template")
    coralie.follows("Import a list")
    coralie.uploads("file", "learners.xlsx", filled_in(template, APPRENTICE))
    coralie.presses("Read the list")
    coralie.presses("Check every row")
    coralie.presses("Import 1 row")
    with scope(network=network):
        assert [str(one) for one in Participant.objects.all()] == ["Ada Essai"]


def invites_a_referent(coralie, network):
    coralie.goes_to(FIRST_DAY)
    coralie.follows("Invite your team")
    coralie.fills(people="Rita Essai <rita@example.org>")
    coralie.at.page.get_by_label("Mobility referent").check()
    coralie.presses("Send the invitations")
    with scope(network=network):
        assert Invitation.objects.get().person.email == "rita@example.org"


def settles_letters(coralie, network):
    """Where letters come from, and one to try."""
    coralie.goes_to("/desk/letters/settings/")
    coralie.fills(sender="Mobility of the chamber", reply_to="mobility@example.org")
    coralie.presses("Save")
    coralie.presses("Send me one to try")
    with scope(network=network):
        assert Letter.objects.filter(key="correspondence.test").exists()


def connects_the_directory(coralie, address):
    """Single sign-on: its page tries the directory, and keeps what was typed."""
    coralie.goes_to(FIRST_DAY)
    coralie.follows("Single sign-on")
    coralie.fills(label=DIRECTORY, issuer=address, client_id="compagnon", secret="a secret of the directory")
    coralie.at.page.locator("[name=is_active]").check()
    coralie.presses("Try it")
    coralie.at.sees("All is well")
    coralie.presses("Save")
    coralie.at.sees("Single sign-on is saved.")


def accepts_the_invitation(rita):
    """The referent opens her account by the link in her letter."""
    rita.goes_to(link_for("rita@example.org", "people.join"))
    rita.has_an_accessible_page()
    rita.presses("Open my account")
    rita.sees("Welcome. Sign in with your e-mail address.")


def comes_in_by_the_directory(rita, address):
    """Another day, on another machine: she signs in by the network's directory, without a password of Compagnon's."""
    told = {"email": "rita@example.org", "email_verified": True}
    requests.put(f"{address}/users/rita", json=told, timeout=5).raise_for_status()
    rita.page.route("https://*/**", lambda route: route.abort())  # the directory's own page asks for a style elsewhere
    rita.goes_to("/sign-in/")
    rita.presses(DIRECTORY, role="link")
    rita.page.locator("[name=sub]").first.fill("rita")
    rita.presses("Authorize")
    rita.page.wait_for_url("**/desk/**")
    rita.has_an_accessible_page()


def test_a_coordinator_sets_a_new_network_up_on_the_first_day(transactional_db, visitor, directory, settings):
    cache.clear()
    settings.PRIVATE_HOSTS = ["localhost"]
    outsider, coralie = visitor("phone", "en"), Coordinator(visitor)
    outsider.goes_to("/")
    outsider.sees("Nothing is set up here yet")
    outsider.has_an_accessible_page()

    network = sets_the_network_up(coralie)
    says_who_they_are(coralie)
    imports_people(coralie, network)
    invites_a_referent(coralie, network)
    settles_letters(coralie, network)
    connects_the_directory(coralie, directory)
    accepts_the_invitation(visitor("laptop", "en"))
    comes_in_by_the_directory(visitor("laptop", "en", by=directory), directory)
    outsider.page.goto(f"/{network.key}/")
    outsider.sees("There is nothing here")
    coralie.goes_to(FIRST_DAY)
    coralie.presses("Open the portal")
    coralie.at.sees("The portal is open")

    outsider.goes_to(f"/{network.key}/")
    outsider.sees("We let apprentices travel.")
    assert outsider.page.get_by_alt_text("Logo of the chamber").first.evaluate("one => one.naturalWidth") > 0
    outsider.has_an_accessible_page()
