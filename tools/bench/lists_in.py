"""The figures of imports as a table."""

from typing import Any

MOST_MEMORY, AIM = 400, 4
_SHOWN = {
    "learners": "learners, all that a list tells",
    "companies": "companies, all that a list tells",
    "bare bulk_create": "bare `bulk_create` of accounts",
    "django-import-export": "django-import-export, accounts alone",
}


def lines(rows: list[dict[str, Any]]) -> list[str]:
    """The table and, under it, what was aimed at and what came of it."""
    told = ["| list in XLSX | rows | bad | preview s | write s | both s | memory MB |", "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for row in rows:
        name = _SHOWN[row["case"]]
        if "left_out" in row:
            told.append(f"| {name} | {row['left_out']} | | | | | |")
        else:
            times = f"{row['preview_s']:.1f} | {row['write_s']:.1f} | {row['preview_s'] + row['write_s']:.1f}"
            told.append(f"| {name} | {row['rows']:,} | {row['bad']} | {times} | {row['megabytes']:.0f} |")
    return [*told, "", *_aims({row["case"]: row for row in rows})]


def _aims(by_case: dict[str, dict[str, Any]]) -> list[str]:
    ours, others, companies = (by_case[name] for name in ("learners", "django-import-export", "companies"))
    most = max(ours["megabytes"], companies["megabytes"])
    said = [f"- Memory at most {most:.0f} MB of {MOST_MEMORY}."]
    if "left_out" not in others:
        times = (others["preview_s"] + others["write_s"]) / (ours["preview_s"] + ours["write_s"])
        said.insert(0, f"- {times:.1f} times faster than django-import-export in the same run; the aim is {AIM}.")
    said.append(
        f"- The same file again: {ours['again_s']:.1f} s for the learners, {companies['again_s']:.1f} s for the companies, and"
        f" {ours['changes_again'] + companies['changes_again']} rows to change."
    )
    said.append(f"- Undone: {ours['undone']:,} learners in {ours['undo_s']:.1f} s, {companies['undone']:,} companies in {companies['undo_s']:.1f} s.")  # fmt: skip
    said.append(f"- The whole register of companies compared for doubles: {companies['doubles_s']:.1f} s, {companies['pairs']:,} pairs.")  # fmt: skip
    return said
