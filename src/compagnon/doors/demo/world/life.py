"""One stay lived through the real actions of the program, each on its own day, up to today."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from compagnon.core import clock
from compagnon.documents.actions import agreement, sending, signing
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.choices import SignatureState
from compagnon.doors.demo.world import logbooks, longpath, preparing
from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.companies import Firms
from compagnon.doors.demo.world.learners import Crowd, application_for
from compagnon.mobilities import actions as mobilities
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation
from compagnon.people.models import Participant
from compagnon.placement import actions as placement
from compagnon.recognition.actions import issue_europass
from compagnon.recruitment.actions.decisions import decide
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Call
from compagnon.stays.actions import weeks as stays
from compagnon.surveys import actions as surveys
from compagnon.surveys.models import TutorEvaluation
from compagnon.timeline.actions import refresh, refreshed_once, waive_task
from compagnon.timeline.choices import TaskState
from compagnon.timeline.models import Task

_WEEKS = (
    "Bien arrivé, l’équipe est accueillante.", "Je commence à comprendre les commandes sans qu’on répète.",
    "J’ai fait ma première pièce tout seul.", "Un peu fatigué, les horaires sont tôt.", "On a visité la ville, super groupe.",
    "Le tuteur prend le temps d’expliquer.", "La langue est difficile mais ça vient.", "J’ai montré une recette de chez nous.",
)  # fmt: skip
_WORDS_OF_TUTORS = (
    "Punctual, curious, careful with the tools. Welcome back any time.",
    "Quiet in the first days, then part of the team.",
    "Works cleanly and asks when something is not clear.",
)
CONSENT = "I have read this document and I sign it."


class Life:
    """From an admission to today: what was done on which day, by whom, and what was left undone."""

    def __init__(
        self,
        call: Call,
        participant: Participant,
        people: Cast,
        firms: Firms,
        crowd: Crowd,
        *,
        town: str,
        is_careless: bool = False,
    ) -> None:
        self.call, self.participant, self.firms, self.crowd = call, participant, firms, crowd
        self.rng, self.town, self.is_careless = crowd.rng, town, is_careless
        site = participant.site
        self.referent = people.referent_of(site.departement_code if site else "")
        self.leaves, self.returns, self.today = call.departs_on, call.returns_on, clock.today()
        self.mobility: Any = None

    def live(self) -> Mobility:
        """All that happened until today."""
        with clock.at(_noon(min(self.today, self.leaves))), refreshed_once():
            self._be_admitted()
            self._on(self.leaves - timedelta(days=130), self._find_host)
            self._on(self.leaves - timedelta(days=70), self._settle_long_path)
            self._on(self.leaves - timedelta(days=62 if not self.is_careless else 20), self._send_agreement)
            self._on(self.leaves - timedelta(days=55 if not self.is_careless else 12), self._sign_agreement)
            self._settle_by_hand(until=min(self.today, self.leaves))
        with clock.at(_noon(min(self.today, self.returns + timedelta(days=20)))), refreshed_once():
            self._on(self.leaves, self._leave)
            self._tell_each_week()
            self._keep_logbook()
            self._on(self.returns, self._come_back)
            self._on(self.returns + timedelta(days=6 if not self.is_careless else 24), self._be_evaluated)
            self._on(self.returns + timedelta(days=20), self._receive_europass)
            self._settle_by_hand(until=self.today)
        self._on(self.returns + timedelta(days=75), self._close)
        self._date_what_was_derived()
        return Mobility.objects.get(pk=self.mobility.pk)

    def _on(self, day: date, act: Any) -> None:
        """Do it on that day, if it has come."""
        if day <= self.today:
            with clock.at(_noon(day)):
                act()

    def _be_admitted(self) -> None:
        """Applied, consented, admitted: five months before leaving, or a while ago."""
        day = min(self.leaves - timedelta(days=150), self.today - timedelta(days=self.rng.randint(8, 30)))
        with clock.at(_noon(day)):
            application = application_for(self.crowd, self.call, self.participant, is_past=True)
            decide(application=application, decision=ApplicationState.ADMITTED, by=self.referent)
        self.mobility = Mobility.objects.get(application=application)
        if self.mobility.scheme.is_incoming or not self.mobility.town:
            self.mobility.town = self.town
            self.mobility.save()

    def _find_host(self) -> None:
        host = self._host()
        if host is None:
            return
        tutor = self.firms.contacts[host.pk]
        request = placement.ask_host(mobility=self.mobility, host=host, tutor=tutor, by=self.referent)
        if self.leaves - self.today > timedelta(days=70) and self.rng.random() < 0.5:
            return  # still waiting for the answer
        placement.accept(request=request, by=tutor)
        self.mobility.refresh_from_db()

    def _host(self) -> Organisation | None:
        """A host of the trade where the stay is; a centre for staff and long stays in training."""
        country, key = str(self.mobility.country), self.participant.trade.key if self.participant.trade else ""
        if country == "FR":
            return self.rng.choice(self.firms.employers[key]) if key in self.firms.employers else None
        if self.call.scheme.host_kinds == ["training_centre"] or self.participant.kind == "staff":
            return next((c for c in self.firms.centres_abroad if str(c.country) == country), None)
        hosts = [host for group in self.firms.hosts.values() for host in group if str(host.country) == country]
        of_trade = [host for host in self.firms.hosts.get(key, ()) if str(host.country) == country]
        return self.rng.choice(of_trade or hosts) if of_trade or hosts else None

    def _settle_long_path(self) -> None:
        if self.mobility.is_long and not self.mobility.scheme.is_incoming:
            longpath.settle(self.mobility, self.referent)

    def _send_agreement(self) -> None:
        self.mobility.refresh_from_db()
        if self.mobility.host_id is None:
            return
        agreement.propose(mobility=self.mobility, by=self.referent)
        try:
            sending.send_for_signature(mobility=self.mobility, by=self.referent)
        except agreement.AgreementRefused:
            return  # something is missing: the page says what

    def _sign_agreement(self) -> None:
        """Everybody signs; when the departure is near but not there, one in four still waits for somebody."""
        document = self.mobility.documents.filter(state="signing").first()
        if document is None:
            return
        waiting = list(document.signatures.filter(state=SignatureState.WAITING))
        if self.leaves > self.today and self.rng.random() < 0.25:
            waiting = waiting[:-2]
        for signature in waiting:
            signing.sign(signature=signature, act=typed(signature), by=signature.signer)

    def _settle_by_hand(self, *, until: date) -> None:
        """What nobody can derive was ticked on its day; the careless forgot some."""
        tasks = Task.objects.filter(mobility=self.mobility, state=TaskState.OPEN, evidence="", due_on__lte=until)
        settled = [task for task in tasks if not (self.is_careless and self.rng.random() < 0.3)]
        for task in settled:
            task.state, task.done_at = TaskState.DONE, _noon(task.due_on or until)
            task.done_by, task.done_by_name = self.referent, self.referent.full_name
        Task.objects.bulk_update(settled, ["state", "done_at", "done_by", "done_by_name"])
        refresh(mobility=self.mobility, by=None)

    def _leave(self) -> None:
        """Nobody leaves with a blocking task open: what is missing was waived by the referent."""
        preparing.hold_what_is_asked(self.mobility)
        self._waive("blocks_departure", "Original sur papier, contrôlé et classé au centre.")
        mobilities.confirm_departure(mobility=self.mobility, by=self.referent)
        with clock.at(_noon(self.leaves + timedelta(days=1))):
            if self.leaves < self.today:
                stays.confirm_arrival(mobility=self.mobility, by=self.participant.person)

    def _waive(self, blocking: str, reason: str) -> None:
        for task in Task.objects.filter(mobility=self.mobility, state=TaskState.OPEN, **{blocking: True}):
            waive_task(task=task, by=self.referent, reason=reason)

    def _tell_each_week(self) -> None:
        for check_in in self.mobility.check_ins.all():
            if check_in.due_on >= self.today or (self.is_careless and check_in.week > 1):
                continue
            mood = self.rng.choices((2, 3, 4, 5), (1, 3, 8, 6))[0]
            sentence = self.rng.choice(_WEEKS)
            with clock.at(_noon(check_in.due_on)):
                stays.answer_check_in(check_in=check_in, mood=mood, sentence=sentence, by=self.participant.person)

    def _keep_logbook(self) -> None:
        if not self.is_careless and self.leaves < self.today:
            logbooks.tell(self.mobility, self.rng, until=self.today)

    def _come_back(self) -> None:
        self.mobility.refresh_from_db()
        mobilities.confirm_return(mobility=self.mobility, by=self.referent)

    def _be_evaluated(self) -> None:
        evaluation = TutorEvaluation.objects.filter(mobility=self.mobility).first()
        outcomes = list(self.mobility.outcomes.all())
        if evaluation is None or not outcomes:
            return
        ratings = {outcome.pk: surveys.Rating(self.rng.choice((1, 2, 2, 3, 3))) for outcome in outcomes}
        comment = self.rng.choice(_WORDS_OF_TUTORS)
        surveys.answer(
            evaluation=evaluation, ratings=ratings, comment=comment, would_host_again=True, by=evaluation.tutor
        )

    def _receive_europass(self) -> None:
        try:
            paper = issue_europass(mobility=self.mobility, by=self.referent)
        except AgreementRefused:
            return  # no evaluation yet: the referent's desk says so
        for signature in paper.signatures.order_by("turn", "pk"):
            signing.sign(signature=signature, act=typed(signature), by=signature.signer)

    def _date_what_was_derived(self) -> None:
        """Each stretch was looked at once, at its end: what followed from the work was done about when it was due."""
        done = Task.objects.filter(mobility=self.mobility, state=TaskState.DONE).exclude(evidence="")
        late = [task for task in done.exclude(due_on=None) if task.done_at and task.done_at > _noon(task.due_on)]
        for task in late:
            task.done_at = _noon(task.due_on - timedelta(days=task.position % 4))
        Task.objects.bulk_update(late, ["done_at"])

    def _close(self) -> None:
        self._waive("blocks_closing", "Pas d’hôte joignable : réglé par téléphone.")
        mobilities.close(mobility=Mobility.objects.get(pk=self.mobility.pk), by=self.referent)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def typed(signature: Any) -> signing.Act:
    """A signature by the typed name, given by link."""
    return signing.Act(
        typed_name=signature.signer.full_name,
        drawing=b"",
        consent_sentence=CONSENT,
        shown_sha256=signature.document.agreed_sha256,
        identified_by=f"link:{signature.signer.email}",
        address="127.0.0.1",
        browser="Demonstration",
    )
