"""Facts of a file that whoever knows them may tell by link: who tells which, how each is asked, and in which row it is kept.

A fact of an organisation is told by somebody of it, a fact about a person by that person; the guardian also tells where the child was born.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from compagnon.documents.catalogue.identities import IDENTITY_LABELS
from compagnon.documents.catalogue.shape import Term
from compagnon.documents.catalogue.subjects import OfMobility, Subject
from compagnon.documents.choices import Giver
from compagnon.documents.typesetting.facts import Bilingual
from compagnon.documents.typesetting.labels import all_labels
from compagnon.network.models import Organisation
from compagnon.people.models import Contact, Participant, Person
from compagnon.travel.models import StayTerms

Ask = Literal["text", "date", "birth", "yes", "phone", "email", "register", "country"]
Keeps = Literal["participant", "person", "organisation", "contact", "terms"]
PREFIX = "fact_"
"""What the key of a question begins with whose answer goes into a file and not onto a paper."""


@dataclass(frozen=True)
class FileFact:
    """A fact by its name on papers: who may tell it, the field of which row keeps it, and how it is asked."""

    name: str
    givers: tuple[Giver, ...]
    keeps: Keeps
    field: str
    ask: Ask = "text"
    label: str = ""
    help: str = ""

    @property
    def key(self) -> str:
        return PREFIX + self.name.replace(".", "_")

    def row(self, subject: Subject, giver: str) -> Any:
        """The row that keeps it, if this giver of the stay may write there; None else."""
        if not isinstance(subject, OfMobility) or giver not in self.givers:
            return None
        mine, who = subject.mobility.participant, giver_of(giver, subject)
        if who is None:
            return None
        found: dict[Keeps, Callable[[], Any]] = {
            "participant": lambda: mine,
            "person": lambda: mine.person,
            "contact": lambda: who if isinstance(who, Contact) else None,
            "organisation": lambda: _own(who, {Giver.EMPLOYER: mine.employer, Giver.HOST: subject.mobility.host}[Giver(giver)]),
            "terms": lambda: _terms_of(subject),
        }  # fmt: skip
        return found[self.keeps]()


def _own(who: Any, organisation: Organisation | None) -> Organisation | None:
    """The organisation, if somebody is of it."""
    is_theirs = organisation is not None and getattr(who, "organisation_id", None) == organisation.pk
    return organisation if is_theirs else None


def _terms_of(subject: OfMobility) -> StayTerms:
    mobility = subject.mobility
    return getattr(mobility, "stay_terms", None) or StayTerms(network_id=mobility.network_id, mobility=mobility)


def giver_of(giver: str, subject: Subject) -> Person | Contact | None:
    """Who that is of this stay, group or partner; of several hosts of a group, none can say it for all."""
    if isinstance(subject, OfMobility):
        mine = subject.mobility.participant
        found = {
            Giver.PARTICIPANT: mine.person,
            Giver.GUARDIAN: mine.guardian,
            Giver.EMPLOYER: mine.mentor,
            Giver.HOST: subject.mobility.tutor,
            Giver.DESK: subject.mobility.referent,
        }
        return found.get(Giver(giver))
    if giver == Giver.HOST:
        hosts = subject.signers("host")
        return hosts[0].who if len(hosts) == 1 else None
    return None


_P, _G, _E, _H = (Giver.PARTICIPANT,), (Giver.GUARDIAN,), (Giver.EMPLOYER,), (Giver.HOST,)
_OF_ORGANISATION: tuple[tuple[str, str, Ask, str, str], ...] = (
    ("legal_form", "legal_form", "text", "", "help_legal_form"),
    ("activity", "activity", "text", "", ""),
    ("registration_number", "registration_number", "register", "", "help_registration"),
    ("address", "address", "text", "street", ""),
    ("postcode", "postcode", "text", "postcode", ""),
    ("town", "town", "text", "town", ""),
    ("email", "email", "email", "", ""),
    ("phone", "phone", "phone", "", ""),
    ("representative", "representative", "text", "", "help_representative"),
    ("representative_function", "representative_function", "text", "", ""),
)
_OF_CONTACT: tuple[tuple[str, Ask], ...] = (("function", "text"), ("phone", "phone"))
_LISTED = (
    FileFact("participant.birth_date", _P, "participant", "birth_date", "birth", "birth_date"),
    FileFact("participant.nationality", _P, "participant", "nationality", "country", "nationality"),
    FileFact("participant.qualification", _P, "participant", "qualification", label="qualification"),
    FileFact("participant.phone", _P, "person", "phone", "phone", "phone"),
    FileFact("participant.address", _P, "participant", "address", label="postal_address", help="help_address"),
    FileFact("participant.birth_place", (Giver.GUARDIAN, Giver.PARTICIPANT), "participant", "birth_place", label="birth_place_child"),
    FileFact("participant.contract_number", _P, "participant", "contract_number", label="contract_number", help="help_contract"),
    FileFact("participant.emergency_contact", _P, "participant", "emergency_contact", label="emergency_contact"),
    FileFact("guardian.birth_date", _G, "contact", "birth_date", "birth", "birth_date"),
    FileFact("guardian.birth_place", _G, "contact", "birth_place", label="birth_place"),
    FileFact("guardian.address", _G, "contact", "address", label="postal_address", help="help_address"),
    FileFact("guardian.phone", _G, "contact", "phone", "phone", "phone"),
    FileFact("parent.document_until", _G, "terms", "parent_document_until", "date", "document_until"),
    FileFact("parent.document_french", _G, "terms", "parent_document_french", "yes", "document_french"),
    *(
        FileFact(f"{role}.{field}", giver, "contact", field, ask, field)
        for role, giver in (("mentor", _E), ("tutor", _H))
        for field, ask in _OF_CONTACT
    ),
    *(
        FileFact(f"{role}.{name}", giver, "organisation", field, ask, label, told)
        for role, giver in (("employer", _E), ("host", _H))
        for name, field, ask, label, told in _OF_ORGANISATION
    ),
)  # fmt: skip
FACTS = {one.name: one for one in _LISTED}
BY_KEY = {one.key: one for one in _LISTED}
ALONG = {"address": ("postcode", "town"), "representative": ("representative_function",)}
"""What is asked beside a fact of an organisation, where that is empty too."""
CALLED: dict[str, str] = {
    "host.street": "host.address", "employer.street": "employer.address", "participant.birth_day": "participant.birth_date",
}  # fmt: skip
"""Facts that boxes of forms ask for by another name."""
ROWS: dict[str, Any] = {
    "participant": Participant, "person": Person, "organisation": Organisation, "contact": Contact, "terms": StayTerms,
}  # fmt: skip


def asked_of(name: str, subject: Subject) -> dict[str, str]:
    """Who can tell this fact by link, and the key of its question; nothing where nobody of the stay may."""
    fact = FACTS.get(CALLED.get(name, name))
    for giver in fact.givers if fact else ():
        if fact is not None and fact.row(subject, giver) is not None:
            return {"by": str(giver), "key": fact.key}
    return {}


def countries_of(keys: Iterable[str], subject: Subject, giver: str) -> dict[str, str]:
    """For each question about a number of a register, the country of the organisation."""
    asking = [BY_KEY[key] for key in keys if key in BY_KEY and BY_KEY[key].ask == "register"]
    return {one.key: str(row.country) for one in asking if (row := one.row(subject, giver)) is not None}


def along(keys: Iterable[str], subject: Subject, giver: str) -> list[str]:
    """The keys of facts of files among these, with what is asked beside them."""
    found: list[str] = []
    for key in (key for key in keys if key in BY_KEY):
        of, _dot, name = BY_KEY[key].name.partition(".")
        beside = [FACTS[f"{of}.{other}"] for other in ALONG.get(name, ()) if f"{of}.{other}" in FACTS]
        found += [key, *(one.key for one in beside if is_empty(one, subject, giver))]
    return list(dict.fromkeys(found))


def is_empty(fact: FileFact, subject: Subject, giver: str) -> bool:
    """Whether the row that keeps it is this giver's to write into, and says nothing of it."""
    row = fact.row(subject, giver)
    return row is not None and getattr(row, fact.field) in (None, "")


def term_of(key: str, *, is_needed: bool = False) -> Term | None:
    """The question that asks a fact of a file; of a company or of somebody beside the participant, with whose it is."""
    fact = BY_KEY.get(key)
    if fact is None:
        return None
    labels, column = all_labels(), ROWS[fact.keeps]._meta.get_field(fact.field)
    whose = labels[fact.name.partition(".")[0]] if fact.keeps in ("organisation", "contact") else {}
    own = labels[fact.label or IDENTITY_LABELS[fact.field]]
    label: Bilingual = {code: f"{whose[code]} · {words}" if whose else words for code, words in own.items()}
    return Term(
        key=key, label=label, ask=fact.ask, need="!" if is_needed else "", by=fact.givers[0].value,  # type: ignore[arg-type]
        help=labels[fact.help] if fact.help else None, most=column.max_length or 0,
    )  # fmt: skip
