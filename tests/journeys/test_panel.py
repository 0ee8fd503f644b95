"""A call is closed: two readers who see no names, an order, a panel that decides, and a place that moves by itself.

The applications are made by the same actions as everywhere; reading, ordering, deciding, withdrawing and taking the place
happen in real pages, each person in their own language, as docs/use/selection.md tells it.
"""

import io
import re
from dataclasses import dataclass

import pytest
from django_scopes import scope
from pypdf import PdfReader

from compagnon.network.models import Site, Trade
from compagnon.people.models import Person
from compagnon.recruitment import actions
from compagnon.recruitment.models import Application, Call, Offer
from compagnon.schemes.models import Scheme
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open
from tests.journeys.mail import newest_letter
from tests.journeys.somebody import Somebody
from tests.journeys.story import Story, proves_a_second_time

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

COORDINATOR = "coordinator@demo.example"
BLIND = {
    "fr": "Vous ne voyez pas qui est la personne. Jugez ce qui est écrit, rien d’autre.",
    "en": "You do not see who the person is. Judge what is written, nothing else.",
}
NEXT = {"fr": "Enregistrer et suivante", "en": "Save and next"}
NOTHING_LEFT = {"fr": "Rien à lire", "en": "Nothing to read"}
WHY = {"fr": "La lettre le dit clairement.", "en": "The letter says so plainly."}


@dataclass(frozen=True)
class Applicant:
    """Somebody who applies: what they write, how good it is, and how the panel will decide."""

    first_name: str
    last_name: str
    language: str
    motivation: str
    level: int
    decision: str

    @property
    def email(self) -> str:
        return f"{self.first_name.lower()}@example.org"

    @property
    def traces(self) -> set[str]:
        """What no reader may receive."""
        return {self.first_name, self.last_name, self.email}


FIRST = Applicant("Zoltana", "Farinelle", "fr", "Zoltana Farinelle veut cuire le pain de seigle.", 4, "admitted")
SECOND = Applicant("Ysoline", "Levainier", "fr", "Ysoline aimerait apprendre les brezels.", 3, "admitted")
RESERVE = Applicant("Wilbert", "Crustworth", "en", "Wilbert wants to see a night shift abroad.", 2, "waiting")
LAST = Applicant("Vianneth", "Mitronneau", "en", "Vianneth writes: why not, for a change of air.", 1, "declined")
EVERYBODY = (FIRST, SECOND, RESERVE, LAST)
LEVELS = {"seigle": 4, "brezels": 3, "night shift": 2, "change of air": 1}
"""How good a letter is, by a word in it that says nothing about who wrote it."""


def applies(who: Applicant, call: Call) -> Application:
    participant = ParticipantFactory(
        network=call.network, site=Site.objects.filter(departement_code="53").first(), trade=Trade.objects.get(key="bakery"),
        person__first_name=who.first_name, person__last_name=who.last_name, person__email=who.email,
    )  # fmt: skip
    return ApplicationFactory(call=call, participant=participant, wishes=["DE"], motivation=who.motivation)


@pytest.fixture
def call(world, calendar) -> Call:
    """Two places at Flensburg, four applications sent, the readers asked, the call closed."""
    with scope(network=world):
        coordinator = Person.objects.get(email=COORDINATOR)
        made = CallFactory(
            network=world, scheme=Scheme.objects.get(key="short_internship_group"), state="draft", places=2,
            opens_on="2026-10-05", closes_on="2026-11-16",
        )  # fmt: skip
        selection = ready_to_open(made, by=coordinator)
        actions.publish_call(call=made, by=coordinator)
        for who in EVERYBODY:
            applies(who, made)
        calendar.says("2026-11-17")
        actions.close_call(call=made, by=coordinator)
        selection.refresh_from_db()
        assert actions.assign_all(selection=selection, by=coordinator) == 8
        made.refresh_from_db()
    return made


@pytest.fixture
def story(world, call, calendar, visitor) -> Story:
    """Everybody of the network in French; of those who take part, some read English."""
    told = Story(visitor=visitor, network=world, calendar=calendar, language="fr", device="phone")
    with scope(network=world):
        english = [readers_of(call)[1].email, *(who.email for who in EVERYBODY if who.language == "en")]
        Person.objects.filter(email__in=english).update(language="en")
    return told


def readers_of(call: Call) -> list[Person]:
    return [one.person for one in call.selection.panel.filter(part="reader").select_related("person").order_by("pk")]


def file_of(who: Applicant, call: Call) -> Application:
    return Application.objects.get(call=call, participant__person__email=who.email)


def receives_no_name(reader: Somebody) -> None:
    received = reader.page.content().lower()
    assert [trace for who in EVERYBODY for trace in who.traces if trace.lower() in received] == []


def reads_all(story: Story, email: str, language: str) -> None:
    """A reader opens the list, says of each file that they do not know the person, and judges what is written."""
    reader = story.signs_in(story.somebody("laptop", language), email).goes_to("/desk/reviews/")
    reader.sees_exactly(BLIND[language])
    assert reader.page.locator("main tbody tr").count() == len(EVERYBODY)
    receives_no_name(reader)
    reader.page.locator("main tbody th a").first.click()
    for _file in EVERYBODY:
        reads_one(reader, language)
    reader.sees_exactly(NOTHING_LEFT[language]).visitor.context.close()


def reads_one(reader: Somebody, language: str) -> None:
    page = reader.page
    page.locator("[name=conflict]").first.wait_for(state="attached")
    receives_no_name(reader.looks())
    reader.ticks(conflict="none").presses("Go on")
    page.locator("form.reading").wait_for()
    receives_no_name(reader.looks())
    written = page.locator("main").inner_text()
    (level,) = (level for word, level in LEVELS.items() if word in written)
    for field in page.locator("form.reading textarea[name^=why_]").all():
        key = field.get_attribute("name").removeprefix("why_")
        reader.ticks(**{f"level_{key}": str(level)})
        field.fill(WHY[language])
    before = page.url
    page.get_by_role("button", name=NEXT[language]).click()
    page.wait_for_url(lambda now: now != before)
    reader.looks()


def makes_the_order(story: Story, call: Call) -> None:
    """The coordinator has the order reckoned: two places, two that wait, best letters first."""
    who = proves_a_second_time(story.signs_in(story.coordinator, COORDINATOR))
    who.goes_to(f"/desk/calls/{call.code}/").follows("Order").sees("No order yet")
    who.presses("Reckon the order").sees("How it was reckoned")
    shown = [one.inner_text().lower() for one in who.page.locator("main tbody th a").all()]
    assert shown == [file_of(one, call).code for one in EVERYBODY]
    assert who.page.locator("main tr[data-state=done]").count() == 2
    receives_no_name(who)


def opens_the_meeting(story: Story) -> None:
    who = story.coordinator.follows("Panel").sees("Who is there")
    assert who.page.locator("[name=present]:checked").count() == 3
    who.presses("Open the meeting").sees("Close the meeting")


def decides(who: Somebody, file: Application, decision: str, **said: str) -> None:
    """What the panel decides about one file, recorded as it is said."""
    box = who.page.locator(f"#file-{file.code}")
    if box.get_attribute("open") is None:  # after a decision the next file to decide opens by itself
        box.locator("summary").click()
    box.locator("[name=decision]").select_option(decision)
    for name, typed in said.items():
        box.locator(f"[name={name}]").fill(typed)
    box.get_by_role("button", name=who.word("Record"), exact=True).click()
    box.get_by_text(who.word(Application(state=decision).get_state_display())).first.wait_for()
    who.looks()


def words_of(paper: bytes) -> str:
    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages).split())


def closes_and_signs(who: Somebody) -> str:
    """The meeting ends, its minutes are signed by a typed name; their words."""
    who.fills(notes="Séance sans incident.").unfolds("Close the meeting").presses("Close the meeting for good")
    who.sees("Not signed yet.")
    who.fills(name="Hélène Rose-des-Vents").presses("Sign the minutes")
    who.page.get_by_role("listitem").filter(has_text=re.compile("^Hélène Rose-des-Vents$")).wait_for()
    assert who.page.locator("[name=name]").count() == 0, "one signature each"
    return words_of(who.downloads(who.address_of("Minutes (PDF)")))


def on_a_phone(story: Story, who: Applicant, call: Call) -> Somebody:
    """An applicant signs in and opens their application."""
    phone = story.signs_in(story.somebody("phone", who.language), who.email).goes_to("/me/applications/")
    return phone.opens({"fr": "Deux semaines en Allemagne", "en": "Two weeks in Germany"}[who.language])


def states(call: Call) -> list[str]:
    return [file_of(who, call).state for who in EVERYBODY]


def test_two_readers_a_panel_and_a_place_that_moves_to_the_reserve_list(story, call, world):
    # 1. Two readers, each alone and in their language, never learn who wrote.
    with scope(network=world):
        in_french, in_english = readers_of(call)
    reads_all(story, in_french.email, "fr")
    reads_all(story, in_english.email, "en")

    # 2. The order advises, the panel decides: two go, one waits, one is told why not.
    with scope(network=world):
        files = {who: file_of(who, call) for who in EVERYBODY}
        makes_the_order(story, call)
        opens_the_meeting(story)
        for who, file in files.items():
            said = {"text": "Lu ensemble."} if who is FIRST else {}
            said |= {"reason": "Le projet reste à préciser."} if who is LAST else {}
            decides(story.coordinator, file, who.decision, **said)
        minutes = closes_and_signs(story.coordinator)
        assert states(call) == ["admitted", "admitted", "waiting", "declined"]
    for words in (
        *(file.code.upper() for file in files.values()), "Procès-verbal", "Le projet reste à préciser.",
        "Séance sans incident.", "Hélène Rose-des-Vents", str(in_french), str(in_english),
    ):  # fmt: skip
        assert words in minutes, words
    assert not [trace for who in EVERYBODY for trace in who.traces if trace in minutes]

    # 3. Somebody who was admitted withdraws on a phone.
    leaver = on_a_phone(story, FIRST, call).sees_exactly("Tu pars")
    leaver.unfolds("I want to withdraw", "learner").fills(reason="Je change de métier.")
    leaver.presses("Withdraw my application", "learner").sees_exactly("Tu t’es désisté")

    # 4. The place is offered to the first of the reserve list without anybody at the desk; a phone takes it.
    assert newest_letter(RESERVE.email, "recruitment.place_offered").language == "en"
    taker = on_a_phone(story, RESERVE, call).sees_exactly("A place is free for you")
    taker.does_not_see("You are on the reserve list").presses("Yes, I take it", "learner").sees_exactly(
        "You are going!"
    )
    with scope(network=world):
        assert states(call) == ["withdrawn", "admitted", "admitted", "declined"]
        assert [(one.application, one.state) for one in Offer.objects.all()] == [(files[RESERVE], "accepted")]
