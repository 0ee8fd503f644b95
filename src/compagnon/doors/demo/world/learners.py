"""Participants of every kind, and the applications that wait for somebody."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from compagnon.core import clock
from compagnon.core.i18n import plain
from compagnon.doors.demo.world import names
from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.companies import COMMON_TRADES, Firms, contact
from compagnon.network.models import Network, Organisation, Site, Trade
from compagnon.people.choices import ContactKind, ParticipantKind, Role, Status
from compagnon.people.models import Membership, Participant, Person
from compagnon.recruitment.choices import ApplicationState, ConsentKind, ConsentState
from compagnon.recruitment.models import Application, Call, Consent, Review
from compagnon.recruitment.queries import eligibility

_QUALIFICATIONS = (("CAP", 3), ("CAP", 3), ("BP", 4), ("Bac pro", 4))
_MOTIVATIONS = (
    "J’ai envie de voir comment on travaille ailleurs et de revenir avec des idées pour mon entreprise.",
    "Mon maître d’apprentissage est parti il y a dix ans, il m’en parle encore. Je veux essayer aussi.",
    "Je veux parler mieux anglais et apprendre d’autres techniques. Je me débrouille seul et j’aime le travail en équipe.",
    "Je n’ai jamais quitté la région. Partir en groupe me rassure et me donne envie.",
    "Je voudrais ouvrir ma propre entreprise un jour. Voir d’autres ateliers m’aidera à choisir comment.",
    "On dit que là-bas ils travaillent autrement le bois. Je veux le voir et le faire de mes mains.",
)
_LEVELS = ("A1", "A2", "A2", "B1", "B1", "B2")


class Crowd:
    """Makes participants one after the other, each with what the rules of the schemes ask for."""

    def __init__(self, network: Network, firms: Firms, rng: Random) -> None:
        self.network, self.firms, self.rng, self.count = network, firms, rng, 0
        self.trades = {trade.key: trade for trade in Trade.objects.filter(key__in=COMMON_TRADES)}
        self.sites = list(Site.objects.exclude(departement_code=""))

    def learner(
        self, *, leaves_on: date, age: int | None = None, departement: str = "", trade: str = ""
    ) -> Participant:
        """An apprentice with employer, mentor and, under 18 when they leave, a guardian."""
        rng = self.rng
        key = trade or rng.choice(COMMON_TRADES)
        years = age if age is not None else rng.choice((16, 17, 17, 18, 18, 19, 20, 22))
        employer = rng.choice(self.firms.employers[key])
        diploma, level = rng.choice(_QUALIFICATIONS)
        chosen = self.trades[key]
        return self._participant(
            kind=ParticipantKind.LEARNER,
            status=Status.APPRENTICE,
            birth_date=_birthday(leaves_on, years, rng),
            site=self._site(departement),
            trade=chosen,
            qualification=f"{diploma} {chosen.name.localize('fr')}",
            eqf_level=level,
            contract_start=leaves_on - timedelta(days=rng.randint(150, 420)),
            contract_end=leaves_on + timedelta(days=rng.randint(200, 420)),
            employer=employer,
            mentor=self.firms.contacts[employer.pk],
            guardian=contact(self.network, rng, None, ContactKind.GUARDIAN) if years < 18 else None,
            emergency_contact="Famille, +33 0 00 00 77 00",
            birth_place="Laval (exemple)",
            contract_number=f"EXEMPLE-{self.count + 1:05}",
        )

    def staff(self) -> Participant:
        return self._participant(
            kind=ParticipantKind.STAFF,
            status=self.rng.choice((Status.TRAINER, Status.TRAINER, Status.TEACHER, Status.STAFF)),
            birth_date=_birthday(clock.today(), self.rng.randint(28, 60), self.rng),
            site=self._site(),
            trade=self.trades[self.rng.choice(COMMON_TRADES)],
        )

    def from_abroad(self, *, staff: bool) -> Participant:
        """An apprentice, or a colleague, of a partner centre who comes here."""
        sender: Organisation = self.rng.choice(
            [c for c in self.firms.centres_abroad if str(c.country) in names.FOREIGN]
        )
        return self._participant(
            country=str(sender.country),
            kind=ParticipantKind.STAFF if staff else ParticipantKind.LEARNER,
            status=Status.FOREIGN_STAFF if staff else Status.FOREIGN_APPRENTICE,
            birth_date=_birthday(
                clock.today(), self.rng.randint(30, 55) if staff else self.rng.randint(18, 21), self.rng
            ),
            site=self._site(),
            trade=self.trades[self.rng.choice(COMMON_TRADES)],
            sending_organisation=sender,
            emergency_contact="Family, +33 0 00 00 78 00",
        )

    def for_scheme(self, scheme: Any, *, leaves_on: date, departement: str = "") -> Participant:
        """Somebody whom the scheme is for; a learner of ours is of that département, where one is named."""
        if scheme.is_incoming:
            return self.from_abroad(staff=scheme.participant_kind == ParticipantKind.STAFF)
        if scheme.participant_kind == ParticipantKind.STAFF:
            return self.staff()
        return self.learner(leaves_on=leaves_on, departement=departement)

    def _site(self, departement: str = "") -> Site:
        return self.rng.choice([site for site in self.sites if departement in ("", site.departement_code)])

    def _participant(self, *, country: str = "FR", email: str = "", **fields: Any) -> Participant:
        self.count += 1
        known = names.FOREIGN.get(country, {"first": names.FIRST_NAMES, "last": names.LAST_NAMES})
        first, last = self.rng.choice(known["first"]), self.rng.choice(known["last"])
        address = f"{plain(first)}.{plain(last).replace(' ', '-')}{self.count}@demo.example"
        person = Person.objects.create_user(
            address,
            network=self.network,
            first_name=first,
            last_name=last,
            language=names.LANGUAGE_OF.get(country, "en"),
            phone="+33 0 00 00 55 00",
        )
        Membership.objects.create(network=self.network, person=person, role=Role.PARTICIPANT)
        return Participant.objects.create(
            network=self.network,
            person=person,
            nationality=country,
            address="" if self.count % 9 == 0 else f"{self.count} rue de l’Exemple, 53000 Laval, France",
            **fields,
        )

    def rename(self, participant: Participant, *, first: str, last: str, email: str) -> Participant:
        """Give one of the crowd the name of a persona."""
        person = participant.person
        person.first_name, person.last_name, person.email = first, last, email
        person.save()
        participant.save()
        return participant


def _birthday(day: date, age: int, rng: Random) -> date:
    """A birth date that makes somebody `age` on that day."""
    return day - timedelta(days=int(age * 365.25) + rng.randint(20, 340))


def apply_to_calls(open_calls: list[tuple[Call, int]], crowd: Crowd, people: Cast) -> None:
    """Applications in every state: drafts, some waiting for a guardian, some to decide, some read by reviewers."""
    for call, number in open_calls:
        for place in range(number):
            participant = crowd.for_scheme(call.scheme, leaves_on=call.departs_on)
            application = application_for(crowd, call, participant, is_draft=place % 5 == 4)
            if application.state == ApplicationState.SUBMITTED and place % 3 == 0:
                for reviewer in people.reviewers[:2]:
                    Review.objects.create(network=call.network, application=application, reviewer=reviewer)


def application_for(
    crowd: Crowd, call: Call, participant: Participant, *, is_draft: bool = False, is_past: bool = False
) -> Application:
    """One application with its consents; past ones have all they needed."""
    rng = crowd.rng
    sent = _while_open(call, clock.now() - timedelta(days=rng.randint(1, 18)))
    application = Application.objects.create(
        network=call.network,
        call=call,
        participant=participant,
        state=ApplicationState.DRAFT if is_draft else ApplicationState.SUBMITTED,
        motivation="" if is_draft and rng.random() < 0.5 else rng.choice(_MOTIVATIONS),
        wishes=list(call.countries),
        language_levels={"en": rng.choice(_LEVELS)},
        needs_support=rng.random() < 0.12,
        submitted_at=None if is_draft else sent,
    )
    if not is_draft:
        with clock.at(sent):
            application.verdict = eligibility.kept(eligibility.verdict_on(application))
        application.save(update_fields=["verdict"])
    wanted = [(ConsentKind.GUARDIAN, participant.guardian), (ConsentKind.EMPLOYER, participant.mentor)]
    for kind, who in wanted:
        if who is not None and not is_draft:
            given = is_past or rng.random() < 0.7
            Consent.objects.create(
                network=call.network,
                application=application,
                kind=kind,
                contact=who,
                state=ConsentState.GIVEN if given else ConsentState.ASKED,
                answered_at=sent if given else None,
            )
    return application


def _while_open(call: Call, moment: datetime) -> datetime:
    """The same moment, or the nearest at which the call took applications."""
    first, last = (
        moment.replace(year=day.year, month=day.month, day=day.day) for day in (call.opens_on, call.closes_on)
    )
    return min(max(moment, first), last)
