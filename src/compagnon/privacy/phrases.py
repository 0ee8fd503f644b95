"""Words for fields that forms never show, and the measures that hold in every network."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Holding, Level

FIELDS: dict[str, str | Promise] = {
    "ip": _("first part of the network address"),
    "user_agent": _("browser and system"),
    "by_name": _("name of who acted"),
    "for_name": _("name of who was replaced"),
    "person_name": _("name of who acted"),
    "done_by_name": _("name of who did it"),
    "confirmed_by_name": _("name of who confirmed it"),
    "facts": _("facts kept with it"),
    "reason": _("reason"),
    "came_from": _("first part of the network address"),
    "organisation": _("organisation"),
    "employer": _("employer"),
    "sending_organisation": _("sending organisation"),
    "columns": _("columns of the list"),
    "corrections": _("cells corrected"),
    "values": _("names settled"),
    "decisions": _("decisions about likely twins"),
    "checked": _("what the check found"),
    "record": _("what stood there before"),
    "undo": _("what stood there before"),
    "trouble": _("what went wrong"),
    "problem": _("what went wrong"),
    "language": _("language"),
    "drawing": _("drawn signature"),
    "address": _("network address at signing"),
    "browser": _("browser at signing"),
    "agreed_file": _("paper as it went out"),
    "final_file": _("signed paper"),
}

EXPORTED: dict[str, str | Promise] = {
    "site": _("training centre"),
    "trade": _("trade"),
    "scheme": _("scheme"),
    "call": _("call"),
    "departure": _("departure with others"),
    "host": _("host"),
    "purpose": _("purpose"),
    "joined_at": _("account since"),
    "at": _("when"),
    "created_at": _("begun"),
    "submitted_at": _("application sent"),
    "asked_at": _("asked"),
    "answered_at": _("answered"),
    "decided_at": _("decided"),
    "signed_at": _("signed"),
    "finished_at": _("finished"),
    "written_at": _("written"),
    "sent_at": _("sent"),
    "registered_at": _("registered"),
    "confirmed_at": _("confirmed"),
    "planned_at": _("planned"),
    "changed_at": _("last change"),
    "closed_at": _("closed"),
    "expires_at": _("valid until"),
    "last_used_at": _("last used"),
    "last_seen_at": _("last seen"),
    "event": _("what happened"),
}
"""Words under which somebody reads, in the own export alone, what is no category of data by itself: days, and where a row belongs."""


def field_words(holding: Holding, name: str) -> str:
    """What people call a field; empty for one that only the program needs."""
    words: Any = getattr(holding.model._meta.get_field(name), "verbose_name", "")
    if isinstance(words, Promise):
        return str(words)
    return str(FIELDS.get(name, ""))


GRADES: dict[str, str | Promise] = {
    "V": _("read in a public source"),
    "P": _("our own proposal: check it with your data protection officer"),
    "not found": _("no text was found: you decide"),
}

MEASURES: tuple[str | Promise, ...] = (
    _("Every page asks for a right; a right that was withdrawn acts on the next request."),
    _("One network never reads another’s data: the program refuses a query without a network."),
    _("People outside come by a personal link: for one purpose, expiring, revocable; its secret is not stored."),
    _("Who did what and when is recorded; security events are kept apart."),
    _("Reviewers score without seeing who the person is; a named person decides, never a score alone."),
    _("Pages load nothing from third parties; five cookies at most, none that follows anybody."),
    _(
        "Files lie under the fingerprint of their content: a changed file is noticed; each is given out by a view that asks for the right."
    ),
    _("Erasure empties every declared field, removes files and is repeated after a restore."),
)

LEVELS: dict[str, Any] = dict(Level.choices)

RISKS: tuple[tuple[str | Promise, str | Promise], ...] = (
    (
        _("Somebody reads data without a right to it"),
        _("Rights by role, second factor, personal links that end, security events, sealed evidence."),
    ),
    (
        _("Data is changed by mistake or on purpose"),
        _("Named author of every change, imports that can be undone, files kept under their fingerprint."),
    ),
    (
        _("Data disappears"),
        _("Backups and restore tests of your installation: describe them here."),
    ),
)

CRITERIA: tuple[str | Promise, ...] = (
    _("Vulnerable people: learners under 18"),
    _("Sensitive data: support needs, money"),
    _("Evaluation: applications are scored"),
    _("Access to a service depends on it"),
)
