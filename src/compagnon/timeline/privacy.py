"""What the timeline holds about people."""

from compagnon.core.holdings import holds, nothing
from compagnon.timeline.models import CalendarFeed, CalendarItem, Reminder, ReminderSettings, Task

holds(
    Task, purpose="mobility", rule="with_file", about="mobility__participant__person",
    words="own_title reason", names="done_by_name", people="done_by", plain="code evidence departement_code",
)  # fmt: skip
holds(
    Reminder, purpose="letters", rule="with_file", about="task__mobility__participant__person to_person to_contact",
    delete=True, people="by", plain="kind",
)  # fmt: skip
nothing(ReminderSettings)
holds(CalendarFeed, purpose="account", rule="account", about="person", delete=True, plain="code")
holds(CalendarItem, purpose="account", rule="account", about="feed__person", delete=True, plain="key digest")
