"""The legal pack as people read it: findings in words, by topic, for the regime that was chosen or for both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django_countries import countries

from compagnon.engines.base import Answer, Fact, Source
from compagnon.engines.legal import Change, Difference, Finding, Outcome, Pack, Regime, Topic
from compagnon.travel.phrases import legal as words

FIELDS = {
    "birth_date": "id_contract-birth_date",
    "contract_start": "id_contract-contract_start",
    "contract_end": "id_contract-contract_end",
    "union_national": "id_contract-nationality",
    "hours": "id_hours_a_day",
}
"""Where on the page of the terms a fact is told, when it is not under its own name."""
_MARKS = {"met": "yes", "not_concerned": "idle", "not_met": "no", "borderline": "unknown", "unknown": "unknown"}


@dataclass(frozen=True)
class Told:
    """One finding in words. `mark`: yes (kept), no (broken), needed (a duty that holds), idle (does not concern), unknown."""

    rule: str
    title: str
    mark: str
    sentence: str
    remedy: str
    missing: tuple[str, ...]
    source: str
    url: str
    grade: str
    since: date | None
    as_of: date | None
    regime: str
    period: tuple[date, date] | None
    band: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True)
class Broken:
    """One rule that is not kept, once, with what it says of each band of ages; `facts` are those that broke it."""

    title: str
    sentence: str
    source: str
    facts: list[Mapping[str, Fact]]


@dataclass(frozen=True)
class Section:
    """The findings of one topic, those that ask for something before those that do not concern the stay."""

    key: str
    title: str
    asking: list[Told]
    idle: list[Told]


@dataclass(frozen=True)
class Possible:
    """Whether one regime is possible, and the names of the rules in its way."""

    key: str
    title: str
    answer: str
    hindered_by: list[str]
    is_chosen: bool


@dataclass(frozen=True)
class Changed:
    """One finding before and after: either side may be missing."""

    title: str
    regime: str
    before: Told | None
    after: Told | None


def told(finding: Finding) -> Told:
    """One finding in the reader's language."""
    reason, source = finding.reason, finding.reason.source
    span = reason.facts.get("from_on"), reason.facts.get("until_on")
    title = str(words.RULES[finding.rule])
    band = str(words.BANDS[finding.band]) if finding.band is not None else ""
    if band:
        title = gettext("%(rule)s (%(band)s)") % {"rule": title, "band": band}
    return Told(
        rule=finding.rule,
        title=title,
        mark=_mark(finding),
        sentence=_sentence(finding),
        remedy=remedy(reason.remedy),
        missing=_missing(reason.facts),
        source=source_words(source),
        url=source.url if source else "",
        grade=str(words.GRADES[source.grade.value]) if source else "",
        since=finding.in_force_from,
        as_of=source.as_of if source else None,
        regime=str(words.SHORT_REGIMES[finding.regime]) if finding.regime else "",
        period=span if isinstance(span[0], date) and isinstance(span[1], date) else None,  # type: ignore[arg-type]
        band=band,
        facts=reason.facts,
    )


def sections(pack: Pack, *, regime: Regime | None = None) -> list[Section]:
    """The pack by topic; with a regime, only what holds under it."""
    made = []
    for topic in Topic:
        found = [told(one) for one in _once(pack.findings, topic, regime)]
        asking = [one for one in found if one.mark != "idle"]
        idle = [one for one in found if one.mark == "idle"]
        if found:
            made.append(Section(topic.value, str(words.TOPICS[topic.value]), asking, idle))
    return made


def plain_sections(pack: Pack, *, regime: Regime | None) -> list[Section]:
    """For the participant: what holds and what is needed, without what does not concern them.

    While no regime is chosen, what depends on it is left out; what only the centre still has to find out, too.
    """
    chosen = [one for one in pack.findings if one.regime is None or one.regime is regime]
    plain = [section for section in sections(Pack(pack.regimes, tuple(chosen))) if section.asking]
    for section in plain:
        section.asking[:] = [one for one in section.asking if one.mark != "unknown" or not one.missing]
        section.idle.clear()
    return [section for section in plain if section.asking]


def regimes(pack: Pack, *, chosen: Regime | None) -> list[Possible]:
    """Whether each regime is possible."""
    return [
        Possible(
            key=one.regime.value,
            title=str(words.REGIMES[one.regime.value]),
            answer=one.answer.value,
            hindered_by=[str(words.RULES[rule]) for rule in one.hindered_by],
            is_chosen=one.regime is chosen,
        )
        for one in pack.regimes
    ]


def unknown_facts(pack: Pack, *, regime: Regime | None = None) -> list[dict[str, str]]:
    """Every fact that is still to be told, once, with who can give it."""
    names = dict.fromkeys(
        name
        for finding in pack.findings
        if regime is None or finding.regime in {None, regime}
        for name in _missing(finding.reason.facts)
    )
    return [
        {
            "words": str(words.MISSING[name]),
            "giver": str(words.GIVERS.get(name, "")),
            "field": FIELDS.get(name, f"id_{name}"),
        }
        for name in names
    ]


def broken(pack: Pack, *, regime: Regime | None) -> list[Told]:
    """The conditions that this stay breaks: under the regime chosen, else those of no regime and of every one."""
    findings = [one for one in pack.findings if one.outcome is Outcome.NOT_MET]
    if regime is not None:
        return [told(one) for one in findings if one.regime in {None, regime}]
    common = [one for one in findings if one.regime is None]
    if pack.regimes and all(one.answer is Answer.NO for one in pack.regimes):
        return [told(one) for one in findings]
    return [told(one) for one in common]


def broken_rules(pack: Pack, *, regime: Regime | None) -> dict[str, Broken]:
    """The same by rule, joined where a rule is broken for several bands or regimes."""
    found: dict[str, list[Told]] = {}
    for one in broken(pack, regime=regime):
        found.setdefault(one.rule, []).append(one)
    return {rule: _joined(ones) for rule, ones in found.items()}


def _joined(ones: list[Told]) -> Broken:
    said = list(dict.fromkeys((one.band, one.sentence) for one in ones))
    alone = len(said) == 1
    return Broken(
        title=ones[0].title if alone else str(words.RULES[ones[0].rule]),
        sentence=" ".join(f"{band}: {sentence}" if band and not alone else sentence for band, sentence in said),
        source="; ".join(dict.fromkeys(one.source for one in ones if one.source)),
        facts=[one.facts for one in ones],
    )


def changes(differences: Iterable[Difference]) -> list[Changed]:
    """What other dates or facts would change, in words; what only counts otherwise is told, too."""
    shown = []
    for one in differences:
        finding = one.after or one.before
        if finding is None or (one.change is Change.SAYS_OTHERWISE and _reads_alike(one)):
            continue
        regime = str(words.SHORT_REGIMES[finding.regime]) if finding.regime else ""
        before, after = (told(side) if side else None for side in (one.before, one.after))
        shown.append(Changed((after or before).title, regime, before, after))  # type: ignore[union-attr]
    return shown


def remedy(code: str | None) -> str:
    """What can be done, in words."""
    return str(words.REMEDIES[code.partition(":")[0]]) if code else ""


def source_words(source: Source | None) -> str:
    """Where a rule comes from: the text and its article, without the marks of our own list of facts."""
    if source is None:
        return ""
    title = str(words.TITLES.get(source.title, source.title))
    article = source.reference.partition("(")[0].strip()
    return ", ".join(part for part in (title, article) if part)


def _reads_alike(one: Difference) -> bool:
    return one.before is not None and one.after is not None and _sentence(one.before) == _sentence(one.after)


def _once(findings: Iterable[Finding], topic: Topic, regime: Regime | None) -> list[Finding]:
    """Those of a topic; what is the same under both regimes is said once."""
    found = [one for one in findings if one.topic is topic and (regime is None or one.regime in {None, regime})]
    if regime is not None:
        return found
    seen: dict[Any, Finding] = {}
    for one in found:
        key = (one.rule, one.band, one.outcome, _sentence(one))
        if key in seen and one.regime is not None and seen[key].regime is not one.regime:
            twin = seen[key]
            seen[key] = Finding(twin.rule, twin.topic, twin.outcome, twin.reason, None, twin.band, twin.in_force_from)
        else:
            seen[key] = one
    return list(seen.values())


def _mark(finding: Finding) -> str:
    if finding.outcome is Outcome.APPLIES:
        return "needed"
    return "idle" if finding.outcome is Outcome.DOES_NOT_APPLY and finding.rule != "pay" else _plain_mark(finding)


def _plain_mark(finding: Finding) -> str:
    return _MARKS.get(finding.outcome.value, "needed")


def _missing(facts: Mapping[str, Fact]) -> tuple[str, ...]:
    names = facts.get("missing")
    return names if isinstance(names, tuple) else ()


def _sentence(finding: Finding) -> str:
    facts = finding.reason.facts
    readable = {name: _readable(name, value) for name, value in facts.items()}
    if finding.outcome is Outcome.UNKNOWN:
        if "in_force_from" in facts:
            return str(words.BEFORE_THE_TEXT) % readable
        if _missing(facts):
            return str(words.MISSING_SAID) % readable
        if facts.get("law") == "host_country":
            return str(words.HOST_LAW_UNION if facts.get("directive_94_33") else words.HOST_LAW)
    key = f"{finding.rule}.{finding.outcome.value}"
    value = facts.get(words.VARIANTS.get(key, ""))
    sentence = words.SENTENCES.get(f"{key}.{value}") or words.SENTENCES.get(key) or words.NO_TEXT
    return str(sentence) % readable


def _readable(name: str, value: Fact) -> str:
    if name == "missing" and isinstance(value, tuple):
        return gettext(", ").join(str(words.MISSING[one]) for one in value)
    if name == "hosts" and isinstance(value, tuple):
        return gettext(", ").join(str(words.HOSTS[one]) for one in value)
    if name == "country" and isinstance(value, str):
        return str(countries.name(value))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if value is None:
        return gettext("not known")
    return f"{value:g}" if isinstance(value, float) else str(value)
