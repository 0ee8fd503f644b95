"""The people of a network, read once, so that thousands of rows are compared without asking the database for each."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.formats import date_format
from django.utils.translation import gettext_noop

from compagnon.core.imports import writing
from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.kinds import Line, Match, Register, Tell
from compagnon.core.imports.known import Known, simple
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation, Site, Trade
from compagnon.network.queries import to_choose
from compagnon.people.addresses import taken_elsewhere
from compagnon.people.choices import ParticipantKind, Role, Status
from compagnon.people.models import Membership, Participant, Person

_OF_PERSON = ("first_name", "last_name", "email", "phone", "language")
_OF_PARTICIPANT = (
    "external_id", "status", "birth_date", "birth_place", "nationality", "address", "site_id", "trade_id", "qualification", "eqf_level",
    "contract_start", "contract_end", "contract_number", "diploma_date", "employer_id", "emergency_contact",
)  # fmt: skip
_USUAL_STATUS = {ParticipantKind.LEARNER: Status.APPRENTICE, ParticipantKind.STAFF: Status.STAFF}

ELSEWHERE = gettext_noop("This address cannot be used here. Ask for another one.")
TWO_PEOPLE = gettext_noop("The number belongs to %(one)s and the address to %(other)s. Correct one of the two.")
NO_ADDRESS = gettext_noop("Somebody new needs an e-mail address: it is how they sign in and are written to.")
SIGNED_IN = gettext_noop("%(name)s signs in with %(address)s already. Only they can change it; leave this blank.")
OTHER_KIND = gettext_noop("%(name)s is known here, but not in this list: learners and staff come in two lists.")
ORDER = gettext_noop("The contract ends before it begins.")
UNBORN = gettext_noop("Nobody in this list can be born on that day.")


def full_name(said: dict[str, Any]) -> str:
    """The name that a row gives."""
    return f"{said.get('first_name', '')} {said.get('last_name', '')}".strip()


class PeopleRegister(Register):
    """Learners or staff of one network."""

    def __init__(self, network: Any, kind: str, today: date) -> None:
        self.network, self.kind, self.today = network, kind, today
        self.known = {
            "sites": Known((s.pk, s.town or s.name, (s.name, s.key, s.town)) for s in to_choose(Site)),
            "trades": Known((t.pk, str(t.name), _names_of_trade(t)) for t in to_choose(Trade)),
            "employers": Known(_employers()),
        }
        columns = ("pk", "person_id", "kind", "person__last_login", *_OF_PARTICIPANT)
        named = [f"person__{name}" for name in _OF_PERSON]
        self.there: dict[int, dict[str, Any]] = {}
        self.by_number: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = {}
        for row in Participant.objects.order_by("pk").values(*columns, *named).iterator(chunk_size=2000):
            kept = {name.removeprefix("person__"): value for name, value in row.items()}
            self.there[row["pk"]] = kept
            if kept["external_id"]:
                self.by_number[kept["external_id"]] = row["pk"]
            self.by_name.setdefault(_name_key(kept), []).append(row["pk"])
        self.by_email = {kept["email"]: pk for pk, kept in self.there.items()}
        others = Person.objects.exclude(participant__isnull=False).values_list("email", "pk", "network_id")
        self.accounts = {email: pk for email, pk, network_id in others if network_id == network.pk}
        self.taken = taken_elsewhere(network.pk)

    def wrongs(self, said: dict[str, Any]) -> Sequence[tuple[str, Wrong]]:
        found = []
        if said.get("contract_start") and said.get("contract_end") and said["contract_end"] < said["contract_start"]:
            found.append(("contract_end", Wrong(ORDER)))
        born = said.get("birth_date")
        if born and not 10 <= self.today.year - born.year <= 100:
            found.append(("birth_date", Wrong(UNBORN)))
        if said.get("email") in self.taken:
            found.append(("email", Wrong(ELSEWHERE)))
        return found

    def identities(self, said: dict[str, Any]) -> list[Any]:
        found = [(key, said[key]) for key in ("external_id", "email") if said.get(key)]
        return [*found, ("born", _name_key(said), said["birth_date"])] if said.get("birth_date") else found

    def match(self, said: dict[str, Any]) -> Match:
        by_number, by_email = self.by_number.get(said.get("external_id", "")), self.by_email.get(said.get("email", ""))
        if by_number and by_email and by_number != by_email:
            names = {"one": full_name(self.there[by_number]), "other": full_name(self.there[by_email])}
            return Match(wrong=("email", Wrong(TWO_PEOPLE, **names)))
        target = by_number or by_email
        likely: list[int] = []
        if target is None:
            target, likely = self._by_name_and_birth(said)
        if target is not None:
            return self._allowed(target, said)
        return Match(likely=likely)

    def wrong_if_new(self, said: dict[str, Any]) -> tuple[str, Wrong] | None:
        return None if said.get("email") else ("email", Wrong(NO_ADDRESS))

    def _by_name_and_birth(self, said: dict[str, Any]) -> tuple[int | None, list[int]]:
        """The one with this name and birth date; or those who may be: a date or an address is missing or differs."""
        same = self.by_name.get(_name_key(said), [])
        born = said.get("birth_date")
        sure = [pk for pk in same if born and self.there[pk]["birth_date"] == born]
        if len(sure) == 1 and not (said.get("email") or self._other_number(sure[0], said)):
            return sure[0], []
        doubtful = [pk for pk in same if pk not in sure and _may_be_born(born, self.there[pk]["birth_date"])]
        likely = [pk for pk in (*sure, *doubtful) if not self._other_number(pk, said)]
        return None, [pk for pk in likely if self.there[pk]["kind"] == self.kind]

    def _other_number(self, pk: int, said: dict[str, Any]) -> bool:
        mine, theirs = said.get("external_id"), self.there[pk]["external_id"]
        return bool(mine and theirs and mine != theirs)

    def _allowed(self, target: int, said: dict[str, Any]) -> Match:
        kept = self.there[target]
        if kept["kind"] != self.kind:
            return Match(target, wrong=("last_name", Wrong(OTHER_KIND, name=full_name(kept))))
        if said.get("email", kept["email"]) != kept["email"] and kept["last_login"]:
            facts = {"name": full_name(kept), "address": kept["email"]}
            return Match(target, wrong=("email", Wrong(SIGNED_IN, **facts)))
        if said.get("email") in self.accounts:
            return Match(target, wrong=("email", Wrong(ELSEWHERE)))
        return Match(target)

    def differences(self, target: int, said: dict[str, Any]) -> dict[str, Any]:
        kept = self.there[target]
        changed = {key: value for key, value in said.items() if kept[key] != value}
        if kept["last_login"] or said.get("email") in self.accounts:
            changed.pop("email", None)  # merged by hand with somebody who signs in: their address stays
        return changed

    def described(self, target: int) -> tuple[str, dict[str, str]]:
        kept = self.there[target]
        texts = {key: _shown(kept[key]) for key in kept}
        texts |= {
            "site_id": self.known["sites"].labels.get(kept["site_id"], ""),
            "trade_id": self.known["trades"].labels.get(kept["trade_id"], ""),
        }
        return full_name(kept), texts

    def write(self, new: Sequence[Line], changed: Sequence[Line], tell: Tell) -> dict[str, Any]:
        made = self._make(new, tell)
        people = {self.there[line.target]["person_id"]: _part(line.differences, _OF_PERSON) for line in changed}  # type: ignore[index]
        participants: dict[int, dict[str, Any]] = {
            line.target: _part(line.differences, _OF_PARTICIPANT)  # type: ignore[misc]
            for line in changed
        }
        record = {"people.Person": writing.change(Person, {pk: said for pk, said in people.items() if said})}
        tell(len(new) + len(changed) // 2)
        record["people.Participant"] = writing.change(Participant, participants)
        tell(len(new) + len(changed))
        return {"made": made, "changed": record}

    def _make(self, new: Sequence[Line], tell: Tell) -> list[dict[str, Any]]:
        nobody = make_password(None)
        sites, trades = (model.objects.in_bulk() for model in (Site, Trade))
        accounts = Person.objects.in_bulk(list(self.accounts.values())) if self.accounts else {}
        people: list[Person] = []
        joined: list[Person] = []
        participants, memberships = [], []
        for line in new:
            there = accounts.get(self.accounts.get(line.said["email"], 0))
            person = there or Person(network=self.network, password=nobody, **self._person(line.said))
            (joined if there else people).append(person)
            said = _part(line.said, _OF_PARTICIPANT)
            site, trade = sites.get(said.pop("site_id", 0)), trades.get(said.pop("trade_id", 0))
            said.setdefault("status", _USUAL_STATUS[ParticipantKind(self.kind)].value)
            one = Participant(network=self.network, person=person, kind=self.kind, site=site, trade=trade, **said)
            one.search_text = one.found_by()
            participants.append(one)
            memberships.append(Membership(network=self.network, person=person, role=Role.PARTICIPANT))
        Person.objects.bulk_create(people, batch_size=writing.AT_ONCE)
        tell(len(new) // 3)
        Participant.objects.bulk_create(participants, batch_size=writing.AT_ONCE)
        tell(len(new) * 2 // 3)
        Membership.objects.bulk_create(memberships, batch_size=writing.AT_ONCE, ignore_conflicts=True)
        tell(len(new))
        joined_pks = {person.pk for person in joined}
        parts = {"people.Participant": "person_id", "people.Membership": "person_id"}
        joining = [one.pk for one in participants if one.person_id in joined_pks]
        return [
            {"root": "people.Participant", "pks": joining, "people": sorted(joined_pks)},
            {"root": "people.Person", "pks": [person.pk for person in people], "parts": parts},
        ]

    def _person(self, said: dict[str, Any]) -> dict[str, Any]:
        return {"language": self.network.default_language, **_part(said, _OF_PERSON)}


def _part(said: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: said[key] for key in keys if key in said}


def _name_key(said: dict[str, Any]) -> str:
    """First and last name in any order: lists often swap them."""
    return " ".join(sorted(simple(full_name(said)).split()))


def _may_be_born(one: date | None, other: date | None) -> bool:
    """A date is missing, or day and month may have been swapped."""
    if one is None or other is None:
        return True
    return one == other or (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _shown(value: Any) -> str:
    return date_format(value, "Y-m-d") if isinstance(value, date) else str(value or "")


def _names_of_trade(trade: Trade) -> list[str]:
    names = trade.name.data.values() if isinstance(trade.name.data, dict) else ()
    return [*map(str, names), trade.key.replace("_", " "), trade.key, trade.esco_uri, trade.esco_label]


def _employers() -> Iterable[tuple[int, str, list[str]]]:
    rows = Organisation.objects.exclude(kind=OrganisationKind.NETWORK_HEAD)
    for pk, name, town, number in rows.values_list("pk", "name", "town", "registration_number"):
        yield pk, f"{name}, {town}" if town else name, [name, f"{name} {town}", number]


def forget_roles(record: dict[str, Any]) -> None:
    """After an undo: who is no participant any more has not the role either."""
    joined = [pk for group in record["made"] if group["root"] == "people.Participant" for pk in group.get("people", ())]
    Membership.objects.filter(person__in=joined, role=Role.PARTICIPANT, person__participant__isnull=True).delete()
