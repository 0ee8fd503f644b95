"""The verbs of the story of an apprentice, so that the test reads as it happened. Each goes through real pages."""

import io

from django.utils.translation import override, pgettext
from django_scopes import scope
from pypdf import PdfReader

from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.recruitment.models import Call
from tests.journeys.mail import code_for, link_for
from tests.journeys.somebody import Somebody
from tests.people.entrance import shown_code

LEARNER = {"first_name": "Camille", "last_name": "Fournil", "email": "camille@example.org"}
PANEL = (
    ("Hélène Rose-des-Vents", "chair", "coordinatrice"),
    ("Octave Balance", "reader", "formateur"),
    ("Prune Niveau-à-Bulle", "reader", "employeuse"),
)
GUARDIAN, MENTOR, TUTOR = "parent@example.org", "mentor@example.org", "tutor@example.org"


def proves_a_second_time(who: Somebody) -> Somebody:
    """Somebody whose role opens a whole network adds an application that shows codes, once, and keeps the recovery codes."""
    who.sees("A second step for your account").follows("Take an application")
    secret = who.page.locator("details code").first.text_content().replace(" ", "")
    who.fills(code=shown_code(secret)).presses("Add the application").sees("Codes not used yet")
    return who.follows("They are kept: go on")


class Story:
    """Who takes part, on which device and in which language; the desk works on a laptop, guests have no JavaScript."""

    def __init__(self, *, visitor, network, calendar, language, device):
        self.network, self.calendar, self.language, self.device = network, calendar, language, device
        self._visitor, self._seen = visitor, set()
        with scope(network=network):
            Person.objects.update(language=language)
        self.learner = self.somebody(device)
        self.coordinator = self.somebody("laptop")
        self.referent = self.somebody("laptop")

    def somebody(self, device: str, language: str = "", *, javascript: bool = True) -> Somebody:
        language = language or self.language
        visitor = self._visitor(device, language, javascript=javascript)
        return Somebody(visitor, language, javascript=javascript, seen=self._seen)

    def guest(self, email: str, letter: str, language: str = "") -> Somebody:
        """Somebody outside opens the personal link of a letter on a phone without JavaScript."""
        return self.somebody("phone", language, javascript=False).goes_to(link_for(email, letter))

    def signs_in(self, who: Somebody, email: str) -> Somebody:
        """By a mailed code: the page asks, the letter brings six digits, typing them opens."""
        who.goes_to("/sign-in/")
        who.page.locator('[name="code-email"]').fill(email)
        who.presses("Send me a code")
        who.page.locator('[name="code"]').fill(code_for(email))
        return who.presses("Sign in")

    @property
    def pages_read(self) -> int:
        """How many kinds of pages axe has read."""
        return len(self._seen)

    # 1. The call

    def opens_a_call(self) -> Call:
        """The coordinator writes a call for short internships in Germany and opens it."""
        who = proves_a_second_time(self.signs_in(self.coordinator, "coordinator@demo.example"))
        who.goes_to("/desk/calls/").follows("Open a call")
        who.opens(self._scheme())
        who.fills(title_fr="Deux semaines à Flensburg", title_en="Two weeks in Flensburg", places="10")
        who.fills(opens_on="2026-10-05", closes_on="2026-11-16", departs_on="2027-03-01", returns_on="2027-03-15")
        who.ticks(countries="DE").presses("Prepare the call")
        self.says_how_it_is_decided()
        who.follows("To the call").presses("Open the call")
        with scope(network=self.network):
            return Call.objects.get(state="open")

    def says_how_it_is_decided(self) -> None:
        """A panel of three over the proposed grid, and who decides on an appeal: without these no call opens."""
        who = self.coordinator.follows("Selection").sees("Before this call can open")
        for name, part, capacity in PANEL:
            who.unfolds("Add somebody").picks(part=part).fills(capacity=capacity)
            who.page.locator('select[name="person"]').select_option(label=name)
            who.presses("Add to the panel")
        who.follows("Settings").fills(
            appeal_route="La direction du centre.", other_routes="Le médiateur de la chambre."
        )
        who.presses("Keep").sees("Ready to open")

    def _scheme(self) -> str:
        return {"fr": "Stage court Erasmus+", "en": "Erasmus+ short internship"}[self.language]

    def portal_shows(self, call: Call, title: str, *, language: str) -> None:
        passer_by = self.somebody("phone", language)
        passer_by.goes_to(f"/{self.network.key}/").sees_exactly(title)
        passer_by.goes_to(self.address_of(call)).sees_exactly(title).visitor.context.close()

    def address_of(self, call: Call) -> str:
        return f"/{self.network.key}/calls/{call.code}/"

    # 2. The application

    def begins_to_apply(self, call: Call) -> None:
        """An unknown learner leaves a name on the page of the call, and the mailed link opens the draft."""
        who = self.learner.goes_to(self.address_of(call))
        who.fills(**LEARNER, birth_date="2009-05-04").presses("Send me the link to apply", "learner")
        who.goes_to(link_for(LEARNER["email"], "recruitment.apply"))
        who.presses("Open my application", "learner")

    def goes_on(self) -> None:
        """To the next question: the page is left once the server has what was typed."""
        before = self.learner.page.url
        self.learner.presses("Save and go on", "learner")
        self.learner.page.wait_for_url(lambda now: now != before)
        self.learner.looks()

    def goes_back(self, to: str) -> None:
        self.learner.presses("Back").page.wait_for_url(f"**/{to}/")

    def tells_status(self, status: str) -> None:
        self.learner.ticks(status=status)
        self.goes_on()

    def tells_training(self) -> None:
        who = self.learner
        who.page.locator('select[name="trade"]').select_option(
            label={"fr": "Boulangerie", "en": "Bakery"}[self.language]
        )
        who.fills(qualification="CAP Boulanger")
        self.goes_on()
        site = who.page.locator('select[name="site"] option', has_text="Mayenne").first.get_attribute("value")
        who.picks(site=site)
        self.goes_on()
        who.fills(phone="06 12 34 56 78")
        self.goes_on()

    def tells_the_contract(self) -> None:
        self.learner.fills(contract_start="2025-09-01", contract_end="2027-08-31")
        self.goes_on()

    def names_the_guardian(self) -> None:
        who = self.learner.fills(first_name="Dominique", last_name="Fournil", email=GUARDIAN)
        who.picks(language=self.language)
        self.goes_on()

    def comes_back(self, call: Call) -> None:
        """Leave the page, go elsewhere, come back through the page of the call."""
        self.learner.goes_to("/me/").goes_to(self.address_of(call)).follows("Go on", "learner")

    def names_the_employer(self) -> None:
        who = self.learner.fills(company="Fournil du Modèle", town="Laval")
        self.goes_on()
        who.fills(first_name="Claude", last_name="Pétrin", email=MENTOR).picks(language=self.language)
        self.goes_on()

    def tells_languages_wish_and_motivation(self) -> None:
        self.learner.picks(level_en="A2", level_de="A1")
        self.goes_on()
        self.goes_on()  # Germany is the only destination: chosen already
        self.goes_on()  # no help is wished for
        self.learner.fills(motivation="Je veux apprendre le pain de seigle.")
        self.goes_on()

    def sends_the_application(self) -> None:
        self.learner.presses("Send my application", "learner").sees("Sent. Now others answer.", "learner")

    def consents(self, email: str, letter: str, button: str) -> None:
        """A guardian or an employer reads, ticks the sentence and agrees."""
        who = self.guest(email, letter)
        who.ticks("agreed").presses(button).sees("You have agreed. Thank you.")

    # 3. The decision

    def admits(self) -> None:
        """The referent finds the file on the desk's home, reads it and admits."""
        who = self.signs_in(self.referent, "referent@demo.example").goes_to("/desk/applications/")
        who.opens("Fournil").sees_exactly("Je veux apprendre le pain de seigle.")
        who.ticks(decision="admitted").presses("Record the decision")

    def lets_the_letter_go(self) -> None:
        """The letter with the decision is held until somebody has read it."""
        who = self.referent.goes_to("/desk/letters/")
        with override(self.language):
            subject = pgettext("learner", "You are going: %(call)s").partition("%")[0]
        who.opens(subject).presses("Let it go")

    # 4. and 5. The mobility, its host

    @property
    def mobility(self) -> Mobility:
        with scope(network=self.network):
            return Mobility.objects.select_related("host", "tutor").get()

    @property
    def file(self) -> str:
        return f"/desk/mobilities/{self.mobility.code}/"

    def shows_the_timeline(self) -> None:
        """Five steps with tasks, the departure and the return on the line, due dates counted from them."""
        who = self.referent.goes_to(self.file)
        for step in ("Promote", "Recruit", "Prepare", "Monitor", "Evaluate"):
            who.sees(step, "step")
        title = {"fr": "Faire signer le contrat pédagogique", "en": "Have the learning agreement signed"}[self.language]
        who.opens(title).sees_exactly(
            {"fr": "6 semaines avant le départ", "en": "6 weeks before departure"}[self.language]
        )
        assert who.page.locator('#task time[datetime^="2027-01-18"]').count() == 1

    def asks_the_bakery(self) -> None:
        who = self.referent.goes_to(f"{self.file}host/")
        who.opens("Bäckerei Muster").fills(message="A careful apprentice.").presses("Send the question")

    def tutor_accepts(self) -> None:
        """In German, whatever the language of everybody else."""
        who = self.guest(TUTOR, "placement.question", "de")
        assert who.page.locator("html").get_attribute("lang") == "de"
        who.does_not_see("Fournil").presses("Yes, we host", "guest").sees_exactly("Camille Fournil")

    # 6. The learning agreement

    def proposes_the_agreement(self) -> bytes:
        """Filled from what is known; returns the preview."""
        who = self.referent.goes_to(f"{self.file}agreement/").presses("Begin with the proposal")
        return who.downloads(who.address_of("Preview as PDF"))

    def sends_the_agreement(self) -> None:
        self.referent.goes_to(f"{self.file}agreement/").presses("Send for signature")
        self.referent.sees("Waiting")

    def employer_returns_it(self, reason: str) -> None:
        who = self.guest(MENTOR, "documents.sign")
        who.unfolds("I do not sign like this").fills(reason=reason).presses("Send it back")
        who.sees("Thank you for telling us", "guest")

    def corrects_and_sends_again(self, reason: str) -> None:
        """Everything is as it was written; one line changes and the next version goes out."""
        who = self.referent.goes_to(f"{self.file}agreement/").sees_exactly(reason)
        outcomes = who.page.locator("details.outcome").count()
        assert outcomes >= 5, "what was written is there without retyping"
        who.page.locator("details.outcome").last.locator("summary").click()
        who.page.locator(f'[name="t-schedule-{self.language}"]').fill("07:00 – 14:00")
        who.presses("Send for signature")

    def learner_draws(self) -> None:
        """With a finger on the phone, with the mouse on the laptop."""
        who = self.learner.goes_to("/me/documents/").follows("Read and sign", "journey")
        who.ticks("consent").draws().presses("Sign", "signature").sees("Signed", "journey")

    def guest_types(self, email: str, name: str, language: str = "", *, asked: str = "documents.sign") -> None:
        who = self.guest(email, asked, language)
        who.ticks("consent").fills(typed_name=name).presses("Sign", "signature").sees("Thank you for signing", "guest")

    def centre_signs(self) -> None:
        who = self.referent.goes_to(f"{self.file}agreement/").follows("Sign for the centre")
        who.ticks("consent").fills(typed_name="Rozenn Boussole").presses("Sign", "signature")

    def final_agreement(self) -> bytes:
        who = self.referent.goes_to(f"{self.file}agreement/").sees("Signed by everybody")
        return who.downloads(who.address_of("Open the PDF"))

    def checks(self, paper: bytes) -> Somebody:
        """Anybody may ask whether a paper is real."""
        who = self.somebody("phone").goes_to("/check/")
        who.page.locator('input[type="file"]').set_input_files(
            {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": paper}
        )
        return who.presses("Check")

    # 7. and 8. The stay, the return, the end

    def tries_to(self, words: str) -> Somebody:
        """Press the one button for what comes next; the number of obstacles may stand beside the words."""
        who = self.referent.goes_to(self.file)
        who.page.get_by_role("button", name=who.word(words)).click()
        who.page.wait_for_load_state()
        return who.looks()

    def settles_obstacles(self, *, reason: str) -> None:
        """The first that can be is marked as done, all others are waived with a reason, on the timeline."""
        who = self.referent
        for number, address in enumerate([a.get_attribute("href") for a in who.page.locator(".todos a").all()]):
            who.goes_to(address)
            if number == 0 and who.page.get_by_role("button", name=who.word("Mark as done"), exact=True).count():
                who.presses("Mark as done")
            else:
                who.unfolds("Do without it").fills(reason=reason).presses("Waive with this reason")

    def shows_papers(self) -> None:
        """The learner tells on the phone whom to call at home; papers and one policy are shown to the referent."""
        who = self.learner.goes_to(f"/me/stays/{self.mobility.code}/papers/")
        who.opens(who.word("Tell who it is", "journey"))
        who.fills(emergency_contact="Aïda Fournil, +33 6 00 00 00 00").presses("Tell", "journey")
        for kind in ("identity", "health_card", "insurance"):
            who = self.referent.goes_to(f"{self.file}covers/new/?kind={kind}")
            if kind == "insurance":
                who.ticks(areas="travel").ticks(areas="liability").ticks(areas="accident").ticks(areas="repatriation")
            who.fills(valid_until="2027-12-31").presses("Keep")

    def arrives(self) -> None:
        who = self.learner.goes_to("/me/")
        who.page.locator(".next-step a.button").click()
        who.looks().presses("I have arrived", "journey")

    def answers_the_check_in(self, sentence: str) -> None:
        who = self.learner.goes_to("/me/logbook/")
        who.page.locator(".todo a").first.click()
        who.looks().ticks(mood="4").fills(sentence=sentence).presses("Send", "journey")

    def tutor_evaluates(self) -> None:
        """A level for each learning outcome, on a phone, in German."""
        who = self.guest(TUTOR, "surveys.tutor_evaluation", "de")
        for group in range(who.page.locator("form section").count()):
            who.page.locator("form section").nth(group).locator('input[type="radio"]').first.check(force=True)
        who.fills(comment="Sehr sorgfältig.").ticks(would_host_again="yes")
        who.presses("Give the evaluation", "guest")

    def europass_is_signed(self) -> None:
        """The host first, by link, then the sending side, then its holder."""
        self.referent.goes_to(self.file).presses("Send for signature").sees(
            "The Europass Mobility is out: the host signs first."
        )
        self.guest_types(TUTOR, "Greta Sauerteig", "de", asked="documents.paper_sign")
        who = self.referent.goes_to(self.file).follows("Sign", "signature")
        who.ticks("consent").fills(typed_name="Rozenn Boussole").presses("Sign", "signature")
        who = self.learner.goes_to("/me/documents/").follows("Read and sign", "journey")
        who.ticks("consent").fills(typed_name="Camille Fournil").presses("Sign", "signature").sees("Signed", "journey")

    def learner_downloads_the_europass(self) -> bytes:
        who = self.learner.goes_to("/me/documents/")
        return who.downloads(who.page.get_by_role("link", name="Europass").first.get_attribute("href"))

    def activity(self) -> list[str]:
        """What happened, as the page of the mobility tells it, the newest first."""
        self.referent.goes_to(self.file)
        told = self.referent.page.locator(".timeline li p").all_inner_texts()
        return [one.replace("\u202f", " ").replace("\u00a0", " ") for one in told]


def text_of(paper: bytes) -> str:
    """The text of a PDF as one line."""
    pages = PdfReader(io.BytesIO(paper)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())
