"""Sentences of what happens while applications are read and decided."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "recruitment.selection_changed": _("%(by)s changed how this call is decided."),
    "recruitment.selection_published": _("%(by)s published how this call is decided, version %(version)s."),
    "recruitment.selection_reopened": _("%(by)s began a new version of the criteria."),
    "recruitment.panel_seated": _("%(by)s put %(person)s on the panel."),
    "recruitment.panel_unseated": _("%(by)s took %(person)s off the panel."),
    "recruitment.reviews_assigned": _("%(by)s asked for %(count)s readings."),
    "recruitment.review_taken_back": _("%(by)s no longer asks %(reviewer)s to read the application."),
    "recruitment.declared_no_conflict": _("%(by)s declared no conflict of interest."),
    "recruitment.declared_conflict": _("%(by)s declared a conflict of interest and reads no further."),
    "recruitment.reader_lacks": _("Nobody is left on the panel to read this application."),
    "recruitment.reader_replaced": _("%(reviewer)s was asked to read in the place of somebody who may not."),
    "recruitment.third_called": _("The readers disagree: %(reviewer)s was asked to read as the third."),
    "recruitment.words_hidden": _("%(by)s hid words from the readers: %(count)s."),
    "recruitment.offer_made": _(
        "A place is free: it is offered to %(name)s, first of the reserve list that %(decided_by)s decided."
    ),
    "recruitment.offer_accepted": _("%(name)s accepted the place."),
    "recruitment.offer_declined": _("%(name)s declined the place."),
    "recruitment.offer_expired": _("%(name)s did not answer in time: the offer of a place is over."),
    "recruitment.offer_closed": _("The offer of a place to %(name)s is taken back."),
    "recruitment.appeal_lodged": _("%(by)s asked that the decision is looked at again."),
    "recruitment.appeal_upheld": _("%(by)s upheld the appeal of %(name)s."),
    "recruitment.appeal_rejected": _("%(by)s rejected the appeal of %(name)s."),
    "recruitment.ranked": _("%(by)s had the order reckoned: %(ranked)s ranked, %(unread)s still being read."),
    "recruitment.meeting_opened": _("%(by)s opened a meeting of the panel."),
    "recruitment.meeting_closed": _("%(by)s closed the meeting of the panel."),
    "recruitment.meeting_signed": _("%(by)s signed the minutes of the panel."),
    "recruitment.panel_noted": _("The panel noted something about the application."),
    "recruitment.application_ineligible": _("%(by)s found the application of %(name)s not eligible."),
}
