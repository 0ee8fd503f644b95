"""Kinds and states of a tool, and what it is reviewed on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ToolKind(TextChoices):
    DOCUMENT = "document", _("Document")
    VIDEO = "video", _("Video")
    FORM = "form", _("Form")
    GLOSSARY = "glossary", _("Glossary")
    WEBSITE = "website", _("Website")


class ToolState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Criterion(TextChoices):
    """What a committee checks before a tool is offered to others (the practice of EuroApprenticeship; MT-07)."""

    TRANSFERABLE = "transferable", _("Others can use it as it is")
    LANGUAGES = "languages", _("It is in the languages that its readers need")
    SOURCE = "source", _("It comes from a reliable source")
    UP_TO_DATE = "up_to_date", _("It is up to date")


TOOL_MOVES: dict[str, set[str]] = {
    ToolState.PROPOSED: {ToolState.ACCEPTED, ToolState.DECLINED, ToolState.WITHDRAWN},
    ToolState.ACCEPTED: {ToolState.PROPOSED, ToolState.DECLINED, ToolState.WITHDRAWN},
    ToolState.DECLINED: {ToolState.PROPOSED, ToolState.ACCEPTED},
    ToolState.WITHDRAWN: {ToolState.PROPOSED},
}
