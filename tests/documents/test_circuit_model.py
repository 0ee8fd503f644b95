"""Every order of what people do to two papers of one stay that are out at once: each is always in a state that makes sense."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from compagnon.core import clock, files
from compagnon.documents.actions import amending, circuit, sending, signing
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.together import sign_together
from compagnon.documents.amending.comparing import differences
from compagnon.documents.amending.drafting import Wanted
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.choices import DOCUMENT_MOVES
from compagnon.documents.deputies import deputies_of
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import amendment_under_way, current_of, is_open, waiting_at
from compagnon.mobilities.actions import move_dates
from compagnon.mobilities.models import Mobility
from compagnon.people.models import PersonalLink
from tests.documents.test_circuit import KIND, SCAN, own_folder  # noqa: F401  (fixture)
from tests.documents.test_signing import act
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory, PersonFactory

KINDS = [KIND, shipped()["host_application"]]
"""One that is signed by turns, and one that two of the same people sign at once."""
WHICH, NUMBER = st.integers(0, 1), st.integers(0, 9)


class Circuit(RuleBasedStateMachine):
    """People do what they may in any order, to either paper or to both at once."""

    mobility = None

    def paper(self, which):
        return current_of(self.mobility, KINDS[which].key)

    def document(self, which):
        """What people sign now: the amendment that is under way, else the paper."""
        paper = self.paper(which)
        return (amendment_under_way(paper) if paper is not None else None) or paper

    def out(self, which):
        """The same while it is out for signature."""
        document = self.document(which)
        return document if document is not None and document.state == "signing" else None

    def one_is_out(self):
        return self.out(0) is not None or self.out(1) is not None

    def some(self, which, number, *states):
        """A signature in one of these states, under either paper."""
        document = self.out(which) or self.out(1 - which)
        found = list(document.signatures.filter(state__in=states)) if document is not None else []
        return found[number % len(found)] if found else None

    def heap(self, number):
        """All that waits for who has most to sign, or for the next."""
        signers = {one.signer.email for which in (0, 1) if (found := self.out(which)) for one in found.signatures.all()}
        heaps = sorted((list(waiting_at(email)) for email in sorted(signers)), key=len, reverse=True)
        return heaps[number > 7] if len(heaps) > 1 else []

    def states(self):
        return dict(Signature.objects.filter(document__mobility=self.mobility).values_list("pk", "state"))

    @initialize(which=st.sampled_from([(0, 1), (0, 1), (0,)]))
    def begin(self, which):
        for one in which:
            self.send(one)

    @rule(which=WHICH)
    def send(self, which):
        try:
            sending.send_paper(row=self.mobility, kind=KINDS[which], by=self.mobility.referent)
        except AgreementRefused:
            assert self.paper(which).state == "final"

    @rule(days=st.integers(1, 3))
    def move_days(self, days):
        shift = timedelta(days=days)
        mobility = Mobility.objects.get(pk=self.mobility.pk)
        self.mobility = move_dates(
            mobility=mobility, departs_on=mobility.departs_on + shift, returns_on=mobility.returns_on + shift, by=None
        )

    @rule(which=WHICH)
    def amend(self, which):
        paper = self.paper(which)
        if paper is None or paper.state != "final":
            return
        changes = {one.key for one in differences(paper)}
        wanted = Wanted(frozenset(changes), {"en": "Other days"}, clock.today())
        try:
            made = amending.amend(document=paper, wanted=wanted, by=self.mobility.referent)
        except AgreementRefused:
            assert not changes or self.document(which).state == "signing"
        else:
            assert made.state == "signing"

    @rule(which=WHICH)
    def give_up(self, which):
        document = self.document(which)
        if document is not None and document.is_amendment and document.state != "signing":
            amending.give_up(amendment=document, reason="As it was", by=self.mobility.referent)

    @precondition(one_is_out)
    @rule(which=WHICH, number=NUMBER, several=st.sampled_from(["", "all", "all", "but one"]))
    def sign(self, which, number, several):
        if several:
            self.sign_several(number, called_back=several == "but one")
        else:
            self.sign_alone(which, number)

    def sign_alone(self, which, number):
        one = self.some(which, number, "waiting", "checking", "signed")
        try:
            signing.sign(signature=one, act=act(one.document), by=one.signer)
        except signing.SigningRefused:
            assert one.state == "checking" or not is_open(one)

    def sign_several(self, number, *, called_back):
        """All that waits at somebody's address with one signature, though one paper may be taken back as they press."""
        offered = [(each, act(each.document)) for each in self.heap(number)]
        gone = None
        if called_back and len(offered) > 1:
            gone = offered[0][0].document
            sending.call_back(document=gone, reason="Wrong", by=self.mobility.referent)

        outcome = sign_together(chosen=offered)

        kept = [each.pk for each, _act in offered if each.document != gone]
        assert outcome.signed == len(kept)
        assert [document for document, _why in outcome.refused] == [
            each.document for each, _act in offered if each.document == gone
        ]
        assert {state for pk, state in self.states().items() if pk in kept} <= {"signed"}

    @precondition(one_is_out)
    @rule(which=WHICH, number=NUMBER)
    def refuse(self, which, number):
        one = self.some(which, number, "waiting")
        if one is not None:
            signing.refuse(signature=one, reason="No", by=one.signer)

    @precondition(one_is_out)
    @rule(which=WHICH, number=NUMBER, too=st.booleans())
    def hand_in(self, which, number, too):
        """A copy in ink of one, or of all who still sign this paper; whose turn has not come hands in nothing."""
        one = self.some(which, number, "waiting")
        if one is None:
            return
        others = one.document.signatures.filter(state="waiting").exclude(pk=one.pk) if too else []
        before = self.states()
        try:
            circuit.hand_in(
                signature=one,
                content=SCAN,
                kind=files.PDF,
                by=self.mobility.referent,
                also=[each.code for each in others],
            )
        except signing.SigningRefused:
            assert self.states() == before
        else:
            assert {each.pk for each in (one, *others)} <= {
                pk for pk, state in self.states().items() if state == "checking"
            }

    @precondition(one_is_out)
    @rule(which=WHICH, number=NUMBER, is_good=st.booleans())
    def look(self, which, number, is_good):
        one = self.some(which, number, "checking")
        if one is None:
            return
        if is_good:
            circuit.accept_scan(signature=one, by=self.mobility.referent)
        else:
            circuit.return_scan(signature=one, reason="Blurred", by=self.mobility.referent)

    @precondition(one_is_out)
    @rule(which=WHICH, number=NUMBER, too=st.booleans())
    def deputy(self, which, number, too):
        one = self.some(which, number, "waiting")
        found = deputies_of(one) if one is not None else []
        if found and too:
            circuit.add_signer(beside=one, who=found[0], by=self.mobility.referent)
        elif found:
            circuit.hand_over(signature=one, to=found[0], by=self.mobility.referent)

    @precondition(one_is_out)
    @rule(which=WHICH)
    def remind(self, which):
        sending.remind(document=self.out(which) or self.out(1 - which), by=self.mobility.referent)

    @precondition(one_is_out)
    @rule(which=WHICH)
    def call_back(self, which):
        document = self.out(which) or self.out(1 - which)
        sending.call_back(document=document, reason="Wrong", by=self.mobility.referent)

    @precondition(one_is_out)
    @rule(which=WHICH)
    def expire(self, which):
        with clock.at(clock.now() + timedelta(days=KIND.days + 1)):
            sending.expire(document=self.out(which) or self.out(1 - which))

    @rule(which=WHICH)
    def renew(self, which):
        paper = self.paper(which)
        if paper is not None and paper.state in ("signing", "final"):
            other = self.document(1 - which)
            sending.renew(row=self.mobility, key=KINDS[which].key, reason="Amended", by=self.mobility.referent)
            assert self.document(1 - which) == other, "the other paper is another matter"

    @invariant()
    def one_version_counts_and_stands_where_its_signatures_say(self):
        for kind in KINDS:
            versions = list(Document.objects.filter(mobility=self.mobility, kind=kind.key, amends=None))
            counting = [one for one in versions if one.state != "replaced"]
            assert len(counting) == (1 if versions else 0)
        for document in Document.objects.filter(mobility=self.mobility):
            assert document.state in {*DOCUMENT_MOVES, "replaced"}
            states = {one.state for one in document.signatures.all()}
            assert (document.state == "final") <= (states == {"signed"})
            assert (document.state == "signing") <= (states != {"signed"})
            if document.state == "returned":
                assert not PersonalLink.objects.filter(purpose=sending.SIGN, about_id__in=document.signatures.filter(
                    state="waiting").values("pk"), revoked_at=None).exists()  # fmt: skip

    @invariant()
    def nobody_has_signed_before_their_turn(self):
        for document in Document.objects.filter(mobility=self.mobility):
            signed = [one.turn for one in document.signatures.all() if one.state == "signed"]
            others = [one.turn for one in document.signatures.all() if one.state != "signed"]
            assert not signed or not others or max(signed) <= min(others)

    @invariant()
    def whoever_has_signed_left_the_proof_of_it(self):
        for one in Signature.objects.filter(document__mobility=self.mobility, state="signed").select_related(
            "document"
        ):
            assert one.signed_sha256 == one.document.agreed_sha256
            assert one.signed_at
            assert (one.method == "ink") == bool(one.checked_by_id) <= bool(one.scan_sha256)

    @invariant()
    def amendments_follow_one_another_and_stand_and_fall_with_their_paper(self):
        for paper in Document.objects.filter(mobility=self.mobility, amends=None):
            mine = list(paper.amendments.exclude(state="replaced").order_by("number"))
            assert not mine or paper.state == "final"
            assert [one.number for one in mine] == list(range(1, len(mine) + 1))
            assert all(one.state == "final" for one in mine[:-1])

    @invariant()
    def what_differs_is_noted_with_the_paper(self):
        for paper in filter(None, map(self.paper, (0, 1))):
            if paper.state in ("signing", "final"):
                assert paper.differs == [one.kept() for one in differences(paper)]


def test_every_order_of_what_people_do_to_two_papers_at_once_reaches_a_legal_state(network):
    class OfThisNetwork(Circuit):
        def __init__(self):
            super().__init__()
            self.mobility = ready_to_send(network)
            ContactFactory(network=network, organisation=self.mobility.host, kind="host_coordinator")
            PersonFactory(network=network, role="coordinator")

    run_state_machine_as_test(
        OfThisNetwork,
        settings=settings(
            max_examples=16, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
