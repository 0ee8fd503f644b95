"""Of whom a network asks a code when they sign a kind of paper by link, and how that code can reach them now."""

from collections.abc import Collection
from dataclasses import dataclass

from compagnon.core import gateway
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import CodeWay
from compagnon.documents.models import CodeRule, Signature
from compagnon.network.models import Network
from compagnon.people.models import Contact, Person
from compagnon.people.phones import masked, mobile_of


@dataclass(frozen=True)
class Rule:
    """Who types a code, and how it goes to them."""

    roles: list[str]
    way: str = CodeWay.LETTER


@dataclass(frozen=True)
class Ways:
    """Where a code for somebody can go now, of what is on file; empty where it does not go."""

    email: str
    number: str

    @property
    def shown(self) -> str:
        """The number as it is shown to who has it."""
        return masked(self.number)

    @property
    def is_none(self) -> bool:
        return not (self.email or self.number)


def rule_of(network: Network, kind: PaperKind) -> Rule:
    """As the network says, else as the kind proposes; the rules of a network are read once."""
    rules: dict[str, Rule] | None = getattr(network, "code_rules", None)
    if rules is None:
        said = CodeRule.objects.filter(network=network)
        rules = {one.kind: Rule(list(one.roles), one.way) for one in said}
        network.code_rules = rules  # type: ignore[attr-defined]
    if kind.key in rules:
        return rules[kind.key]
    return Rule(sorted({str(one.role) for one in kind.signers}) if kind.needs_code else [])


def way_now(rule: Rule) -> str:
    """How the codes of a paper that is sent now go: while no gateway is named, by letter."""
    return rule.way if gateway.is_set() else CodeWay.LETTER


def unreached(filling: Filling) -> list[Person | Contact]:
    """Who signs, can be written to, and has no number for a code that goes by text message alone."""
    if not gateway.is_set():
        return []
    rule = rule_of(filling.subject.network, filling.kind)
    if rule.way != CodeWay.TEXT:
        return []
    signing = [one.who for _seed, one in filling.signers() if one.who is not None and one.role in rule.roles]
    return [who for who in signing if who.email and not mobile_of(who)]


def asks_code(signature: Signature, *, by_link: bool) -> bool:
    """Whether a code must be typed: this paper asks for one of who does not come by an own account, all or in this role."""
    document = signature.document
    return by_link and document.needs_code and (not document.code_of or signature.role in document.code_of)


def needs_text(signature: Signature) -> bool:
    """Whether only a code that came by text message will do."""
    return signature.document.code_way == CodeWay.TEXT and asks_code(signature, by_link=True)


def ways_for(who: Person | Contact, said: Collection[str]) -> Ways:
    """Where a code for these papers can go: one that asks for a text message is not opened by a letter."""
    is_by_text = gateway.is_set() and any(way != CodeWay.LETTER for way in said)
    return Ways("" if CodeWay.TEXT in said else who.email, mobile_of(who) if is_by_text else "")


def ways_of(signature: Signature) -> Ways:
    """Where the code for one signature can go."""
    return ways_for(signature.signer, [signature.document.code_way])
