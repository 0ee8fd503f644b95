"""Words used more than once: what a paper lacks and who can give it, and the sentence that a signer agrees to."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from compagnon.documents.choices import DocumentKind, SignerRole

CONSENT_VERSION = "1 (2026-11-27)"
"""Number and day of the sentences below, kept with each signature: who changes one of them raises it."""
CONSENTS: dict[str, str | Promise] = {
    SignerRole.PARTICIPANT: pgettext_lazy("consent", "I have read the learning agreement and I will keep to it."),
    SignerRole.GUARDIAN: pgettext_lazy("consent", "I have read the learning agreement and I agree to it for my child."),
    SignerRole.EMPLOYER: pgettext_lazy(
        "consent",
        "I have read the learning agreement and agree to it for the company; the participant is free for these days.",
    ),
    SignerRole.CENTRE: pgettext_lazy(
        "consent", "I have read the learning agreement and agree to it for the sending centre."
    ),
    SignerRole.HOST: pgettext_lazy(
        "consent", "I have read the learning agreement and agree to it for the host organisation."
    ),
}

GENERAL: dict[str, str | Promise] = {
    "own": pgettext_lazy("consent", "I have read this paper and I agree to it."),
    "guardian": pgettext_lazy("consent", "I have read this paper and I agree to it for my child."),
    "organisation": pgettext_lazy("consent", "I have read this paper and I sign it for my organisation."),
}


def consent_of(signature: Any) -> str:
    """The words that a signer agrees to, in the reader's language."""
    if signature.document.kind == DocumentKind.LEARNING_AGREEMENT:
        return str(CONSENTS[signature.role])
    own = (SignerRole.PARTICIPANT, SignerRole.ACCOMPANYING)
    name = "own" if signature.role in own else "guardian" if signature.role == SignerRole.GUARDIAN else "organisation"
    return str(GENERAL[name])


HERE, IN_FILE, AT_HOST, AT_EMPLOYER = (
    _("you, on this page"),
    _("the participant; note it in the participant’s file"),
    _("the tutor; note it with the partner"),
    _("the participant; note it with the company"),
)
AT_MENTOR = _("the mentor; note it with the company")
OF_GUARDIAN = _("the legal guardian; note it in the participant’s file")
AT_SENDING = _("an administrator, with the centre in the settings; of who comes to us, with the partner")
IN_MOBILITY, IN_GROUP, PARTNER_FILE, SCHEME = (
    _("you, on the page of the mobility"),
    _("you, on the page of the departure"),
    _("the partner; note it on the partner’s page"),
    _("the coordinator, with the scheme"),
)
GIVERS: dict[str, str | Promise] = {
    "desk": HERE,
    "host": _("the tutor at the host knows: ask, and write it on this page"),
    "participant": _("the participant knows: ask, and write it on this page"),
    "employer": _("the mentor at the employer knows: ask, and write it on this page"),
    "guardian": _("the legal guardian knows: ask, and write it on this page"),
}
LACKS: dict[str, tuple[str | Promise, str | Promise]] = {
    "participant.name": (_("Name of the participant"), IN_FILE),
    "participant.birth_date": (_("Birth date"), IN_FILE),
    "participant.trade": (_("Trade"), IN_FILE),
    "participant.contact": (_("E-mail or phone of the participant"), IN_FILE),
    "participant.qualification": (_("Qualification prepared"), IN_FILE),
    "participant.eqf_level": (_("Level of the qualification"), IN_FILE),
    "guardian": (_("Legal guardian"), IN_FILE),
    "sending.name": (_("Sending centre"), IN_FILE),
    "sending.address": (_("Address of the sending centre"), _("an administrator, with the centre")),
    "sending.person.name": (_("Referent of the mobility"), _("the coordinator, on the page of the mobility")),
    "employer.name": (_("Name of the employer"), AT_EMPLOYER),
    "employer.address": (_("Address of the employer"), AT_EMPLOYER),
    "employer.person.name": (_("Mentor at the employer"), AT_EMPLOYER),
    "host.name": (_("Host"), _("a host who accepts")),
    "host.address": (_("Address of the host"), AT_HOST),
    "host.person.name": (_("Tutor at the host"), _("a host who accepts")),
    "period.start": (_("First day"), _("you, on the page of the mobility")),
    "period.end": (_("Last day"), _("you, on the page of the mobility")),
    "outcomes": (_("At least one learning outcome"), HERE),
    "programme": (_("Programme and tasks"), HERE),
    "workplace": (_("Workplace"), HERE),
    "monitoring_host": (_("Follow-up by the tutor"), HERE),
    "monitoring_sending": (_("Follow-up by the centre"), HERE),
    "assessment": (_("How the learning outcomes are assessed"), HERE),
    "recognition": (_("Recognition at home"), HERE),
    "insurance": (_("Insurance and safety"), HERE),
}
OF_EVALUATION = _("the tutor, with the evaluation of the learning outcomes")
OF_SENDER: dict[str, tuple[str | Promise, str | Promise]] = {
    "sending.name": (_("Sending organisation"), IN_FILE),
    "sending.address": (_("Address of the sending organisation"), PARTNER_FILE),
    "sending.person.name": (_("Contact at the sending organisation"), PARTNER_FILE),
}
"""What the sending side of an incoming stay lacks, which is a partner and no centre of ours."""
AGREEMENT_ASKS: dict[str, tuple[str, str]] = {
    "programme": ("programme", "host"),
    "workplace": ("workplace", "host"),
    "monitoring_host": ("monitoring", "host"),
    "monitoring_sending": ("monitoring_home", "desk"),
    "assessment": ("assessment", "desk"),
    "recognition": ("recognition", "desk"),
    "insurance": ("insurance", "desk"),
}
"""What the learning agreement can ask others: of each fact of the paper the field that keeps it, and who knows."""
OUTCOME_LACKS: dict[str, str | Promise] = {
    "text": _("Learning outcome %(number)d: what is learnt"),
    "task": _("Learning outcome %(number)d: the task at the host"),
    "assessed_how": _("Learning outcome %(number)d: how it is assessed"),
}


def identified(how: str) -> str:
    """How a signer was known, in the active language: `how` is "link:address", "account:address" or "text:last digits"."""
    kind, _colon, address = how.partition(":")
    if kind == "code":
        return pgettext("signature", "personal link, and a code sent to %(email)s") % {"email": address}
    if kind == "text":
        said = pgettext(
            "signature", "personal link, and a code sent by text message to the number on file that ends in %(digits)s"
        )
        return said % {"digits": address[-2:]}
    if kind == "ink":
        return pgettext("signature", "signed by hand; the copy was checked by %(name)s") % {"name": address}
    if kind == "elsewhere":
        return pgettext("signature", "signed in another tool; the copy was checked by %(name)s") % {"name": address}
    if kind == "account":
        return pgettext("signature", "signed-in account %(email)s") % {"email": address}
    return pgettext("signature", "personal link sent to %(email)s") % {"email": address}
