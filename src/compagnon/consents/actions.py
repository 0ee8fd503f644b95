"""Saying yes or no, asking the guardian, and writing what is asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from compagnon.consents import queries, rules
from compagnon.consents.choices import Channel, Party, Standing
from compagnon.consents.models import Consent, NationalAge, Purpose, Text, Word
from compagnon.consents.seed_shape import read_consents
from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.network.models import Network
from compagnon.people.actions import may_try
from compagnon.people.models import Participant, Person

GUARDIAN = "consents.guardian"


@transaction.atomic
def say(
    *, participant: Participant, purpose: Purpose, party: Party, is_given: bool, channel: Channel, by: Any
) -> Consent:
    """Keep a yes or a no on one purpose, with the words read; a withdrawal acts at once.

    The age is reckoned on this day. When the guardian's yes is still missing, the guardian gets a letter. Saying the
    same again changes nothing. Raises MoveRefused when the purpose is no longer asked, or when a guardian speaks for
    somebody who decides alone.
    """
    own = queries.own_age(queries.country_of(participant))
    both = queries.both_needed(participant, purpose, clock.today(), own)
    if is_given and not purpose.is_offered:
        raise MoveRefused(_("This is not asked any more."))
    if party == Party.GUARDIAN and not both:
        raise MoveRefused(_("%(name)s is old enough to decide alone on this.") % {"name": participant})
    consent, _is_new = Consent.objects.get_or_create(
        participant=participant, purpose=purpose, defaults={"network_id": participant.network_id}
    )
    consent = locked(consent)
    before = consent.last_words.get(party)
    if before and (before.is_given, before.text_id, consent.both_needed) == (is_given, purpose.text.pk, both):
        return consent
    _keep_word(consent, party, channel, is_given=is_given, by=by)
    _settle(consent, both=both, by=by)
    if consent.state == Standing.WAITING_GUARDIAN and may_try(f"consents:{participant.pk}", times=1, seconds=86_400):
        ask_guardian(participant=participant, by=by)
    return consent


def _keep_word(consent: Consent, party: Party, channel: Channel, *, is_given: bool, by: Any) -> None:
    text = consent.purpose.text
    Word.objects.create(
        network_id=consent.network_id,
        consent=consent,
        party=party,
        is_given=is_given,
        by_name=by.full_name,
        text=text,
        sentence=str(text.sentence),
        language=get_language() or "en",
        channel=channel,
        age=consent.participant.age_on(clock.today()),
    )


def _standing(words: Mapping[str, Word], *, both: bool, before: Iterable[str]) -> Standing:
    """What the last word of each party makes of a consent that stood at `before`."""
    said = {party: word.is_given for party, word in words.items()}
    return rules.standing(
        learner=said.get(Party.LEARNER),
        guardian=said.get(Party.GUARDIAN),
        both_needed=both,
        was_active=not {Standing.ACTIVE, Standing.WITHDRAWN}.isdisjoint(before),
    )


def one_of_two(one: Consent, other: Consent) -> dict[str, Any]:
    """What two consents of one participant become: the words of both count, of each party the last one."""
    words = sorted((*one.words.all(), *other.words.all()), key=lambda word: (word.at, word.pk))
    last = {word.party: word for word in words}
    both = max(one, other, key=lambda consent: consent.changed_at).both_needed
    state = _standing(last, both=both, before=(one.state, other.state))
    return {"state": state, "both_needed": both, "changed_at": max(one.changed_at, other.changed_at)}


def _settle(consent: Consent, *, both: bool, by: Any) -> None:
    """Reckon where it stands now, and tell."""
    to = _standing(consent.last_words, both=both, before=[consent.state])
    consent.both_needed, consent.changed_at = both, clock.now()
    facts = {"purpose": consent.purpose.title.data}
    if to == consent.state:
        consent.save()
        activity.record("consents.word_kept", about=consent, by=by, trail=consent.participant, facts=facts)
    else:
        move(consent, to, by=by, trail=consent.participant, facts=facts)


@transaction.atomic
def ask_guardian(*, participant: Participant, by: Any) -> bool:
    """Write to the guardian with a personal link; False when no address is known."""
    guardian = participant.guardian
    if guardian is None or not guardian.email:
        return False
    write(key="consents.guardian", reader=guardian, about=participant, by=by, purpose=GUARDIAN)
    activity.record("consents.guardian_asked", about=participant, by=by, facts={"guardian": guardian.full_name})
    return True


@transaction.atomic
def load_purposes(network: Network, by: Any) -> int:
    """Store the purposes and ages that the program ships; what is there stays. Gives the number of those added."""
    seed = read_consents()
    added = 0
    for position, one in enumerate(seed.purposes):
        purpose, is_new = Purpose.objects.get_or_create(
            network=network,
            key=one.key,
            defaults={
                "title": LazyI18nString(one.title),
                "explanation": LazyI18nString(one.explanation),
                "both_until_18": one.both_until_18,
                "position": position,
            },
        )
        if is_new:
            Text.objects.create(network=network, purpose=purpose, number=1, sentence=LazyI18nString(one.sentence))
            added += 1
    for age in seed.ages:
        _age, is_new = NationalAge.objects.get_or_create(
            network=network, country=age.country, defaults={"age": age.age, "grade": age.grade, "source": age.source}
        )
        added += is_new
    if added:
        activity.record("consents.purposes_loaded", about=network, by=by, facts={"added": added})
    return added


@transaction.atomic
def keep_purpose(*, purpose: Purpose, sentence: LazyI18nString, by: Person) -> Purpose:
    """Keep a purpose as edited; other words than before are the next version, and who agreed to the former did so."""
    is_new = purpose.pk is None
    purpose.save()
    last = None if is_new else purpose.texts.order_by("-number").first()
    if last is None or last.sentence.data != sentence.data:
        Text.objects.create(
            network_id=purpose.network_id,
            purpose=purpose,
            number=last.number + 1 if last else 1,
            sentence=sentence,
            written_by_name=by.full_name,
        )
    activity.record("consents.purpose_kept", about=purpose, by=by, facts={"purpose": purpose.title.data})
    return purpose


@transaction.atomic
def check_age(*, national: NationalAge, age: int, source: str, by: Person) -> NationalAge:
    """A coordinator has read the law of a country: the age counts as checked from now on."""
    national = locked(national)
    national.age, national.source, national.grade = age, source, "C"
    national.checked_at, national.checked_by = clock.now(), by
    national.save()
    facts = {"country": national.country.name, "age": age}
    activity.record("consents.age_checked", about=national, by=by, facts=facts)
    return national
