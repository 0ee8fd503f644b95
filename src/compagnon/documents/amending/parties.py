"""Who must sign an amendment, and why: whoever agreed to what changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from compagnon.documents.amending.comparing import Change
from compagnon.documents.amending.kinds import AmendmentFilling
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import SignerRole

TOPICS: dict[str, str] = {
    **dict.fromkeys(("period", "length", "virtual"), "days"),
    **dict.fromkeys(("host", "tutor", "workplace", "town", "country", "people_hosts", "schedule", "address"), "place"),
    **dict.fromkeys(("employer", "mentor", "contract_dates"), "employer"),
    **dict.fromkeys(("outcome", "programme", "weekly", "monitoring_host", "assessment", "recognition"), "learning"),
    **dict.fromkeys(("insurance", "accommodation", "preparation", "language", "equipment"), "care"),
    **dict.fromkeys(("participant", "guardian", "name", "birth_date", "trade", "qualification", "eqf_level"), "person"),
}
"""What a point is about, by its label; what the kind itself asks is `terms`."""
COMMITS: dict[str, frozenset[str]] = {
    SignerRole.EMPLOYER: frozenset({"days", "employer", "terms", "person"}),
    SignerRole.HOST: frozenset({"days", "place", "learning", "care", "terms", "person"}),
    SignerRole.ACCOMPANYING: frozenset({"days", "place", "person"}),
}
"""What each side agrees to; the participant, the guardian, the centre and a partner to everything."""


@dataclass(frozen=True)
class Party:
    """A signer of the paper: whether an amendment needs this signature, and the reason."""

    role: str
    name: str
    organisation: str
    must: bool
    why: str

    @property
    def role_label(self) -> str:
        return str(SignerRole(self.role).label)


def parties_of(kind: PaperKind, filling: AmendmentFilling, changes: Iterable[Change]) -> list[Party]:
    """Every signer, in the order of the paper: those whose commitment is touched must sign."""
    changes = list(changes)
    found = []
    for _seed, signer in filling.signers():
        touched = [one for one in changes if _is_touched(signer.role, one)]
        found.append(
            Party(
                signer.role,
                str(signer.who or ""),
                signer.organisation,
                must=bool(touched) or kind.amended_by == "all",
                why=_why(kind, touched),
            )
        )
    return found


def _is_touched(role: str, change: Change) -> bool:
    return role not in COMMITS or _topic(change) in COMMITS[role]


def _topic(change: Change) -> str:
    if change.name == "address":
        return "employer" if "employer" in change.key.casefold() else "place"
    return TOPICS.get(change.name, "terms")


def _why(kind: PaperKind, touched: list[Change]) -> str:
    if kind.amended_by == "all":
        return _("All sides of this paper agree to a change.")
    if not touched:
        return _("Nothing that changes is part of what they agreed to.")
    points = ", ".join(dict.fromkeys(one.label_here for one in touched))
    return _("They agreed to what changes: %(points)s.") % {"points": points}
