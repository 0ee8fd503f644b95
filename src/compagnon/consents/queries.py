"""Reads of consents: what is asked of whom, and whether something may be done now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from compagnon.consents import rules
from compagnon.consents.choices import Party, Standing
from compagnon.consents.models import Consent, NationalAge, Purpose, Word
from compagnon.core import clock
from compagnon.people.choices import ParticipantKind
from compagnon.people.models import Participant, Person
from compagnon.people.queries import visible_to as participants_visible_to


@dataclass(frozen=True)
class Asked:
    """One purpose as the page of a person, or of the guardian, asks it."""

    purpose: Purpose
    consent: Consent | None
    both_needed: bool
    party: Party

    @property
    def state(self) -> Standing:
        return Standing(self.consent.state) if self.consent else Standing.UNANSWERED

    @property
    def own_word(self) -> Word | None:
        return self.consent.last_words.get(self.party) if self.consent else None

    @property
    def other_word(self) -> Word | None:
        """What the other one said, where both are needed."""
        other = Party.GUARDIAN if self.party == Party.LEARNER else Party.LEARNER
        return self.consent.last_words.get(other) if self.consent and self.both_needed else None

    @property
    def can_agree(self) -> bool:
        """Not said yet, refused, or said when a guardian was still needed who is not needed any more."""
        word = self.own_word
        waits_for_nobody = self.state == Standing.WAITING_GUARDIAN and not self.both_needed
        return self.purpose.is_offered and (word is None or not word.is_given or waits_for_nobody)

    @property
    def can_refuse(self) -> bool:
        return self.own_word is None or self.own_word.is_given


def purposes() -> QuerySet[Purpose]:
    """Everything that is or was asked, with its texts."""
    found: QuerySet[Purpose] = Purpose.objects.prefetch_related("texts")
    return found


def country_of(participant: Participant) -> str:
    """The country whose law says from which age somebody consents alone: that of the sending side."""
    sender = participant.sending_organisation
    return str(sender.country if sender else participant.network.country)


def own_age(country: str) -> int | None:
    """From which age somebody of this country consents alone; None when nobody has said."""
    found = NationalAge.objects.filter(country=country).values_list("age", flat=True).first()
    return found if found is None else int(found)


def both_needed(participant: Participant, purpose: Purpose, on: date, own: int | None) -> bool:
    """Whether the guardian must agree as well, on this day; `own` is the national age (`own_age`)."""
    return rules.needs_guardian(
        age=participant.age_on(on),
        is_learner=participant.kind == ParticipantKind.LEARNER,
        own_age=own,
        both_until_18=purpose.both_until_18,
    )


def asked_of(participant: Participant, party: Party) -> list[Asked]:
    """Each purpose as it is asked of the person, or of the guardian, who is only asked where a guardian is needed."""
    today, own = clock.today(), own_age(country_of(participant))
    consents = Consent.objects.filter(participant=participant).prefetch_related("words__text")
    known = {consent.purpose_id: consent for consent in consents}
    asked = [
        Asked(purpose, known.get(purpose.pk), both_needed(participant, purpose, today, own), party)
        for purpose in purposes()
        if purpose.is_offered or purpose.pk in known
    ]
    return [one for one in asked if party == Party.LEARNER or one.both_needed]


def visible_to(person: Person, consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Those of the participants whom somebody may see at the desk."""
    return consents.filter(participant__in=participants_visible_to(person, Participant.objects.all()).values("pk"))


def for_list(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """With what a row shows, in a fixed number of queries."""
    joined = consents.select_related("participant__person", "participant__site", "purpose")
    return joined.prefetch_related("words__text")


def has_active(participant: Participant, key: str) -> bool:
    """Whether this may be done with what belongs to a participant, now: a withdrawal acts at once."""
    return bool(Consent.objects.filter(participant=participant, purpose__key=key, state=Standing.ACTIVE).exists())


def with_active(participants: QuerySet[Participant], key: str) -> QuerySet[Participant]:
    """Those who agree to it, now."""
    agreed = Consent.objects.filter(purpose__key=key, state=Standing.ACTIVE)
    return participants.filter(pk__in=agreed.values("participant"))
