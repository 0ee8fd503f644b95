"""Cards of people and organisations on a paper."""

from typing import Any

from compagnon.documents.catalogue.known import read
from compagnon.documents.catalogue.subjects import OfDeparture, OfMobility, OfPartner, Subject
from compagnon.documents.filling import comes_to_us, organisation_facts, receiving_organisation, sender_of
from compagnon.documents.typesetting.facts import CardFacts, RowFacts
from compagnon.documents.typesetting.frame import Content, organisation_card
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Wording
from compagnon.network.models import Network

OF_PARTICIPANT = ("participant.birth_date", "participant.trade", "participant.email", "participant.phone")


def cards_of(name: str, subject: Subject, wording: Wording) -> list[CardFacts]:
    """The card of a party, of each host of a group; none for one that this stay does not have (an employer, a guardian)."""
    if isinstance(subject, OfDeparture):
        return _of_group(name, subject, wording)
    found = _of_stay(name, subject, wording) if isinstance(subject, OfMobility) else _of_others(name, subject, wording)
    return [found] if found else []


def _of_group(name: str, subject: OfDeparture, wording: Wording) -> list[CardFacts]:
    """Of a group that comes to us the sending side is each organisation that sends somebody, and the network receives."""
    is_incoming = "incoming" in subject.conditions
    if name == "hosts":
        return [_organisation("host", host, tutor, wording, person_role="tutor") for host, tutor in subject.hosts]
    if name == "sending" and is_incoming:
        return [_organisation("sending", one, who, wording, person_role="contact") for one, who in subject.senders]
    if name == "sending" or (name == "receiving" and is_incoming):
        return [_network(name, subject, wording)]
    return []


def _network(role: str, subject: Subject, wording: Wording) -> CardFacts:
    labels, network = all_labels(), subject.network
    rows = [RowFacts(label=labels["address"], value={"": network.address})]
    rows += [RowFacts(label=labels["email"], value={"": network.email})]
    kept = tuple(one for one in rows if one.value[""])
    return CardFacts(role=labels[role], name={"": str(network)}, rows=kept)


def _of_others(name: str, subject: Subject, wording: Wording) -> CardFacts | None:
    if name == "network":
        return _network("sending", subject, wording)
    if name == "partner" and isinstance(subject, OfPartner):
        return _organisation("partner", subject.organisation, subject.contact, wording, person_role="contact")
    return None


def _of_stay(name: str, subject: OfMobility, wording: Wording) -> CardFacts | None:
    mobility, participant = subject.mobility, subject.mobility.participant
    if name == "participant":
        return _participant(subject, wording)
    if name == "guardian" and mobility.guardian_signs:
        return CardFacts(role=all_labels()["guardian"], name=read("guardian.contact", subject, wording))
    is_incoming, (sending, who) = comes_to_us(mobility), sender_of(mobility)
    ours, receiving = mobility.referent or subject.by, receiving_organisation(mobility)
    if name == "receiving" and is_incoming and isinstance(receiving, Network):
        return _network(name, subject, wording)
    party = {
        "employer": (participant.employer, participant.mentor, "mentor"),
        "sending": (sending, who, "contact") if is_incoming else (sending, ours, "referent"),
        "host": (mobility.host, mobility.tutor, "tutor"),
        "receiving": (receiving, ours, "referent"),
    }.get(name)
    is_not_there = (name == "employer" and participant.employer is None) or (name == "receiving" and not is_incoming)
    if party is None or is_not_there:
        return None
    return _organisation(name, party[0], party[1], wording, person_role=party[2])


def _participant(subject: OfMobility, wording: Wording) -> CardFacts:
    labels = all_labels()
    keys = dict(zip(OF_PARTICIPANT, ("birth_date", "trade", "email", "phone"), strict=True))
    rows = [RowFacts(label=labels[keys[name]], value=read(name, subject, wording)) for name in OF_PARTICIPANT]
    kept = tuple(one for one in rows if one.value or one.label == labels["birth_date"])
    return CardFacts(role=labels["participant"], name=read("participant.name", subject, wording), rows=kept)


def _organisation(role: str, organisation: Any, person: Any, wording: Wording, *, person_role: str) -> CardFacts:
    facts = organisation_facts(organisation, person, wording.languages)
    made = organisation_card(wording, role, facts, person_role=person_role)
    return CardFacts(
        role=all_labels()[role],
        name={"": facts.name} if facts.name else {},
        rows=tuple(RowFacts(label=_texts(one["label"]), value=_value(one)) for one in made["rows"]),
    )


def _value(row: Content) -> dict[str, str]:
    """The value with how to reach the person it names; empty when it is to be completed."""
    if any(one.get("open") for one in row["value"]):
        return {}
    reach = f"\n{row['reach']}" if row["reach"] else ""
    return {one["lang"]: f"{one['text']}{reach}" for one in row["value"]} or {"": row["reach"]}


def _texts(said: list[Content]) -> dict[str, str]:
    return {one["lang"]: one["text"] for one in said}
