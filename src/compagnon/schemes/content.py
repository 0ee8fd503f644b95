"""What a version of a scheme holds, as plain JSON: the fields of the scheme and the rows of its timeline."""

from typing import Any

from i18nfield.strings import LazyI18nString

TEXTS = ("name", "summary", "duration_text")
FIELDS = (
    *TEXTS, "form", "zone", "host_kinds", "programme", "rules", "ask_per_call", "documents", "grid", "surveys", "funders",
    "preparation_days", "long_from_days",
)  # fmt: skip
"""The fields of a scheme that its versions may change; who takes part and in which direction never do."""
TASK_TEXTS = ("title", "help")
TASK_FIELDS = (
    "key", "step", "phase", *TASK_TEXTS, "role", "anchor", "amount", "unit", "working_days", "blocks_departure",
    "blocks_closing", "conditions", "evidence", "produces", "effort_minutes", "source_mark", "source",
    "level", "strand", "is_shared",
)  # fmt: skip
"""The fields of a timeline's row, without its place: that is its place in the list."""


def content_of(scheme: Any, tasks: Any) -> dict[str, Any]:
    """The whole content of a scheme with these rows, in their order, as a version keeps it."""
    kept = {name: _plain(getattr(scheme, name)) for name in FIELDS}
    return {**kept, "tasks": [{name: _plain(getattr(task, name)) for name in TASK_FIELDS} for task in tasks]}


def read_content(content: dict[str, Any]) -> dict[str, Any]:
    """The fields of a scheme from a version's content, without the rows; a version from before a field was has none."""
    return {
        name: LazyI18nString(content[name]) if name in TEXTS else content[name] for name in FIELDS if name in content
    }


def read_task(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a timeline's row from a version's content; one from before a field was has its usual value."""
    return {name: LazyI18nString(row[name]) if name in TASK_TEXTS else row[name] for name in TASK_FIELDS if name in row}


def _plain(value: Any) -> Any:
    return value.data if isinstance(value, LazyI18nString) else value
