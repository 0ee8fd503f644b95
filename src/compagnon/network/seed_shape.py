"""The shape of the files under `seed/`: a network as shipped, checked before anything is stored.

A fact that nobody has stated is null, never guessed; the page then says "to be completed".
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from i18nfield.strings import LazyI18nString
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from compagnon.core.i18n import localised
from compagnon.network.choices import OrganisationKind, ProjectRole, Step, Zone

LANGUAGES = ("en", "fr", "de", "it", "es", "nl")
FOLDER = Path(__file__).parent / "seed"


def _in_known_languages(text: dict[str, str]) -> dict[str, str]:
    if unknown := set(text) - set(LANGUAGES):
        raise ValueError(f"unknown languages: {', '.join(sorted(unknown))}")
    if missing := {"en", "fr"} - {language for language, words in text.items() if words.strip()}:
        raise ValueError(f"a text has English and French at least; missing: {', '.join(sorted(missing))}")
    if blank := [language for language, words in text.items() if not words.strip()]:
        raise ValueError(f"empty in: {', '.join(sorted(blank))}")
    return text


Text = Annotated[dict[str, str], AfterValidator(_in_known_languages)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=50)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Literal["en", "fr", "de", "it", "es", "nl"]
Year = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d(/(19|20)\d\d)?$")]


class Shape(BaseModel):
    """A part of a seed file: a field that is not foreseen is an error, not silently dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Shape):
    """Where a fact or rule comes from, and how sure it is.

    Grades: V read in a public source, S said on the network's own page or by a secondary source, K known practice
    that was not read again, P our default, free to change.
    """

    reference: Annotated[str, StringConstraints(min_length=1)]
    grade: Literal["V", "S", "K", "P"]


class SiteSeed(Shape):
    key: Key
    name: str
    town: str | None
    departement_code: str | None = None
    departement_name: str | None = None
    note: Text | None = None


class OrganisationSeed(Shape):
    key: Key
    kind: OrganisationKind
    name: str
    country: Country
    town: str | None = None
    departement_code: str | None = None
    registration_number: str | None = None
    oid: Annotated[str, StringConstraints(pattern=r"^E\d{8}$")] | None = None
    note: Text | None = None
    sites: list[SiteSeed] = []


class TradeSeed(Shape):
    """A trade with its codes. `regulated` and `dangerous_for_minors` are null unless a source states them."""

    key: Key
    name: Text
    esco_uri: (
        Annotated[str, StringConstraints(pattern=r"^http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}$")] | None
    )
    esco_code: Annotated[str, StringConstraints(pattern=r"^\d{4}(\.\d+)+$")] | None
    esco_label: str | None
    isco08: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None
    isced_f: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None
    note: Text | None = None
    regulated: bool | None = None
    dangerous_for_minors: bool | None = None

    @model_validator(mode="after")
    def occupation_is_whole_and_in_its_isco_group(self) -> Self:
        parts = (self.esco_uri, self.esco_code, self.esco_label, self.isco08)
        if any(parts) and not all(parts):
            raise ValueError(f"{self.key}: an ESCO occupation comes with its URI, code, label and ISCO-08 group")
        if self.esco_code and self.esco_code.split(".")[0] != self.isco08:
            raise ValueError(f"{self.key}: ESCO {self.esco_code} does not belong to ISCO-08 {self.isco08}")
        return self

    def stored(self, language: str) -> dict[str, Any]:
        """The columns of a trade as the network keeps it; its note in one language."""
        return {
            "key": self.key,
            "name": LazyI18nString(self.name),
            "esco_uri": self.esco_uri or "",
            "esco_label": self.esco_label or "",
            "isco08": self.isco08 or "",
            "isced_f": self.isced_f or "",
            "is_regulated": bool(self.regulated),
            "note": localised(self.note, language) if self.note else "",
        }


class SectorSeed(Shape):
    key: Key
    name: Text
    trades: list[TradeSeed]


class DestinationSeed(Shape):
    country: Country
    zone: Zone


class KeyFigureSeed(Shape):
    """A declared figure; without a year the page says "year not stated" (SD-07)."""

    key: Key
    label: Text
    value: float
    unit: Literal["percent", "persons", "organisations"]
    year: Year | None
    qualifier: Literal["almost"] | None = None
    source: Source


class PartnerSeed(Shape):
    """A body in a cooperation project; null where the sources do not name it."""

    name: str | None
    country: Country | None
    role: Literal["coordinator", "lead", "partner"] = "partner"


class ProjectSeed(Shape):
    key: Key
    name: str
    full_name: str | None
    programme: str
    role: ProjectRole
    partners: list[PartnerSeed]
    aim: Text
    period: str | None
    project_number: str | None
    website: Annotated[str, StringConstraints(pattern=r"^https://")] | None
    notes: list[str] = []
    source: Source


class NetworkSeed(Shape):
    """One network with what it is made of.

    `catalogue_of` names the seed whose sectors and trades are copied instead of being repeated here; `schemes` are
    the keys of the shipped schemes of which the network gets a copy of its own.
    """

    key: Slug
    name: Text
    short_name: Annotated[str, StringConstraints(min_length=2, max_length=60)]
    country: Country
    region: str | None
    languages: Annotated[list[Language], Field(min_length=1)]
    default_language: Language
    time_zone: str
    steps: dict[Step, Text]
    introduction: Text
    organisations: Annotated[list[OrganisationSeed], Field(min_length=1)]
    catalogue_of: Slug | None = None
    sectors: list[SectorSeed] = []
    destinations: list[DestinationSeed] = []
    key_figures: list[KeyFigureSeed] = []
    cooperation_projects: list[ProjectSeed] = []
    schemes: Annotated[list[Key], Field(min_length=1)]

    @model_validator(mode="after")
    def nothing_comes_twice_and_steps_are_five(self) -> Self:
        once(organisation.key for organisation in self.organisations)
        once(site.key for organisation in self.organisations for site in organisation.sites)
        once(sector.key for sector in self.sectors)
        once(trade.key for sector in self.sectors for trade in sector.trades)
        once(destination.country for destination in self.destinations)
        once(figure.key for figure in self.key_figures)
        once(project.key for project in self.cooperation_projects)
        once(self.schemes)
        if set(self.steps) != set(Step):
            raise ValueError("a network names all five steps")
        if self.default_language not in self.languages:
            raise ValueError("the default language is one of the network's languages")
        if bool(self.sectors) == bool(self.catalogue_of):
            raise ValueError("a network has sectors of its own or takes a catalogue, one of the two")
        return self


def once(keys: Iterable[str]) -> None:
    """Raise ValueError when a key is there more than once."""
    if twice := [key for key, times in Counter(keys).items() if times > 1]:
        raise ValueError(f"more than once: {', '.join(sorted(twice))}")


def read_yaml(path: Path) -> Any:
    """The content of a seed file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def read_network(key: str) -> NetworkSeed:
    """The shipped network with this key; raises FileNotFoundError when none is shipped under it."""
    return NetworkSeed.model_validate(read_yaml(FOLDER / f"{key}.yaml"))


def shipped_networks() -> list[NetworkSeed]:
    """All shipped networks, the one that has a catalogue of its own first."""
    found = [NetworkSeed.model_validate(read_yaml(path)) for path in sorted(FOLDER.glob("*.yaml"))]
    return sorted(found, key=lambda network: bool(network.catalogue_of))


@cache
def shipped_catalogue() -> list[SectorSeed]:
    """The sectors and trades that come with the program, from which a network takes its own."""
    return next(network.sectors for network in shipped_networks() if network.sectors)
