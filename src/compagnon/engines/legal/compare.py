"""What changes between two packs of one stay, when its dates or other facts change."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.legal.facts import Band, Regime
from compagnon.engines.legal.finding import Finding


class Change(StrEnum):
    """What happens to one finding."""

    ANSWERS_OTHERWISE = "answers_otherwise"
    """Another outcome: a paper is needed now, a limit is broken, somebody turns 18 during the stay no more."""
    SAYS_OTHERWISE = "says_otherwise"
    """The same outcome with other facts: other days, another payer."""
    APPEARS = "appears"
    LEAVES = "leaves"


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Difference:
    """One finding that changes, before and after; `changed` names the facts of its reason that are no longer the same."""

    rule: str
    change: Change
    before: Finding | None
    after: Finding | None
    changed: tuple[str, ...] = ()


_Key = tuple[str, Regime | None, Band | None]


def differences(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Difference, ...]:
    """What changes from one list of findings to the other, in the order of the new list; what leaves comes last.

    Findings that stay the same are not listed.
    """
    held: dict[_Key, Finding] = {_key(finding): finding for finding in before}
    changed = []
    for new in after:
        old = held.pop(_key(new), None)
        if old is None:
            changed.append(Difference(new.rule, Change.APPEARS, None, new))
        elif old != new:
            kind = Change.ANSWERS_OTHERWISE if old.outcome is not new.outcome else Change.SAYS_OTHERWISE
            changed.append(Difference(new.rule, kind, old, new, _changed_facts(old, new)))
    return (*changed, *(Difference(old.rule, Change.LEAVES, old, None) for old in held.values()))


def _key(finding: Finding) -> _Key:
    return finding.rule, finding.regime, finding.band


def _changed_facts(old: Finding, new: Finding) -> tuple[str, ...]:
    names = dict.fromkeys([*new.reason.facts, *old.reason.facts])
    return tuple(name for name in names if old.reason.facts.get(name) != new.reason.facts.get(name))
