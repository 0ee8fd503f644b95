"""The shape and the word of each state that a badge can show."""

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from compagnon.core.ui.line import STEPS, step_name

_step = lazy(step_name, str)
BADGES: dict[str, tuple[str, str | Promise]] = {
    "done": ("circle-check", _("Done")),
    "open": ("circle", _("To do")),
    "late": ("circle-alert", _("Late")),
    "waived": ("circle-slash", _("Waived")),
    "blocked": ("lock", _("Blocked")),
    "waiting": ("hourglass", _("Waiting")),
    "draft": ("pencil", _("Draft")),
    "refused": ("circle-x", _("Refused")),
    "new": ("sparkles", _("New")),
    "today": ("clock", _("Today")),
    **{step: ("circle-dot", _step(step)) for step in STEPS},
}


def badge_of(state: str) -> tuple[str, str]:
    """The icon and the default word of a state; KeyError when there is no such state."""
    shape, word = BADGES[state]
    return shape, str(word)
