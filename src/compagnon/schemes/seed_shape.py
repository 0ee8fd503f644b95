"""The shape of the files under `seed/`: the nine schemes and the one table of timeline tasks, checked before use."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from compagnon.engines.eligibility.rules import QUALIFIERS, SchemeRules
from compagnon.network.choices import Step
from compagnon.network.seed_shape import Country, Key, Shape, Source, Text, once, read_yaml
from compagnon.people.choices import ParticipantKind
from compagnon.schemes.choices import Anchor, Direction, Form, Phase, Strand, TaskRole, Unit
from compagnon.schemes.kinds import Survey

FOLDER = Path(__file__).parent / "seed"

Condition = Literal[
    "minor", "adult", "french_apprentice", "eu", "outside_eu", "funded", "group", "individual", "support_needs",
    "long_stay", "short_stay", "staff", "learner", "incoming", "outgoing",
]  # fmt: skip
Evidence = Literal[
    "application_submitted", "application_decided", "guardian_consent", "employer_agreement", "host_accepted",
    "learning_agreement_signed", "arrival_confirmed", "weekly_check_ins", "tutor_evaluation", "europass_issued",
    "participant_report",
]  # fmt: skip
Document = Annotated[str, StringConstraints(pattern=r"^D([1-9]|1\d|2[0-3])$")]
AskedPerCall = Literal["zones", "host_kinds", "form", "programme", "min_days", "max_days", "max_months"]
Rules = dict[str, Any]


class SchemeSeed(Shape):
    """One scheme. A rule that no source states is absent; what a call must then set stands in `ask_per_call`.

    `national_rules` hold only for networks of that country. `sources` names, for each stated field and rule, where it
    comes from.
    """

    key: Key
    name: Text
    public_summary: Text
    duration_text: Text
    participant_kind: ParticipantKind
    direction: Direction
    form: Form
    zone: Literal["europe", "outside_europe", "any", "not_stated"]
    host_kinds: list[Literal["training_centre", "company", "other"]]
    programme: str | None
    rules: Rules
    national_rules: dict[Country, Rules] = {}
    ask_per_call: list[AskedPerCall]
    documents: list[Document]
    surveys: list[Survey] = []
    sources: dict[str, Source]

    def rules_for(self, country: str) -> SchemeRules:
        """The rules as the eligibility engine reads them, for a network of this country; without their sources."""
        return SchemeRules.model_validate({**self.rules, **self.national_rules.get(country, {})})

    def stated(self) -> set[str]:
        """Names of the fields and rules that this scheme states, and that therefore need a source."""
        fields = {"direction", "form"}
        fields |= {"zone"} if self.zone not in ("any", "not_stated") else set()
        fields |= {name for name in ("host_kinds", "programme") if getattr(self, name)}
        rules = {name for rules in (self.rules, *self.national_rules.values()) for name in rules}
        return fields | rules - QUALIFIERS

    @model_validator(mode="after")
    def rules_can_be_read_and_have_sources(self) -> Self:
        for country in ("", *self.national_rules):
            self.rules_for(country)
        if without := self.stated() - set(self.sources):
            raise ValueError(f"{self.key}: no source for {', '.join(sorted(without))}")
        if idle := set(self.sources) - self.stated():
            raise ValueError(f"{self.key}: a source for what is not stated: {', '.join(sorted(idle))}")
        if set(self.ask_per_call) & set(self.rules):
            raise ValueError(f"{self.key}: a call is not asked for what the scheme states")
        once(self.ask_per_call)
        once(self.documents)
        return self


class TaskSeed(Shape):
    """One timeline task (TL-01).

    `offset` counts from the anchor, negative before it; a task on request has no anchor, its offset counts from the day it
    is asked for. `source` carries the mark of the offset (TL-08). `schemes` keeps the task to some schemes,
    `home_countries` to networks of some countries.
    """

    key: Key
    row: Annotated[str, StringConstraints(pattern=r"^I?\d{1,2}$")]
    level: Literal["mobility", "on_request", "project"] = "mobility"
    schemes: list[Key] = []
    home_countries: list[Country] = []
    step: Step
    phase: Phase
    strand: Strand = Strand.ADMINISTRATIVE
    is_shared: bool = False
    title: Text
    help: Text
    role: TaskRole
    anchor: Anchor | None
    offset: tuple[Annotated[int, Field(ge=-60, le=120)], Unit]
    working_days: bool = False
    blocks_departure: bool = False
    blocks_closing: bool = False
    conditions: list[Condition]
    evidence: Evidence | None = None
    documents: list[Document] = []
    effort_minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    source: Source

    @model_validator(mode="after")
    def is_told_apart(self) -> Self:
        if self.anchor is None and self.level != "on_request":
            raise ValueError(f"{self.key}: only a task on request has no anchor")
        if len({"incoming", "outgoing"} & set(self.conditions)) != 1:
            raise ValueError(f"{self.key}: a task is either incoming or outgoing")
        if self.level != "mobility" and (self.blocks_departure or self.blocks_closing or self.evidence):
            raise ValueError(f"{self.key}: only a task of a mobility blocks it or is proved by it")
        once(self.conditions)
        return self

    def concerns(self, scheme: SchemeSeed, *, country: str) -> bool:
        """Whether mobilities of this scheme, in a network of this country, can ever have this task."""
        never = {"outgoing" if scheme.direction == Direction.IN else "incoming"}
        if scheme.participant_kind == ParticipantKind.STAFF:
            never |= {"learner", "minor", "french_apprentice"}
        else:
            never |= {"staff"}
        if scheme.form != Form.EITHER:
            never |= {"individual" if scheme.form == Form.GROUP else "group"}
        if scheme.zone == "outside_europe":
            never |= {"eu"}
        if country != "FR":
            never |= {"french_apprentice"}
        return (
            not never & set(self.conditions)
            and (not self.schemes or scheme.key in self.schemes)
            and (not self.home_countries or country in self.home_countries)
        )


class CriterionSeed(Shape):
    """One line of a grid, with the sentences of its levels 0 to 4, why it is asked and what may bias it (SEL-03)."""

    key: Key
    weight: Annotated[int, Field(ge=1, le=100)]
    evidence: Literal["application", "interview", "opinion", "language", "marks", "attendance"]
    name: Text
    aim: Text
    bias_risk: Text
    descriptors: Annotated[list[Text], Field(min_length=5, max_length=5)]


class GridSeed(Shape):
    """A default selection grid; ties are parted by these criteria in turn."""

    tie_break: Annotated[list[Key], Field(min_length=1)]
    criteria: Annotated[list[CriterionSeed], Field(min_length=1)]


class SchemesSeed(Shape):
    """The schemes with the tasks of their timelines and the grids for learners and for staff.

    `texts` says what the first word of a source's reference means.
    """

    texts: dict[str, str]
    schemes: list[SchemeSeed]
    tasks: list[TaskSeed]
    grids: dict[ParticipantKind, GridSeed] = {}

    @model_validator(mode="after")
    def keys_meet(self) -> Self:
        once(scheme.key for scheme in self.schemes)
        once(task.key for task in self.tasks)
        known = {scheme.key for scheme in self.schemes}
        if lost := {key for task in self.tasks for key in task.schemes} - known:
            raise ValueError(f"tasks name unknown schemes: {', '.join(sorted(lost))}")
        for scheme in self.schemes:
            for source in scheme.sources.values():
                self.text_of(source)
        return self

    def text_of(self, source: Source) -> str:
        """The title of the text that a reference points to; raises ValueError when `texts` does not name it."""
        first = re.split(r"[-:, ]", source.reference, maxsplit=1)[0]
        if first not in self.texts:
            raise ValueError(f"texts does not say what {first!r} of {source.reference!r} is")
        return self.texts[first]

    def only(self, keys: Collection[str]) -> "SchemesSeed":
        """The same with just these schemes; raises LookupError for an unknown key."""
        if unknown := set(keys) - {scheme.key for scheme in self.schemes}:
            raise LookupError(f"no scheme is shipped under {', '.join(sorted(unknown))}")
        kept = [scheme for scheme in self.schemes if scheme.key in keys]
        tasks = [task for task in self.tasks if not task.schemes or set(task.schemes) & set(keys)]
        tasks = [task.model_copy(update={"schemes": [key for key in task.schemes if key in keys]}) for task in tasks]
        return SchemesSeed(texts=self.texts, schemes=kept, tasks=tasks, grids=self.grids)


def read_schemes() -> SchemesSeed:
    """The shipped schemes and tasks."""
    return SchemesSeed.model_validate(_read("schemes") | _read("tasks") | _read("grids"))


def _read(name: str) -> dict[str, Any]:
    return read_yaml(FOLDER / f"{name}.yaml")
