"""What the papers are filled with: plain facts, checked, without any database behind them.

Sections follow the proposed data model of a learning agreement (A to M: the union of fields verified in real templates) and the
tables of a Europass Mobility (1 to 4 and 5a). Empty means "not known": the paper then says "to be completed", never a made-up value.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

LANGUAGES = ("fr", "en", "de", "it", "es", "nl")

PartyRole = Literal[
    "participant", "guardian", "employer", "sending", "host", "intermediary", "accompanying", "partner", "receiving"
]
SkillKind = Literal["job", "language", "digital", "organisational", "communication", "other"]


def _as_bilingual(value: object) -> object:
    return {"": value} if isinstance(value, str) else value


Bilingual = Annotated[dict[str, str], BeforeValidator(_as_bilingual)]
"""A text by language code. A plain string is a text that reads the same in every language (a name, an address)."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
NOTHING: Bilingual = {}


class Facts(BaseModel):
    """Facts never change once stated, and a field nobody knows is an error rather than lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonFacts(Facts):
    """Somebody to reach: mentor, tutor, guardian, contact of an organisation."""

    name: str = ""
    function: Bilingual = NOTHING
    email: str = ""
    phone: str = ""


class OrganisationFacts(Facts):
    """A party that is an organisation, with the person who answers for it (contact, mentor or tutor)."""

    name: str = ""
    address: str = ""
    country: Bilingual = NOTHING
    registration_number: str = ""
    oid: str = ""
    email: str = ""
    person: PersonFacts = PersonFacts()


class ParticipantFacts(Facts):
    """The person who moves. `eqf_level` is the level (1 to 8) of the qualification prepared."""

    name: str = ""
    birth_date: date | None = None
    nationality: Bilingual = NOTHING
    address: str = ""
    trade: Bilingual = NOTHING
    qualification: Bilingual = NOTHING
    eqf_level: int | None = Field(default=None, ge=1, le=8)
    progress: Bilingual = NOTHING
    email: str = ""
    phone: str = ""


class PeriodFacts(Facts):
    """First and last day of the activity; travel days come on top; `virtual` describes a blended part."""

    start: date | None = None
    end: date | None = None
    parts: tuple[tuple[date, date], ...] = ()
    """First and last day of each period of a stay that is split; between them the participant is at home."""
    travel_days: int = Field(default=0, ge=0)
    virtual: Bilingual = NOTHING

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("The stay ends before it starts: check the two dates.")
        return self

    @property
    def days(self) -> int | None:
        """Days of activity, first and last included."""
        if not (self.start and self.end):
            return None
        return sum((last - first).days + 1 for first, last in self.parts or ((self.start, self.end),))


class OutcomeFacts(Facts):
    """One learning outcome: what, how well, by which task, assessed how and by whom (DA-01)."""

    text: Bilingual = NOTHING
    level: Bilingual = NOTHING
    task: Bilingual = NOTHING
    assessed_how: Bilingual = NOTHING
    assessed_by: Bilingual = NOTHING


class FunderFacts(Facts):
    """Who pays, as its rules ask to say it. The emblem, ours of the Union or a picture of the network's, is drawn only beside the statement."""

    statement: Bilingual = NOTHING
    emblem: Literal["", "eu"] = ""
    picture: bytes = b""
    picture_format: Literal["", "png", "jpg", "svg"] = ""
    picture_words: Bilingual = NOTHING


class PartyFacts(Facts):
    """Somebody who signs."""

    role: PartyRole
    name: str = ""
    organisation: str = ""


class LearningAgreementFacts(Facts):
    """Everything a learning agreement says. Two calls with equal facts give the same bytes: the time is `made_at`."""

    reference: str
    made_at: AwareDatetime
    version: int = Field(default=1, ge=1)
    scheme: Bilingual = NOTHING
    network: str = ""
    project_code: str = ""
    mobility_id: str = ""
    participant: ParticipantFacts = ParticipantFacts()
    is_minor: bool = False
    guardian: PersonFacts | None = None
    is_incoming: bool = False
    """Somebody comes to us: a contact answers for the sending side, and no referent of ours."""
    sending: OrganisationFacts = OrganisationFacts()
    employer: OrganisationFacts | None = None
    host: OrganisationFacts = OrganisationFacts()
    period: PeriodFacts = PeriodFacts()
    outcomes: tuple[OutcomeFacts, ...] = ()
    programme: Bilingual = NOTHING
    workplace: Bilingual = NOTHING
    schedule: Bilingual = NOTHING
    weekly: Bilingual = NOTHING
    equipment: Bilingual = NOTHING
    monitoring_host: Bilingual = NOTHING
    monitoring_sending: Bilingual = NOTHING
    assessment: Bilingual = NOTHING
    recognition: Bilingual = NOTHING
    reintegration: Bilingual = NOTHING
    preparation: Bilingual = NOTHING
    language: Bilingual = NOTHING
    insurance: Bilingual = NOTHING
    accommodation: Bilingual = NOTHING
    added: dict[str, tuple[Bilingual, ...]] = {}
    """Sentences of the network's own by the key of their section."""
    commitment: Bilingual = NOTHING
    how: Bilingual = NOTHING
    """What signing means and how one signs; the usual words where empty."""
    funder: FunderFacts = FunderFacts()
    check: str = ""
    """The address at which anybody checks the paper; printed with its code where it is known."""
    parties: tuple[PartyFacts, ...] = ()


class SkillFacts(Facts):
    """A skill acquired (table 5a), from a learning outcome. `rung` of `rungs` draws the level; both are the caller's scale."""

    kind: SkillKind = "job"
    text: Bilingual
    level_reached: Bilingual = NOTHING
    rung: int | None = Field(default=None, ge=0)
    rungs: int = Field(default=4, ge=1, le=8)
    comment: Bilingual = NOTHING

    @model_validator(mode="after")
    def _rung_is_on_the_ladder(self) -> Self:
        if self.rung is not None and self.rung > self.rungs:
            raise ValueError(f"The level reached ({self.rung}) is above the highest one ({self.rungs}).")
        return self


class CourseFacts(Facts):
    """A course followed (table 5b), as the system of the host says it: its own scale of marks, its own credits."""

    title: str
    number: str = ""
    length: str = ""
    mark: str = ""
    credits: str = ""


class EuropassMobilityFacts(Facts):
    """A Europass Mobility after the stay. Never issued before the real last day (EU-01)."""

    reference: str
    made_at: AwareDatetime
    issued_on: date | None = None
    stay_number: int = Field(default=1, ge=1)
    scheme: Bilingual = NOTHING
    agreement_reference: str = ""
    mobility_id: str = ""
    holder: ParticipantFacts = ParticipantFacts()
    issuing_body: OrganisationFacts = OrganisationFacts()
    sending: OrganisationFacts = OrganisationFacts()
    host: OrganisationFacts = OrganisationFacts()
    period: PeriodFacts = PeriodFacts()
    aim: Bilingual = NOTHING
    programme: Bilingual = NOTHING
    skills: tuple[SkillFacts, ...] = ()
    courses: tuple[CourseFacts, ...] = ()
    courses_in: str = ""
    """The language in which the host told of the courses."""
    appreciation: Bilingual = NOTHING
    assessed_by: PersonFacts = PersonFacts()
    funder: FunderFacts = FunderFacts()
    check: str = ""
    """The address at which anybody checks the paper; printed with its code where it is known."""
    parties: tuple[PartyFacts, ...] = ()

    @model_validator(mode="after")
    def _issued_after_the_stay(self) -> Self:
        if self.issued_on and self.period.end and self.issued_on < self.period.end:
            raise ValueError("A Europass Mobility can be issued from the last day of the stay on, not before.")
        return self


class SignatureFacts(Facts):
    """One signature as it was given. `sha256` is the fingerprint of the exact bytes that the signer was shown."""

    role: PartyRole
    name: str
    method: Literal["drawn", "typed", "ink", "elsewhere"]
    drawing: bytes = b""
    """PNG or SVG; empty when the name was typed."""
    signed_at: AwareDatetime
    place: str = ""
    consent: Bilingual
    identified_by: Bilingual = NOTHING
    instead_of: str = ""
    checked_by: str = ""
    """Who looked at the copy of a signature in ink, or of one given in another tool; `signed_at` is then when, `copy_sha256` the fingerprint of the copy."""
    copy_sha256: str = ""
    sha256: Sha256

    @model_validator(mode="after")
    def _drawn_means_a_drawing(self) -> Self:
        if self.method == "drawn" and not self.drawing:
            raise ValueError("A drawn signature needs its drawing.")
        return self


class RowFacts(Facts):
    """A label with its value; an empty value that stands here prints as "to be completed"."""

    label: Bilingual
    value: Bilingual = NOTHING


class CardFacts(Facts):
    """Somebody, or an organisation, with how to reach them."""

    role: Bilingual
    name: Bilingual = NOTHING
    rows: tuple[RowFacts, ...] = ()


class TableFacts(Facts):
    columns: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, ...], ...] = ()
    is_list: bool = False
    """Its rows are people: who is on it is one thing that is agreed."""
    is_to_fill: bool = False
    """Rows are high enough to be written in by hand, and an empty cell stays empty."""
    to_fill: tuple[int, ...] = ()
    """Rows that are, by their place from 0, where some are not."""


class SectionFacts(Facts):
    """A part of a paper: cards, rows, a table, sentences, in this order, as far as there are."""

    title: Bilingual
    cards: tuple[CardFacts, ...] = ()
    rows: tuple[RowFacts, ...] = ()
    table: TableFacts | None = None
    texts: tuple[Bilingual, ...] = ()


class PaperFacts(Facts):
    """Everything that a paper of the general template says, in its words of that day."""

    kind: str
    reference: str
    made_at: AwareDatetime
    version: int = Field(default=1, ge=1)
    title: Bilingual
    eyebrow: Bilingual = NOTHING
    network: str = ""
    author: str = ""
    name: str = ""
    sections: tuple[SectionFacts, ...] = ()
    commitment: Bilingual = NOTHING
    how: Bilingual = NOTHING
    check: str = ""
    """The address at which anybody checks the paper; printed with its code where it is known."""
    parties: tuple[PartyFacts, ...] = ()
    note: Bilingual = NOTHING
    link: str = ""
    funder: FunderFacts = FunderFacts()
