"""The facts that papers name: read from what is known already, each with its label and who can give it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django_countries.fields import Country

from compagnon.documents.catalogue import parts
from compagnon.documents.catalogue.identities import activity_type, identities, programme_number
from compagnon.documents.catalogue.subjects import OfMobility, Subject
from compagnon.documents.filling import (
    acceptance_of,
    address_of,
    agreement_reference,
    by_language,
    participant_facts,
    sending_organisation,
    terms_of,
)
from compagnon.documents.sentences import AT_EMPLOYER, AT_HOST, IN_FILE, IN_GROUP, IN_MOBILITY, PARTNER_FILE, SCHEME
from compagnon.documents.typesetting.facts import Bilingual, PeriodFacts
from compagnon.documents.typesetting.frame import length_of, period_of
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Wording
from compagnon.placement.models import PlacementRequest

Read = Callable[[Any, Wording], Any]


@dataclass(frozen=True)
class Known:
    """A fact by its label (a fixed word of the papers), how it is read, and who can give it."""

    label: str
    read: Read
    giver: Any


def _said(found: list[dict[str, Any]]) -> Bilingual:
    return {one["lang"]: one["text"] for one in found}


def _country(code: Any, wording: Wording) -> Bilingual:
    names = {}
    for language in wording.languages if code else ():
        with translation.override(language):
            names[language] = str(Country(str(code)).name)
    return names


def _person(attribute: str) -> Read:
    return lambda subject, _wording: getattr(participant_facts(subject.mobility), attribute)


def _contact(who: Any) -> Bilingual:
    parts = filter(None, (who.full_name, getattr(who, "function", ""), who.email, who.phone)) if who else ()
    return {"": ", ".join(parts)}


def _days(subject: Any, wording: Wording, *, start: str, end: str) -> Bilingual:
    return _said(period_of(wording, PeriodFacts(start=getattr(subject.row, start), end=getattr(subject.row, end))))


def _contract(subject: OfMobility, wording: Wording) -> Bilingual:
    mine = subject.mobility.participant
    if not (mine.contract_start and mine.contract_end):
        return {}
    return _said(wording.label("from_to", start=wording.day(mine.contract_start), end=wording.day(mine.contract_end)))


def _birth_date(subject: OfMobility, wording: Wording) -> Bilingual:
    born = subject.mobility.participant.birth_date
    return wording.day(born) if born else {}


def _length(subject: Any, wording: Wording) -> Bilingual:
    return _said(length_of(wording, PeriodFacts(start=subject.row.departs_on, end=subject.row.returns_on)))


def _term(name: str) -> Read:
    return lambda subject, _wording: terms_of(subject.mobility)[name]


def _of_stay(name: str) -> Read:
    """What the terms of the stay keep of the contract; nothing while nobody told it."""

    def told(subject: OfMobility, _wording: Wording) -> Bilingual:
        value = getattr(getattr(subject.mobility, "stay_terms", None), name, None)
        label = ("yes" if value else "no") if isinstance(value, bool) else value
        return all_labels()[label] if label else {}

    return told


def _moment(moment: datetime | None, wording: Wording) -> Bilingual:
    return _said(wording.moment(timezone.localtime(moment))) if moment else {}


def _accepted(said: Callable[[PlacementRequest, Wording], Any]) -> Read:
    """A fact of the host's yes; nothing while there is none."""

    def asked(subject: OfMobility, wording: Wording) -> Any:
        found = acceptance_of(subject.mobility)
        return said(found, wording) if found else ""

    return asked


def _how_asked(request: PlacementRequest, wording: Wording) -> Bilingual:
    return _said(wording.label("accepted_link", email=request.tutor.email))


def _hosts(subject: Any, _wording: Wording) -> str:
    return ", ".join(str(host) for host, _tutor in subject.hosts)


_STAY = Known("period", lambda s, w: _days(s, w, start="departs_on", end="returns_on"), IN_MOBILITY)
OF_ALL: dict[str, Known] = {
    "period": _STAY,
    "length": Known("length", _length, IN_MOBILITY),
    "scheme": Known("scheme", lambda s, _w: by_language(s.row.scheme.name), SCHEME),
    "programme": Known("programme_name", lambda s, _w: s.row.scheme.programme, SCHEME),
    "country": Known("country", lambda s, w: _country(s.row.country, w), IN_MOBILITY),
    "town": Known("town", lambda s, _w: s.row.town, IN_MOBILITY),
}
OF_MOBILITY: dict[str, Known] = {
    **OF_ALL,
    "participant.name": Known("name", _person("name"), IN_FILE),
    "participant.birth_date": Known("birth_date", _birth_date, IN_FILE),
    "participant.nationality": Known("nationality", lambda s, w: _country(s.mobility.participant.nationality, w), IN_FILE),
    "participant.trade": Known("trade", _person("trade"), IN_FILE),
    "participant.qualification": Known("qualification", _person("qualification"), IN_FILE),
    "participant.eqf_level": Known("eqf_level", lambda s, _w: str(s.mobility.participant.eqf_level or ""), IN_FILE),
    "participant.email": Known("email", _person("email"), IN_FILE),
    "participant.phone": Known("phone", _person("phone"), IN_FILE),
    "participant.contract": Known("contract_dates", _contract, IN_FILE),
    "participant.emergency_contact": Known("emergency_contact", lambda s, _w: s.mobility.participant.emergency_contact, IN_FILE),
    "guardian.contact": Known("guardian", lambda s, _w: _contact(s.mobility.participant.guardian), IN_FILE),
    "employer.name": Known("employer", lambda s, _w: str(s.mobility.participant.employer or ""), AT_EMPLOYER),
    "mentor.contact": Known("mentor", lambda s, _w: _contact(s.mobility.participant.mentor), AT_EMPLOYER),
    "sending.name": Known("sending", lambda s, _w: str(sending_organisation(s.mobility) or ""), IN_FILE),
    "referent.contact": Known("referent", lambda s, _w: _contact(s.mobility.referent), IN_MOBILITY),
    "host.name": Known("host", lambda s, _w: str(s.mobility.host or ""), IN_MOBILITY),
    "tutor.contact": Known("tutor", lambda s, _w: _contact(s.mobility.tutor), AT_HOST),
    "mobility.project_code": Known("project_code", lambda s, _w: s.mobility.project_code, IN_MOBILITY),
    "mobility.programme_id": Known("mobility_id", lambda s, _w: s.mobility.programme_id, IN_MOBILITY),
    "mobility.programme_number": Known("mobility_id", programme_number, IN_MOBILITY),
    "mobility.field": Known("education_field", lambda _s, _w: all_labels()["education_vet"], SCHEME),
    "mobility.activity_type": Known("activity_type", activity_type, IN_MOBILITY),
    "group.name": Known("group_name", lambda s, _w: str(s.mobility.departure or ""), IN_MOBILITY),
    "accompanying.contact": Known("accompanying", lambda s, _w: _contact(getattr(s.mobility.departure, "accompanying", None)), IN_MOBILITY),
    **{name: Known(label, read, giver) for name, label, read, giver in identities()},
    **{f"stay.{name}": Known(name, _of_stay(name), IN_MOBILITY) for name in ("regime", "host_signs")},
    "agreement.reference": Known("agreement_reference", lambda s, _w: agreement_reference(s.mobility), IN_MOBILITY),
    "acceptance.answer": Known("accepted_answer", _accepted(lambda _one, w: _said(w.label("accepted_yes"))), AT_HOST),
    "acceptance.host": Known("host", _accepted(lambda one, _w: str(one.host)), AT_HOST),
    "acceptance.by": Known("accepted_by", _accepted(lambda one, _w: _contact(one.tutor)), AT_HOST),
    "acceptance.on": Known("accepted_on", _accepted(lambda one, w: _moment(one.answered_at, w)), AT_HOST),
    "acceptance.asked": Known("accepted_asked", _accepted(lambda one, w: _moment(one.asked_at, w)), AT_HOST),
    "acceptance.how": Known("accepted_how", _accepted(_how_asked), AT_HOST),
    "acceptance.message": Known("accepted_message", _accepted(lambda one, _w: one.message), AT_HOST),
    **{f"terms.{name}": Known(label, _term(name), IN_MOBILITY) for name, label in (
        ("programme", "programme"), ("workplace", "workplace"), ("schedule", "schedule"), ("monitoring", "monitoring_host"),
        ("monitoring_home", "monitoring_sending"), ("assessment", "assessment"), ("recognition", "recognition"),
        ("preparation", "preparation"), ("insurance", "insurance"), ("accommodation", "accommodation"),
    )},
}  # fmt: skip
OF_DEPARTURE: dict[str, Known] = {
    **OF_ALL,
    "group.name": Known("group_name", lambda s, _w: str(s.departure), IN_GROUP),
    "group.size": Known("group_size", lambda s, _w: str(len(s.people) or ""), IN_GROUP),
    "group.ratio": Known(
        "group_ratio", lambda s, _w: f"1 : {len(s.people)}" if s.departure.accompanying and s.people else "", IN_GROUP
    ),
    "group.hosts": Known("people_hosts", _hosts, IN_GROUP),
    "accompanying.contact": Known("accompanying", lambda s, _w: _contact(s.departure.accompanying), IN_GROUP),
}
OF_PARTNER: dict[str, Known] = {
    "partner.name": Known("partner", lambda s, _w: str(s.organisation), PARTNER_FILE),
    "partner.address": Known("address", lambda s, _w: address_of(s.organisation), PARTNER_FILE),
    "partner.country": Known("country", lambda s, w: _country(s.organisation.country, w), PARTNER_FILE),
    "partner.contact": Known("contact", lambda s, _w: _contact(s.contact), PARTNER_FILE),
    "network.name": Known("sending", lambda s, _w: by_language(s.network.name), PARTNER_FILE),
}
AMENDED = {
    "amended.paper": "amended_paper", "amended.reference": "reference", "amended.since": "amended_since",
    "amended.earlier": "amended_earlier", "amended.print": "amended_print", "amended.untouched": "amended_untouched",
}  # fmt: skip
"""What an amendment knows of the paper that it amends, each with its label; how it is read stands in `amending.kinds`."""
IDENTITIES = frozenset(name for name, _label, _read, _giver in identities())
"""Facts of a party: a paper says whose they are."""
KNOWN: dict[str, dict[str, Known]] = {
    about: {**whole, **{name: Known(*one) for name, one in apart.items() if name not in whole}}
    for about, whole, apart in (
        ("mobility", OF_MOBILITY, parts.OF_MOBILITY),
        ("departure", OF_DEPARTURE, parts.OF_DEPARTURE),
        ("partner", OF_PARTNER, parts.OF_PARTNER),
    )
}


def read(name: str, subject: Subject, wording: Wording) -> Bilingual:
    """A fact of the subject by language; empty when nobody has said it."""
    found = KNOWN[subject.about][name].read(subject, wording)
    texts: Bilingual = found if isinstance(found, dict) else {"": str(found)} if found else {}
    return {language: text for language, text in texts.items() if text.strip()}
