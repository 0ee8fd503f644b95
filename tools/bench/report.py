"""The figures as tables: on the screen, and as docs/understand/performance.md."""

from pathlib import Path
from typing import Any

from tools.bench import lists_in as imports
from tools.bench import night
from tools.bench.databases import ROOT

PAGE = ROOT / "docs" / "understand" / "performance.md"
FLOOR = "floor"
AIMS = {"public portal": 3.0, "what is at risk": 10.0}
USUAL_AIM, CALL_AIM, MOST_QUERIES, MOST_GROWTH, MOST_MEMORY = 8.0, 10.0, 15, 1.5, 200
MOST_SEALING, MOST_FOR_PAPERS = 1, 500
"""How often a seal may cost what the typesetting costs, and MB for both processes that make papers."""


FASTER_THAN = {"LibreOffice": 3, "docxtpl with LibreOffice": 8, "WeasyPrint": 5}
"""How many times longer the others take for the same words, in one process, than we for the whole paper in two."""


def tables(results: dict[str, Any]) -> list[str]:
    """Every table, as lines of Markdown that also read well on a screen."""
    lines = [_machine(results["machine"]), ""]
    if results.get("sizes"):
        lines += [*_pages(results["sizes"]), "", *_aims(results["sizes"]), "", *_web(results["sizes"]), ""]
    if results.get("papers"):
        lines += _papers(results["papers"])
    if results.get("selecting"):
        lines += ["", *_large_call(results["selecting"])]
    if results.get("imports"):
        lines += ["", *imports.lines(results["imports"])]
    if results.get("nightly"):
        lines += ["", *night.lines(results["nightly"])]
    return lines


def write_page(results: dict[str, Any]) -> Path:
    """The page of the documentation: its introduction stays, the figures are those just measured."""
    kept, mark, old = PAGE.read_text(encoding="utf-8").partition("<!-- figures -->")
    machine = _machine(results["machine"])
    for name, lines in (("imports", imports.lines), ("selecting", _large_call), ("nightly", night.lines)):
        if results.get(name):
            kept = renewed(kept, name, [machine, "", *lines(results[name])])
    rest = {name: found for name, found in results.items() if name not in ("imports", "selecting", "nightly")}
    figures = "\n\n" + "\n".join(tables(rest)).rstrip() + "\n" if rest.get("sizes") else old
    PAGE.write_text(kept + mark + figures, encoding="utf-8")
    return PAGE


def renewed(page: str, name: str, lines: list[str]) -> str:
    """The page with these lines between the marks of this name, in place of the old ones. Raises ValueError without marks."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = page.partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"The page has no {begin} and {end}.")
    return before + begin + "\n\n" + "\n".join(lines) + "\n\n" + end + after


def _machine(machine: dict[str, Any]) -> str:
    return (
        f"Measured on {machine['cores']} cores, Python {machine['python']}, PostgreSQL {machine['postgresql']} (the bundled"
        f" server, as the program sets it up); load of the machine at the start: {machine['load']}."
    )


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _in_order(sizes: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return sorted((int(size), found) for size, found in sizes.items())


def _pages(sizes: dict[str, Any]) -> list[str]:
    lines = [_row("page", "mobilities", "queries", "p50 ms", "p95 ms", "times the floor", "HTTP p50 ms", "kB")]
    lines.append(_row("---", *["---:"] * 7))
    ordered = _in_order(sizes)
    for name in dict.fromkeys(name for _size, found in ordered for name in found["pages"]):
        for size, found in ordered:
            if one := found["pages"].get(name):
                floor, http = found["pages"][FLOOR]["p50"], found["web"]["pages"][name]["p50"]
                times = f"{one['p50'] / floor:.1f}"
                spread = (f"{one['p50']:.1f}", f"{one['p95']:.1f}", times, f"{http:.1f}", f"{one['bytes'] / 1000:.0f}")
                lines.append(_row(name, f"{size:,}", one["queries"], *spread))
    for size, found in ordered:
        lines += [f"\nAt {size:,}: there is no {name} yet." for name in found["missing"]]
        lines += [f"\nAt {size:,}: the {name} {said}." for name, said in found["broken"].items()]
    return lines


def _aims(sizes: dict[str, Any]) -> list[str]:
    """The aims at the largest size, met or not."""
    ordered = _in_order(sizes)
    (small, at_small), (large, at_large) = ordered[0], ordered[-1]
    lines = [_row(f"aim at {large:,}", "queries", "times the floor", f"times the time at {small:,}", "all met")]
    lines.append(_row("---", "---:", "---:", "---:", "---"))
    for name, one in at_large["pages"].items():
        if name == FLOOR:
            continue
        aim, floor = AIMS.get(name, USUAL_AIM), at_large["pages"][FLOOR]["p50"]
        before = at_small["pages"].get(name)
        ratio, growth = one["p50"] / floor, one["p50"] / before["p50"] if before else 1.0
        met = ratio <= aim and one["queries"] <= MOST_QUERIES and growth <= MOST_GROWTH
        cells = (f"{one['queries']} of {MOST_QUERIES}", f"{ratio:.1f} of {aim:g}", f"{growth:.2f} of {MOST_GROWTH}")
        lines.append(_row(name, *cells, "yes" if met else "no"))
    return lines


def _web(sizes: dict[str, Any]) -> list[str]:
    lines = [
        _row("memory of one web process", "mobilities", "at start MB", "after all pages MB", f"under {MOST_MEMORY} MB")
    ]
    lines.append(_row("---", *["---:"] * 3, "---"))
    for size, found in _in_order(sizes):
        web = found["web"]
        before, after = web["memory_at_start"]["web_process"], web["memory_after"]["web_process"]
        met = "yes" if after < MOST_MEMORY else "no"
        lines.append(_row(f"after {web['requests']} requests", f"{size:,}", f"{before:.0f}", f"{after:.0f}", met))
    return lines


def _papers(papers: dict[str, Any]) -> list[str]:
    taken, title = papers["ms"], f"{papers['papers']} learning agreements of {papers['pages']} pages"
    ours = taken["one process"]
    words = {
        "one process": "filled from the database and typeset, one process",
        "two processes": "the same in two processes",
        "filling": "of which filling",
        "typesetting": "of which typesetting",
        "sealing": f"sealing, {taken['sealing'] / taken['typesetting']:.1f} times the typesetting (aim: {MOST_SEALING})",
    }
    lines = [_row(title, "ms a paper", "times ours in one process", "in two", "met"), _row("---", *["---:"] * 3, "---")]
    for name, ms in taken.items():
        aim, times = FASTER_THAN.get(name), ms / taken["two processes"]
        shown = (f"{times:.1f} of {aim}", "yes" if times >= aim else "no") if aim else (f"{times:.1f}", "")
        lines.append(_row(words.get(name, f"the same words, {name}"), f"{ms:.1f}", f"{ms / ours:.1f}", *shown))
    lines += [_row(f"the same words, {name}", said, "", "", "") for name, said in papers["absent"].items()]
    memory = papers["memory"]
    told = (
        f"Memory at their peak: {memory['one process']:.0f} MB in one process, {memory['two processes']:.0f} MB in two"
    )
    return [*lines, "", f"{told} (aim: under {MOST_FOR_PAPERS} MB)."]


def _large_call(call: dict[str, Any]) -> list[str]:
    """One call with thousands of files: its pages beside the floor of the same run, and the order reckoned whole."""
    floor = call["pages"][FLOOR]["p50"]
    title = f"a call with {call['files']:,} files and {call['readings']:,} readings"
    lines = [
        _row(title, "queries", "p50 ms", "p95 ms", "times the floor", "all met"),
        _row("---", *["---:"] * 4, "---"),
    ]
    for name, one in call["pages"].items():
        met = one["queries"] <= MOST_QUERIES and one["p50"] / floor <= CALL_AIM
        said = "" if name == FLOOR else "yes" if met else "no"
        times = f"{one['p50'] / floor:.1f} of {CALL_AIM:g}" if said else "1"
        lines.append(_row(name, one["queries"], f"{one['p50']:.1f}", f"{one['p95']:.1f}", times, said))
    order, most = call["order"], call["files"] // 1000
    for name, one, aim, asked in (
        ("the whole order reckoned", order["reckoned"], 1, most),
        ("the whole order reckoned and kept", order["kept"], 3, 2 * most),
    ):
        met = "yes" if one["p50"] <= aim and one["queries"] <= asked else "no"
        lines.append(_row(f"{name}, under {aim} s", f"{one['queries']} of {asked}", f"{one['p50'] * 1000:.0f}", f"{one['p95'] * 1000:.0f}", "", met))  # fmt: skip
    table = call["table"]
    lines.append(_row("a table of fairness counted", table["queries"], f"{table['p50'] * 1000:.0f}", f"{table['p95'] * 1000:.0f}", "", ""))  # fmt: skip
    return lines
