"""What is told of a signature or seal found in a PDF, in the same words wherever one is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.x509 import Certificate
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from compagnon.seals.models import Seal
from compagnon.seals.reading import Found
from compagnon.seals.trust import vouching


@dataclass(frozen=True)
class Told:
    """A notice: how good it is, a title, and sentences."""

    kind: str
    title: str
    sentences: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def told_of(found: Found, ours: Seal | None, trusted: Sequence[Certificate] = ()) -> Told:
    """What one proves and what not; `ours` is the seal of this installation that has its certificate, `trusted` the authorities
    that may vouch for a name.
    """
    if not found.is_intact:
        sentence = _("What %(name)s sealed was changed afterwards.") % {"name": found.name}
        return Told("danger", _("A seal in it is broken"), [sentence])
    if ours is not None:
        title = _("Sealed by %(network)s") % {"network": ours.network}
    else:
        title = _("Signed or sealed by %(name)s") % {"name": found.name}
    authority = "" if ours else vouching(found.chain, found.at, trusted)
    who = "" if ours else _who_vouches(found, authority, is_asked=bool(trusted and found.chain))
    sentences = [_moment(found), _since(found), _validity(found), who]
    return Told(_kind(found, is_vouched=bool(ours or authority)), title, [one for one in sentences if one])


def _kind(found: Found, *, is_vouched: bool) -> str:
    if found.after == "changed" or found.validity:
        return "warning"
    return "success" if is_vouched else "info"


def _moment(found: Found) -> str:
    if found.at is None:
        return _("It does not say when it was made.")
    at = date_format(localtime(found.at), "DATETIME_FORMAT")
    if found.is_stamped:
        return f"{at}, {_('stamped by a time-stamping service')}."
    return _("%(moment)s, as the signer’s own device says.") % {"moment": at}


def _since(found: Found) -> str:
    if found.after == "added":
        return _("Only further signatures or filled fields were added since: what was signed reads as it did.")
    if found.after == "changed":
        return _("Something was added to the file afterwards: the seal covers only what was there before.")
    return _("Nothing was added or changed since.")


def _validity(found: Found) -> str:
    if found.validity == "over":
        return _("Its certificate had expired when it was made.")
    return _("Its certificate was not valid yet when it was made.") if found.validity else ""


def _who_vouches(found: Found, authority: str, *, is_asked: bool) -> str:
    """Who vouches for the name; `is_asked` where there are authorities that are trusted, and certificates to follow to them."""
    if authority:
        return _(
            "%(authority)s, an authority that you trust, vouches for this name. Whether it has revoked the certificate since is not asked here."
        ) % {"authority": authority}
    nobody = _("Nobody whom you trust vouches for the name.") if is_asked else ""
    return " ".join(filter(None, (nobody, _without_trust(found))))


def _without_trust(found: Found) -> str:
    if not found.issuer:
        return _(
            "Nobody but the certificate itself vouches for this name: ask the person whether the signature is theirs."
        )
    return _(
        "The certificate names %(issuer)s as its issuer, which is not known here. Whether this name is real, only the authority that issued the certificate can say: open the file in a PDF reader."
    ) % {"issuer": found.issuer}
