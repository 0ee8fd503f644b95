"""Evidence that others made, as it is read: which paper it can stand for, what its electronic signatures say, whether it counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from compagnon.core.i18n import plain
from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, holds, subject_of
from compagnon.documents.choices import ProofKind
from compagnon.documents.models import Proof
from compagnon.documents.standings import is_asked
from compagnon.documents.wordings import kinds_of
from compagnon.seals.queries import known_among, trusted_by
from compagnon.seals.reading import Found
from compagnon.seals.telling import Told, told_of


@dataclass(frozen=True)
class Received:
    """One proof with what is told of each electronic signature in it, and what looks wrong."""

    proof: Proof
    seals: list[Told] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def received(row: Any, proofs: Iterable[Proof]) -> list[Received]:
    """The proofs of a mobility, departure or partner with what their signatures say: one question for all certificates."""
    there = list(proofs)
    found = {one.pk: one.seals for one in there}
    known = known_among(seal.sha256 for seals in found.values() for seal in seals)
    names = names_of(subject_of(row)) if any(found.values()) else []
    trusted = trusted_by(row.network_id) if any(found.values()) else []
    return [
        Received(
            one,
            [told_of(seal, known.get(seal.sha256), trusted) for seal in found[one.pk]],
            _wrong(one, [seal for seal in found[one.pk] if seal.sha256 not in known], names),
        )
        for one in there
    ]


def _wrong(proof: Proof, seals: list[Found], names: Collection[str]) -> list[str]:
    """Why it does not count, and whose signature nobody expects in this file."""
    said = [] if proof.counts else [_("It does not count: ask for the file as it was signed.")]
    strangers = [one.name for one in seals if one.is_intact and not is_named(one.name, names)]
    return said + [
        _("Nobody in this file is called %(name)s: look whether it is the right paper.") % {"name": name}
        for name in dict.fromkeys(strangers)
    ]


def is_named(name: str, names: Iterable[str]) -> bool:
    """Whether a name in a certificate is one of these, in any order and with more or fewer words."""
    said = set(plain(name).split())
    return any(known <= said or said <= known for known in (set(plain(one).split()) for one in names) if known)


def names_of(subject: Subject) -> list[str]:
    """Everybody who may have signed a paper of this file: people and organisations."""
    found: list[Any] = [subject.network, subject.host, getattr(subject, "contact", None)]
    for stay in subject.people:
        mine = stay.participant
        found += [mine, mine.employer, mine.mentor, mine.guardian, mine.sending_organisation]
        found += [stay.host, stay.tutor, stay.referent, stay.site.organisation if stay.site else None]
    if subject.about == "departure":
        found.append(subject.row.accompanying)
    return [str(one) for one in found if one]


def kinds_for(subject: Subject) -> list[PaperKind]:
    """The papers about this that may come from elsewhere, those that are asked for first."""
    about = [kind for kind in kinds_of(subject.network.pk).values() if kind.about == subject.about]
    fit = [
        kind
        for kind in about
        if kind.made != "amendment" and (holds(kind.when, subject, {}) or is_asked(kind, subject))
    ]
    return sorted(fit, key=lambda kind: not is_asked(kind, subject))


def choices_for(subject: Subject) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a proof can be: one of the papers of the file, or other evidence."""
    papers = [(f"{ProofKind.PAPER}:{kind.key}", said_here(kind.title)) for kind in kinds_for(subject)]
    other = [(str(value), str(label)) for value, label in ProofKind.choices if value != ProofKind.PAPER]
    return [(_("A paper of the file, signed or made elsewhere"), papers), (_("Other evidence"), other)]


def keys_received(proofs: Iterable[Proof]) -> set[str]:
    """The kinds of papers for which something was kept that counts."""
    return {one.stands_for for one in proofs if one.stands_for and one.counts}
