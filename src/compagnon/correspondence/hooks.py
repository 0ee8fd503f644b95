"""What the correspondence app plugs into others."""

from collections.abc import Callable
from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.registries import (
    Entry,
    LinkPurpose,
    Setting,
    Standing,
    Waiting,
    desk_attention,
    desk_navigation,
    letter_writer,
    link_purposes,
    network_settings,
)
from compagnon.correspondence import wishes
from compagnon.correspondence.actions import write
from compagnon.correspondence.models import LetterState
from compagnon.correspondence.queries import in_trouble, settings_of, texts_with_problem, to_read

letter_writer.answer(write)
link_purposes.add(wishes.PURPOSE, LinkPurpose("letter-wishes:page", _("Choose which letters come"), days=365))

desk_navigation.add(
    "letters",
    Entry(_("Letters"), "correspondence:outbox", "mail", "correspondence.view_letters", to_read),
    position=70,
)


def _state(request: Any) -> Standing:
    kept = settings_of(request.network.pk)
    if texts_with_problem().exists():
        return Standing(_("A text of yours cannot be used."), is_to_do=True)
    if not kept.reply_to:
        return Standing(_("Nobody has said where answers go."), is_to_do=True)
    return Standing(kept.reply_to)


network_settings.add(
    "letters",
    Setting(
        _("Letters"),
        _("The sender, where answers go, the signature; which letters somebody reads before they leave."),
        "correspondence:settings",
        "mail",
        "network.administer",
        _state,
    ),
    position=80,
)


def _failed(count: int) -> str:
    return ngettext("%(count)s letter could not be sent", "%(count)s letters could not be sent", count)


def _unsure(count: int) -> str:
    return ngettext("%(count)s letter: did it arrive?", "%(count)s letters: did they arrive?", count)


def _bounced(count: int) -> str:
    return ngettext("%(count)s letter came back", "%(count)s letters came back", count)


def _seen_to(state: LetterState, title: Callable[[int], str]) -> Callable[[Any], Waiting | None]:
    """What stopped in a state that does not go on by itself, for those who may send letters."""

    def ask(request: Any) -> Waiting | None:
        if not rules.test_rule("correspondence.send_letters", request.person):
            return None
        return Waiting(
            lambda: in_trouble(state), title, f"{reverse('correspondence:outbox')}?state={state}", "mail", True
        )

    return ask


for _state_, _title in ((LetterState.FAILED, _failed), (LetterState.UNSURE, _unsure), (LetterState.BOUNCED, _bounced)):
    desk_attention.add(f"letters_{_state_}", _seen_to(_state_, _title), position=75)

words(
    {
        "correspondence.settings_changed": _("%(by)s changed how letters look and leave."),
        "correspondence.text_changed": _("%(by)s changed the text of the letter “%(kind)s” (%(language)s)."),
        "correspondence.text_given_up": _(
            "%(by)s went back to the program’s text of the letter “%(kind)s” (%(language)s)."
        ),
        "correspondence.letter_held": _("%(by)s took up again the letter “%(subject)s”."),
        "correspondence.letter_queued": _("%(by)s sent the letter “%(subject)s”."),
        "correspondence.letter_sent": _("The letter “%(subject)s” went to %(reader)s."),
        "correspondence.letter_unsure": _(
            "The mail server did not answer: nobody knows whether the letter “%(subject)s” reached %(reader)s."
        ),
        "correspondence.letter_unsent": _(
            "The letter “%(subject)s” to %(reader)s was not sent: no mail server is set for this installation."
        ),
        "correspondence.letter_corrected": _("%(by)s changed the words of the letter “%(subject)s”."),
        "correspondence.letter_bounced": _("%(by)s noted that the letter “%(subject)s” to %(reader)s came back."),
        "correspondence.letter_failed": _("The letter “%(subject)s” could not be sent to %(reader)s."),
        "correspondence.letter_cancelled": _("%(by)s kept back the letter “%(subject)s”."),
    }
)
