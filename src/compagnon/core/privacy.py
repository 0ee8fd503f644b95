"""What the foundations hold about people."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, retention
from compagnon.core.models import (
    Activity,
    Double,
    ImportRun,
    Merge,
    Opening,
    SavedView,
    Seal,
    SecurityEvent,
    TrailCheck,
    Upload,
)

purposes.add(
    "operation",
    Purpose(
        "operation",
        _("Working together: who did what, lists brought in, views kept"),
        Basis.MISSION,
        _("Staff, participants, contacts"),
        _("Staff of the network"),
    ),
    position=80,
)
retention.add(
    "with_file",
    Rule(
        "with_file",
        _("Goes with the file to which it belongs"),
        _("With the file"),
        0,
        _("Follows the rule of the file."),
        "P",
    ),
    position=5,
)
holds(
    Activity, purpose="operation", rule="with_file", about="*", people="by",
    names="by_name for_name", words="reason", facts="facts", plain="verb trail", secret="salt",
)  # fmt: skip
retention.add(
    "security",
    Rule(
        "security",
        _("Security events"),
        _("Day of the event"),
        12,
        _("CNIL recommendation on logging, October 2021: 6 to 12 months."),
        "V",
        due=lambda network, before: SecurityEvent.unscoped.filter(network=network, at__date__lte=before),
        is_dropped=True,
        bounds=(6, 12),
    ),
    position=45,
)
holds(
    SecurityEvent, purpose="account", rule="security", about="person",
    names="person_name", facts="facts came_from", plain="event about request_id", secret="salt",
)  # fmt: skip
retention.add(
    "opening",
    Rule(
        "opening",
        _("Who opened which file of a selection"),
        _("Day on which it was opened"),
        12,
        _("CNIL recommendation on logging, October 2021: 6 to 12 months."),
        "V",
        due=lambda network, before: Opening.unscoped.filter(network=network, day__lte=before),
        is_dropped=True,
        bounds=(6, 12),
    ),
    position=46,
)
holds(Opening, purpose="operation", rule="opening", about="by", names="by_name", plain="what", secret="salt")
holds(SavedView, purpose="operation", rule="account", about="person", delete=True, words="name query", plain="list_name code")  # fmt: skip
holds(
    ImportRun, purpose="operation", rule="import", people="by", files="file",
    words="file_name trouble", facts="columns corrections values decisions checked undo", plain="kind code",
)  # fmt: skip
nothing(Double, Seal, TrailCheck)
holds(Upload, purpose="operation", rule="with_file", plain="name giver place")
holds(
    Merge, purpose="operation", rule="with_file", people="by", names="lost_name", facts="record",
    plain="code of lost_code",
)  # fmt: skip
