"""The figures of the nightly work as a table."""

from typing import Any

MOST_TIMES, MOST_MEMORY = 5.0, 500


def lines(found: dict[str, Any]) -> list[str]:
    """The table, and what was aimed at."""
    size = f"{found['mobilities']:,} mobilities, {found['tasks']:,} tasks"
    told = [
        f"| {size} | rows | statements | s | bare UPDATE s | times, of {MOST_TIMES:.0f} |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, one in found["parts"].items():
        times = one["seconds"] / one["floor"] if one["floor"] else 0
        told.append(
            f"| {name} | {one['rows']:,} | {one['statements']} | {one['seconds']:.1f} | {one['floor']:.1f} | {times:.1f} |"
        )
    return [*told, "", f"- Memory of the process that does it at most {found['memory']:.0f} MB of {MOST_MEMORY}."]
