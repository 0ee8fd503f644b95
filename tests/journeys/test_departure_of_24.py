"""All papers of a departure of 24: prepared in one action, signed by 24 + 5 + 24 + 2 + 12 people by link, sealed, filed, bound.

The learners are made by factories; everything else happens in a real browser: all 67 open their own link on a phone, most of
them without JavaScript, type the code that comes to the same address, and sign.
"""

import io
import re
import zipfile
from collections import Counter

import pytest
from django.db.models import Q, QuerySet
from django.test import override_settings
from django_scopes import scope
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import CalamineWorkbook

from compagnon.core import clock, files
from compagnon.correspondence.jobs import send_letter
from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.filing import filed, with_finals
from compagnon.documents.jobs import gather_bundle, send_bundle
from compagnon.documents.models import Document, PaperBundle, Signature
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact, Person
from compagnon.seals.reading import seals_in
from compagnon.travel.models import StayTerms
from tests.documents.test_circuit import SCAN
from tests.journeys.group import IBAN, LEARNERS, MINORS, REFERENT, TUTORS, UNTOLD, Group, travels
from tests.journeys.somebody import Somebody
from tests.journeys.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]

EACH = {"employer_authorisation", "french_agreement", "grant_agreement", "host_application", "learning_agreement"}
AFTER = {"agreement_complement", "attendance_certificate", "europass_mobility"}
"""What tells of the stay: it cannot be final before anybody has left."""
LIST = "group_list"
"""The same of the group, asked by its scheme."""
OF_GROUP_AFTER = "accompanying_certificate"
"""The same of the group: evidence that its funder asks for."""
SAME = {
    "grant_agreement": {"total": "1200"},
    "french_agreement": {
        "regime": "stand_by", "host_signs": "yes", "object": "Pain de seigle", "follow_up": "Un appel par semaine",
        "equipment": "Four et pétrin", "schedule": "8 h à 15 h", "safety": "Consignes du fournil",
        "liability": "Assurance du centre",
    },
}  # fmt: skip
"""What is the same for all, and answered once."""
ASKING = {"documents.sign", "documents.paper_sign", "documents.sign_several"}
BRINGING = {"documents.copy", "documents.paper_copy", "documents.copies"}
BROWSER = "Chrome/"
"""What the evidence keeps of the browser in which somebody signed."""
REASON = "Il part le 2 mars seulement."


@pytest.fixture
def group(world, calendar, settings, tmp_path) -> Group:
    settings.MEDIA_ROOT = tmp_path
    calendar.says("2026-11-30")
    with scope(network=world):
        return travels(world)


@pytest.fixture
def story(world, group, calendar, visitor) -> Story:
    return Story(visitor=visitor, network=world, calendar=calendar, language="fr", device="phone")


# 1. Prepared in one action


def gathers(story: Story, group: Group) -> PaperBundle:
    """One press on the departure; the page says how far it is, and then what is missing for whom."""
    who = story.signs_in(story.referent, REFERENT)
    who.goes_to(f"/desk/departures/{group.departure.code}/group-papers/").presses("Gather all papers")
    bundle = PaperBundle.objects.get()
    who.sees_exactly("Vous pouvez quitter cette page et y revenir.")
    looks_again(story, bundle)
    return bundle


def looks_again(story: Story, bundle: PaperBundle) -> None:
    gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    story.referent.goes_to(bundle.get_absolute_url())


def answers_once(story: Story, bundle: PaperBundle) -> None:
    """The same answers for everybody."""
    who = story.referent
    for key, said in SAME.items():
        who.opens(f"{shipped()[key].title['fr']} (")
        for name, answer in said.items():
            fields = who.page.locator(f'[name="t-{name}"], [name^="t-{name}-"]')
            for one in fields.all():
                is_list = one.evaluate("field => field.tagName") == "SELECT"
                one.select_option(answer) if is_list else one.fill(answer)
        who.presses("Keep for everybody").sees_exactly(f"Gardé pour {LEARNERS} dossiers.")


def mends(story: Story, bundle: PaperBundle, group: Group) -> None:
    """The account of the one who had not told it."""
    who, mobility = story.referent, group.mobilities[UNTOLD - 1]
    who.sees_exactly("IBAN").page.locator(f'a[href="/desk/mobilities/{mobility.code}/papers/grant_agreement/"]').click()
    who.fills(t__iban=IBAN).presses("Save")
    who.goes_to(bundle.get_absolute_url()).presses("Look again at what was missing")
    looks_again(story, bundle)


def kinds(bundle: PaperBundle, state: str) -> set[str]:
    return {paper["kind"] for one in bundle.files.all() for paper in one.papers if paper["state"] == state}


def sends(story: Story, bundle: PaperBundle) -> None:
    """One press for all."""
    story.referent.page.locator('form[action$="/send/"] button').click()
    story.referent.page.wait_for_load_state()
    send_bundle(bundle=bundle.pk, network=bundle.network_id)
    story.referent.goes_to(bundle.get_absolute_url()).looks()


# 2. Signed by link


def worker_sends_what_is_due() -> None:
    """Run the job of every letter whose moment has come by the program's clock: the others wait, and may be joined."""
    due = ProcrastinateJob.objects.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=clock.now()), status="todo")
    keys = due.filter(task_name="correspondence.send_letter").values_list("args__letter", "args__network")
    queued = set(Letter.objects.filter(state="queued").values_list("pk", flat=True))
    with override_settings(EMAIL_IS_SENT=True):
        for letter, network in keys:
            if letter in queued:
                send_letter(letter=letter, network=network)


def asked(email: str) -> str:
    """The personal link of the newest letter that asks somebody to sign, without the name of the site."""
    letter = Letter.objects.filter(to_email=email, key__in=ASKING, state="sent").latest("pk")
    return re.search(r"https?://[^/\s]+(/g/\S+)", text_of(letter))[1]


def code_for(email: str) -> str:
    worker_sends_what_is_due()
    letter = Letter.objects.filter(to_email=email, key="documents.papers_code", state="sent").latest("pk")
    return re.search(r"\d{3} \d{3}", text_of(letter))[0]


class Phones:
    """Phones that go from hand to hand: whoever takes one finds no cookie of the one before, and styles that are there already."""

    def __init__(self, story: Story):
        self.story, self.held = story, {}

    def taken(self, language: str, *, javascript: bool) -> Somebody:
        who = self.held.get((language, javascript))
        if who is None:
            who = self.story.somebody("phone", language, javascript=javascript)
            self.held[language, javascript] = who
            who.page.set_default_timeout(60_000)  # each paper that becomes final is printed and sealed
        who.visitor.context.clear_cookies()
        return who


@pytest.fixture
def phones(story) -> Phones:
    return Phones(story)


def opens(phones: Phones, email: str, language: str = "fr", *, javascript: bool = False) -> Somebody:
    """Somebody opens the mailed link on a phone, and the papers with the code that comes to the same address."""
    who = phones.taken(language, javascript=javascript).goes_to(asked(email))
    who.presses("Send me the code", "signature").fills(code=code_for(email))
    return who.presses("Show the papers", "guest")


def signs(phones: Phones, one: Person | Contact, *, draws: bool = False) -> None:
    """The link, the code, one tick or several, one signature: nothing waits at this address any more."""
    who = opens(phones, one.email, one.language, javascript=draws)
    signs_all(who, one.full_name, draws=draws)
    who.sees("Nothing waits for your signature", "guest").sees("Signed by you", "guest")


def signs_all(who: Somebody, name: str, *, draws: bool = False) -> None:
    """Each ticked, or all with one tick where they are many; a name drawn with a finger, or typed."""
    boxes = who.page.locator('[name="every"]')
    for box in (boxes if boxes.count() else who.page.locator('[name="chosen"]')).all():
        box.check()
    if draws:
        who.draws()
    else:
        who.fills(typed_name=name)
    who.presses("Sign what is ticked", "signature")


def refuses(phones: Phones, email: str) -> None:
    """A mentor sends the learning agreement back, from the list of all papers."""
    who = opens(phones, email)
    paper = who.page.locator(".to-sign > li", has_text=shipped()["learning_agreement"].title["fr"])
    paper.get_by_role("button").click()
    who.unfolds("I do not sign like this").fills(reason=REASON).presses("Send it back")
    who.sees("Thank you for telling us", "guest")


def corrects(story: Story, mobility: Mobility) -> None:
    who = story.referent.goes_to(f"/desk/mobilities/{mobility.code}/agreement/").sees_exactly(REASON)
    who.presses("Send for signature").sees("Waiting")


def hands_in_ink(phones: Phones, email: str, learner: str) -> None:
    """A tutor prints one of two agreements, signs it by hand and hands in a photograph."""
    who = opens(phones, email, "de")
    paper = who.page.locator(".to-sign > li", has_text=shipped()["learning_agreement"].title["de"])
    paper.filter(has_text=learner).get_by_role("button").click()
    who.unfolds("I sign by hand on paper", "signature")
    who.page.locator('input[type="file"]').set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": SCAN}
    )
    who.presses("Hand it in", "signature").sees("Your copy is being checked", "signature")


def checks_the_copy(story: Story, mobility: Mobility) -> None:
    who = story.referent.goes_to(f"/desk/mobilities/{mobility.code}/agreement/").follows("Check the copy")
    who.presses("Accept it")


def signs_at_the_desk(story: Story, name: str) -> None:
    """Who has sent the papers finds them on the first page."""
    who = story.referent.goes_to("/desk/")
    who.page.locator('a[href="/desk/to-sign/"]').first.click()
    who.looks()
    signs_all(who, name)
    who.sees("Nothing waits for your signature")


# 3. Sealed, filed, bound


def electronic() -> QuerySet[Signature]:
    """Signatures that were drawn or typed: all but those in ink."""
    return Signature.objects.filter(state="signed", document__state="final", method__in=["drawn", "typed"])


def signed_by_link() -> dict[str, int]:
    """How many people signed in each role by a link with its code and in a browser, as the evidence of each signature tells it."""
    signed = electronic().filter(identified_by__startswith="code:", browser__contains=BROWSER)
    people = {(one.role, one.signer) for one in signed.select_related("person", "contact")}
    return dict(Counter(role for role, _who in people))


def binds(story: Story, group: Group) -> dict[str, bytes]:
    """The binder of the departure, as its ZIP holds it."""
    who = story.referent.goes_to(f"/desk/departures/{group.departure.code}/group-papers/").presses("Evidence binder")
    bundle = PaperBundle.objects.get(purpose="binder")
    gather_bundle(bundle=bundle.pk, network=bundle.network_id)
    who.goes_to(bundle.get_absolute_url())
    with zipfile.ZipFile(io.BytesIO(who.downloads(who.address_of("Download as ZIP")))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def listed(bound: dict[str, bytes]) -> list[dict[str, object]]:
    (index,) = (content for name, content in bound.items() if name.endswith(".xlsx"))
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(index)).get_sheet_by_index(0).to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_departure_of_24_has_all_its_papers_prepared_signed_sealed_filed_and_bound(  # noqa: PLR0915  (one walk)
    story, phones, group, world, calendar
):
    with scope(network=world):
        # 1. One action prepares; what is the same is said once, what is missing for one is mended; one press sends.
        bundle = gathers(story, group)
        assert kinds(bundle, "lacking") == {*SAME}
        assert kinds(bundle, "later") == AFTER | {LIST}
        answers_once(story, bundle)
        mends(story, bundle, group)
        assert not kinds(bundle, "lacking")
        sends(story, bundle)
        out = Counter(Document.objects.values_list("kind", "state"))
        assert out == Counter({(kind, "signing"): LEARNERS for kind in EACH} | {("exit_sheet", "final"): MINORS})

        told = StayTerms.objects.filter(mobility__in=group.mobilities).values_list("regime", "host_signs")
        assert Counter(told) == {("stand_by", True): LEARNERS}, "said on the agreement, kept in the terms of the stay"

        # One letter to each of those who are asked, but to who has sent the papers.
        calendar.says("2026-11-30", 11)
        worker_sends_what_is_due()
        written = Counter(Letter.objects.filter(key__in=ASKING, state="sent").values_list("to_email", flat=True))
        assert set(written.values()) == {1}
        assert len(written) == LEARNERS + MINORS + LEARNERS + 1 + TUTORS

        # 2. A mentor sends an agreement back; corrected, it goes out again. Others sign meanwhile.
        first, second = group.mobilities[:2]
        refuses(phones, group.mentors[0].email)
        corrects(story, first)
        calendar.says("2026-11-30", 12)
        worker_sends_what_is_due()
        for several in (group.learners[:2], group.guardians, group.mentors):
            for number, one in enumerate(several):
                signs(phones, one, draws=number == 0)

        # A tutor signs one of two agreements by hand, and the rest with the other tutors on a phone.
        hands_in_ink(phones, group.tutors[0].email, str(second.participant))
        checks_the_copy(story, second)
        for number, one in enumerate(group.tutors):
            signs(phones, one, draws=number == 1)

        # The two of the centre: one at the desk, the other by link. Then the other learners.
        signs_at_the_desk(story, group.centre[0].full_name)
        signs(phones, group.centre[1])
        for one in group.learners[2:]:
            signs(phones, one)

        # The grant agreements come back to the centre once the others have signed: one letter to each.
        calendar.says("2026-12-01", 8)
        worker_sends_what_is_due()
        assert Letter.objects.filter(to_email=REFERENT, key__in=ASKING, state="sent").count() == 1
        for one in group.centre:
            signs(phones, one)

        # 3. Everybody has signed, everything is final and sealed.
        assert signed_by_link() == {
            "participant": LEARNERS, "guardian": MINORS, "employer": LEARNERS, "centre": 2, "host": TUTORS
        }  # fmt: skip
        assert not electronic().exclude(browser__contains=BROWSER).exists()
        assert {one.role for one in electronic().filter(method="drawn")} == {*signed_by_link()} - {"centre"}
        finals = list(Document.objects.filter(state="final"))
        assert Counter(one.kind for one in finals) == Counter(dict.fromkeys(EACH, LEARNERS) | {"exit_sheet": MINORS})
        assert not Document.objects.filter(state__in=["signing", "returned"]).exists()
        for document in finals:
            (seal,) = seals_in(files.read(document.final_file))
            assert seal.is_intact, document
            assert seal.is_whole, document

        # The letters that bring copies are few.
        calendar.says("2026-12-02", 8)
        worker_sends_what_is_due()
        brought = Counter(Letter.objects.filter(key__in=BRINGING, state="sent").values_list("to_email", flat=True))
        assert max(brought.values()) <= 3, brought.most_common(3)

        # 4. Filed: what is missing is only what tells of the stay.
        missing = {shipped()[key].title["en"] for key in AFTER}
        files_of = filed(with_finals(Mobility.objects.filter(departure=group.departure)))
        assert [set(one.missing) for one in files_of] == [missing] * LEARNERS

        # 5. Bound: each paper with its fingerprint, its bytes as they were kept.
        bound = binds(story, group)
        rows = listed(bound)
        proofs = [name for name in bound if "preuve-des-signatures" in name]
        papers = [name for name in bound if name.endswith(".pdf") and name not in proofs]
        assert len(papers) == len(finals) + 1, "the copy in ink lies beside"
        proved = electronic().values("document").distinct().count()
        assert Counter(name[-4:] for name in proofs) == Counter({".pdf": proved, "json": proved})
        assert {row["Fichier"] for row in rows} >= set(proofs)
        rows = [row for row in rows if row["Fichier"] not in proofs]
        there = {row["Empreinte"]: row["Fichier"] for row in rows if row["Empreinte"]}
        (copy,) = (row for row in rows if row["Remis par"])
        assert (copy["Empreinte"], copy["Remis par"]) == (files.fingerprint(SCAN), str(group.tutors[0]))
        assert set(there) == {one.final_sha256 for one in finals} | {files.fingerprint(SCAN)}
        assert all(files.fingerprint(bound[name]) == sha256 for sha256, name in there.items())
        lacking = Counter(row["Document"] for row in rows if not row["Empreinte"])
        expected = dict.fromkeys(AFTER, LEARNERS) | {LIST: 1, OF_GROUP_AFTER: 1}
        assert lacking == {shipped()[key].title["fr"]: count for key, count in expected.items()}

        # 6. Anybody may check.
        paper = bound[there[finals[0].final_sha256]]
        story.checks(paper).sees("Yes, it is real and unchanged").visitor.context.close()
        place = len(paper) // 2
        tampered = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
        story.checks(tampered).sees("No paper of this installation")
