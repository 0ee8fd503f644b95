"""What the correspondence app plugs into others."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words

words(
    {
        "correspondence.letter_queued": _("%(by)s sent the letter “%(subject)s”."),
        "correspondence.letter_sent": _("The letter “%(subject)s” went to %(reader)s."),
        "correspondence.letter_failed": _("The letter “%(subject)s” could not be sent to %(reader)s."),
        "correspondence.letter_cancelled": _("%(by)s kept back the letter “%(subject)s”."),
    }
)
