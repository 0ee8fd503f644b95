"""Where the host does not sign the mobility agreement of an apprentice: what French law asks instead before it goes out.

A company signs, unless the contract is asleep and guarantees are annexed (L6222-42 II 1°, R6222-66-1; the paragraph on secondment
has no such exception). A training body signs, unless a partnership agreement covers the stay (L6222-42 III, R6222-68).
"""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.choices import DocumentState, SignerRole
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation

AGREEMENT, GUARANTEES, PARTNERSHIP = "french_agreement", "host_guarantees", "training_partnership"


def unproved(filling: Filling) -> Iterator[tuple[str, str]]:
    """What stands in for the signature of the host and is not there, each with who can give it; nothing of other papers."""
    host = filling.subject.host
    if filling.kind.key != AGREEMENT or host is None or filling.terms.get("host_signs") != "no":
        return
    stay: Mobility = filling.subject.row
    if "host_is_company" in filling.subject.conditions:
        yield from _of_company(stay, host, str(filling.terms.get("regime", "")))
    if "host_is_centre" in filling.subject.conditions:
        yield from _of_training_body(stay, host)


def _of_company(stay: Mobility, host: Organisation, regime: str) -> Iterator[tuple[str, str]]:
    if regime == "secondment":
        what = _("Signature of %(host)s: in a secondment nothing stands in for it (FR-09, L6222-42)") % {"host": host}
        yield what, _("you: have the host sign, or choose the contract put to sleep")
    elif regime == "stand_by":
        signed = stay.documents.filter(kind=GUARANTEES, state=DocumentState.FINAL)
        given = signed.filter(signatures__role=SignerRole.HOST, signatures__contact__organisation=host)
        if not given.exists() and not any(one.counts for one in stay.proofs.filter(stands_for=GUARANTEES)):
            what = _("Guarantees of %(host)s, signed by everybody (FR-07, R6222-66-1)") % {"host": host}
            yield what, _("you, on the page of that paper; or keep it where it was signed elsewhere")


def _of_training_body(stay: Mobility, host: Organisation) -> Iterator[tuple[str, str]]:
    signed = host.documents.filter(kind=PARTNERSHIP, state=DocumentState.FINAL)
    if not signed.exists() and not any(one.counts for one in host.proofs.filter(stands_for=PARTNERSHIP)):
        what = _("Agreement with %(host)s as a training body, signed by both") % {"host": host}
        yield what, _("you and the partner, on the partner’s page")
    told = getattr(stay, "stay_terms", None)
    first, last = (getattr(told, name, None) for name in ("partnership_from", "partnership_until"))
    if not (first and last and first <= stay.departs_on and stay.returns_on <= last):
        days = {"first": date_format(stay.departs_on), "last": date_format(stay.returns_on)}
        what = (
            _("Partnership agreement that covers the days of the stay, %(first)s to %(last)s (FR-08, R6222-68)") % days
        )
        yield what, _("you: its first and last day stand with the legal terms of the stay")
