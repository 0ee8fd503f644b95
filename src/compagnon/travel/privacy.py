"""What is held about people while they get ready to leave."""

from compagnon.core.holdings import holds, nothing
from compagnon.travel.models import (
    CountryPage,
    Cover,
    LanguageWork,
    Leg,
    Module,
    ModuleDone,
    PreparationSettings,
    StayTerms,
    Waiver,
    Way,
)

_MINE = "mobility__participant__person"
holds(StayTerms, purpose="mobility", rule="with_file", about=_MINE)
holds(
    Cover, purpose="mobility", rule="with_file", about=_MINE,
    facts="issuer reference phone", names="told_by_name seen_by_name", plain="code areas", protected="reference",
)  # fmt: skip
holds(
    Waiver, purpose="mobility", rule="with_file", about=_MINE,
    words="reason", facts="facts", people="by", names="by_name", plain="code item",
)  # fmt: skip
holds(LanguageWork, purpose="mobility", rule="with_file", about=_MINE, facts="certificate", plain="language")
holds(ModuleDone, purpose="mobility", rule="with_file", about=_MINE, words="learnt", names="done_by_name")
holds(
    CountryPage, purpose="mobility", rule="with_file",
    names="reviewed_by_name", plain="code country numbers entry health customs phrases sources",
)  # fmt: skip
holds(Way, purpose="mobility", rule="with_file", about=_MINE, words="name", plain="code")
holds(
    Leg,
    purpose="mobility",
    rule="with_file",
    about=f"way__{_MINE}",
    facts="start end",
    plain="code start_country end_country",
)
nothing(Module, PreparationSettings)
