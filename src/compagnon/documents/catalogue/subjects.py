"""Whom a paper is about: one mobility, a departure with everybody in it, or a partner; what is true there, who signs."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Protocol

from compagnon.documents.catalogue.shape import About
from compagnon.documents.choices import SignerRole
from compagnon.documents.filling import (
    Signer,
    acceptance_of,
    comes_to_us,
    contact_at,
    paper_languages,
    receiving_organisation,
    sending_organisation,
    signers_of,
)
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation
from compagnon.people.models import Person
from compagnon.timeline.plans import conditions_of


def is_erasmus(mobility: Mobility) -> bool:
    """Whether Erasmus+ pays: as was told of the stay, else as its scheme says."""
    told = getattr(getattr(mobility, "stay_terms", None), "erasmus", None)
    return "erasmus" in mobility.kept_scheme.programme.casefold() if told is None else bool(told)


class Subject(Protocol):
    """What a paper asks of whom it is about."""

    about: About

    @property
    def row(self) -> Any: ...
    @property
    def network(self) -> Network: ...

    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def conditions(self) -> frozenset[str]: ...
    @property
    def people(self) -> list[Mobility]: ...
    @property
    def host(self) -> Organisation | None: ...
    def signers(self, role: str) -> list[Signer]: ...


class OfMobility:
    """One participant's stay."""

    about: About = "mobility"

    def __init__(self, mobility: Mobility, by: Person | None = None) -> None:
        self.row, self.mobility, self.by = mobility, mobility, by
        self.network: Network = mobility.network
        self.people = [mobility]
        self.host = mobility.host

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return paper_languages(self.mobility)

    @cached_property
    def conditions(self) -> frozenset[str]:
        mobility, kind = self.mobility, self.mobility.host.kind if self.mobility.host else ""
        found = {str(condition) for condition in conditions_of(mobility)}
        found |= {"employer"} if mobility.participant.employer else set()
        found |= {"erasmus"} if is_erasmus(mobility) else {"other_programme"}
        found |= {"guardian_signs"} if mobility.guardian_signs else set()
        found |= {"host_accepted"} if acceptance_of(mobility) else set()
        found |= (
            {"host_is_centre" if kind == OrganisationKind.TRAINING_CENTRE else "host_is_company"} if kind else set()
        )
        return frozenset(found)

    def signers(self, role: str) -> list[Signer]:
        """Those of the stay; who accompanies the group where there is one; who prepares the paper where no referent is."""
        if role == SignerRole.ACCOMPANYING:
            group = self.mobility.departure
            return [Signer(SignerRole.ACCOMPANYING, group.accompanying if group else None)]
        if role == SignerRole.PARTNER:
            return []
        if role == SignerRole.RECEIVING:
            who = self.mobility.referent or self.by
            return [Signer(SignerRole.RECEIVING, who, str(receiving_organisation(self.mobility)))]
        found = [one for one in signers_of(self.mobility) if one.role == role]
        is_ours = role == SignerRole.CENTRE and not comes_to_us(self.mobility)
        if is_ours and found and found[0].who is None:
            return [Signer(SignerRole.CENTRE, self.by, found[0].organisation)]
        return found


class OfDeparture:
    """A group that travels together; each host of it signs."""

    about: About = "departure"

    def __init__(self, departure: Departure, by: Person | None = None) -> None:
        self.row, self.departure, self.by = departure, departure, by
        self.network: Network = departure.network

    @cached_property
    def people(self) -> list[Mobility]:
        joined = (
            *("participant__person", "participant__employer", "participant__sending_organisation"),
            *("scheme", "host", "tutor", "site__organisation", "trade"),
        )
        going = self.departure.mobilities.exclude(state=MobilityState.CANCELLED).select_related(*joined)
        going = going.prefetch_related("participant__sending_organisation__contacts")
        return list(going.order_by("participant__person__last_name", "participant__person__first_name"))

    @cached_property
    def hosts(self) -> list[tuple[Organisation, Any]]:
        """Each host of the group once, with the first tutor who is known there."""
        found: dict[int, tuple[Organisation, Any]] = {}
        for one in self.people:
            if one.host is not None and (one.host.pk not in found or found[one.host.pk][1] is None):
                found[one.host.pk] = (one.host, one.tutor)
        return list(found.values())

    @cached_property
    def senders(self) -> list[tuple[Organisation, Any]]:
        """Each organisation that sends somebody of an incoming group once, with who answers for it; none where we send."""
        coming = [one for one in self.people if comes_to_us(one)]
        found = {one.pk: one for one in map(sending_organisation, coming) if one is not None}
        return [(one, contact_at(one)) for one in found.values()]

    @property
    def host(self) -> Organisation | None:
        return self.hosts[0][0] if self.hosts else None

    @cached_property
    def languages(self) -> tuple[str, ...]:
        tutors = [tutor.language for _host, tutor in self.hosts if tutor]
        shared = tutors[0] if len(set(tutors)) == 1 else "en"
        return tuple(dict.fromkeys((self.network.default_language, shared)))

    @cached_property
    def conditions(self) -> frozenset[str]:
        scheme = self.departure.scheme
        found = {"group", "incoming" if scheme.is_incoming else "outgoing"}
        is_funded = any(one.is_funded for one in self.people) if self.people else bool(scheme.programme)
        found |= {"funded"} if is_funded else set()
        found |= {"minor"} if any(one.is_minor for one in self.people) else set()
        found |= {"accompanied"} if self.departure.accompanying_id else set()
        return frozenset(found)

    def signers(self, role: str) -> list[Signer]:
        if role == SignerRole.HOST:
            return [Signer(SignerRole.HOST, tutor, str(host)) for host, tutor in self.hosts] or [
                Signer(SignerRole.HOST, None)
            ]
        if role == SignerRole.ACCOMPANYING:
            return [Signer(SignerRole.ACCOMPANYING, self.departure.accompanying)]
        is_incoming = "incoming" in self.conditions
        if role == SignerRole.CENTRE and is_incoming:
            known = [Signer(SignerRole.CENTRE, who, str(one)) for one, who in self.senders]
            return known or [Signer(SignerRole.CENTRE, None)]
        if role == SignerRole.CENTRE or (role == SignerRole.RECEIVING and is_incoming):
            centre = next((one.site.organisation for one in self.people if one.site), None)
            return [Signer(SignerRole(role), self.by, str(centre or self.network))]
        return []


class OfPartner:
    """An organisation that the network works with."""

    about: About = "partner"

    def __init__(self, organisation: Organisation, by: Person | None = None) -> None:
        self.row, self.organisation, self.by = organisation, organisation, by
        self.network: Network = organisation.network
        self.host = organisation
        self.people: list[Mobility] = []

    @cached_property
    def contact(self) -> Any:
        """Who answers for the partner: its coordinator, else another contact."""
        return contact_at(self.organisation)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        shared = self.contact.language if self.contact else "en"
        return tuple(dict.fromkeys((self.network.default_language, shared)))

    @cached_property
    def conditions(self) -> frozenset[str]:
        is_centre = self.organisation.kind == OrganisationKind.TRAINING_CENTRE
        return frozenset({"host_is_centre" if is_centre else "host_is_company"})

    def signers(self, role: str) -> list[Signer]:
        if role in (SignerRole.PARTNER, SignerRole.HOST):
            return [Signer(SignerRole(role), self.contact, str(self.organisation))]
        return [Signer(SignerRole.CENTRE, self.by, str(self.network))] if role == SignerRole.CENTRE else []


def subject_of(
    row: Mobility | Departure | Organisation, by: Person | None = None, languages: tuple[str, ...] = ()
) -> Subject:
    """The row as papers see it, in the languages of its readers unless others are given."""
    found: OfMobility | OfDeparture | OfPartner
    if isinstance(row, Mobility):
        found = OfMobility(row, by)
    else:
        found = OfDeparture(row, by) if isinstance(row, Departure) else OfPartner(row, by)
    if languages:
        found.languages = languages
    return found


def holds(conditions: Iterable[str], subject: Subject, terms: dict[str, object]) -> bool:
    """Whether all conditions hold: of the subject, or `option=money|both`, what a term says, one of these."""
    for condition in conditions:
        key, is_of_term, value = condition.partition("=")
        if str(terms.get(key, "")) not in value.split("|") if is_of_term else condition not in subject.conditions:
            return False
    return True
