"""`python -m tools.bench`: fill the databases, measure, print a table and write it as JSON; `nightly` is asked for alone.

RESET=1 fills them afresh; else they are kept between runs. See docs/understand/performance.md for what is measured.
"""

import argparse
import json
import os
import platform
import sys
from typing import Any

from tools.bench import databases, report
from tools.bench.spread import spread

SIZES = (1_000, 10_000, 100_000)
PAPERS, PASSES, EMPTY = 1_000, 4, 0
LARGE_CALL, NIGHTLY = "call", "nightly"
"""The databases of one large call, and of the nightly work."""
RESULTS = databases.FOLDER / "results.json"


def main(arguments: list[str]) -> int:
    """Run what was asked for; earlier figures of what was not stay in the file."""
    asked = _options().parse_args(arguments)
    asked.only = asked.night or asked.only
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    with databases.server() as address:
        if asked.only in (None, "pages", "papers"):
            _fill(address, asked.sizes)
            _collect_static(databases.address_of(address, asked.sizes[0]))
        results["machine"] = _machine(address)
        if asked.only in (None, "pages"):
            results.setdefault("sizes", {}).update(_pages(address, asked.sizes))
            _keep(results)
        if asked.only in (None, "imports"):
            print("Measuring lists on their way in.", flush=True)
            databases.make_empty(address, EMPTY)
            databases.run_program(databases.address_of(address, EMPTY), "migrate", "--verbosity", "0")
            results["imports"] = _measured("imports", address, EMPTY)
            _keep(results)
        if asked.only in (None, "selecting"):
            print("Measuring a large call.", flush=True)
            if os.environ.get("RESET") == "1" or LARGE_CALL not in databases.there(address):
                databases.make_empty(address, LARGE_CALL)
            databases.run_program(databases.address_of(address, LARGE_CALL), "migrate", "--verbosity", "0")
            _collect_static(databases.address_of(address, LARGE_CALL))
            results["selecting"] = _measured("selecting", address, LARGE_CALL)
            databases.call_filled(address, LARGE_CALL)
            _keep(results)
        if asked.only == NIGHTLY:
            _nightly(address, results)
        if asked.only in (None, "papers"):
            print(f"Measuring {asked.papers} learning agreements.", flush=True)
            enough = next((size for size in asked.sizes if size > asked.papers), asked.sizes[-1])  # not each has a host
            results["papers"] = _measured("papers", address, enough, str(asked.papers))
    _keep(results)
    print("\n".join(report.tables(results)))
    print(f"\nWritten as JSON: {RESULTS.relative_to(databases.ROOT)}")
    if asked.write:
        print(f"Written: {report.write_page(results).relative_to(databases.ROOT)}")
    return 0


def _keep(results: dict[str, Any]) -> None:
    RESULTS.write_text(json.dumps(results, indent=2))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--sizes", type=lambda given: [int(one) for one in given.split(",")], default=list(SIZES))
    parser.add_argument("--papers", type=int, default=PAPERS, help="so many learning agreements")
    parser.add_argument("--only", choices=["pages", "papers", "imports", "selecting", NIGHTLY])
    parser.add_argument("night", nargs="?", choices=[NIGHTLY], help="the same as --only nightly")
    parser.add_argument("--write", action="store_true", help="also write docs/understand/performance.md")
    return parser


def _fill(address: str, sizes: list[int]) -> None:
    there = set() if os.environ.get("RESET") == "1" else databases.there(address)
    for size in sizes:
        if str(size) not in there:
            print(f"Filling a database with {size:,} mobilities.", flush=True)
            databases.make_empty(address, size)
            databases.run("generate", databases.address_of(address, size), str(size))
            databases.call_filled(address, size)
        else:
            databases.run_program(databases.address_of(address, size), "migrate", "--verbosity", "0")


def _nightly(address: str, results: dict[str, Any]) -> None:
    """100,000 mobilities with 5,000,000 tasks, filled once and kept."""
    if os.environ.get("RESET") == "1" or NIGHTLY not in databases.there(address):
        print("Filling a database for the nightly work.", flush=True)
        databases.make_empty(address, NIGHTLY)
        databases.run("generate", databases.address_of(address, NIGHTLY), str(SIZES[-1]))
        databases.call_filled(address, NIGHTLY)
    databases.run_program(databases.address_of(address, NIGHTLY), "migrate", "--verbosity", "0")
    print("Measuring the nightly work.", flush=True)
    results[NIGHTLY] = _measured(NIGHTLY, address, NIGHTLY)
    _keep(results)


def _collect_static(database_address: str) -> None:
    databases.run_program(database_address, "collectstatic", "--noinput", "--verbosity", "0")


def _pages(address: str, sizes: list[int]) -> dict[str, Any]:
    """All sizes in turn, several times over: what else the machine does falls on all of them alike."""
    found: dict[str, Any] = {}
    for number in range(PASSES):
        for size in sizes:
            print(f"Measuring the pages with {size:,} mobilities ({number + 1} of {PASSES}).", flush=True)
            told = _measured("measure", address, size, str(size), *(["web"] if number == 0 else []))
            kept = found.setdefault(str(size), told)
            for name, page in told["pages"].items():
                if told is not kept and name in kept["pages"]:
                    kept["pages"][name]["times"] += page["times"]
    for told in found.values():
        for page in told["pages"].values():
            page.update(spread(page.pop("times")))
    return found


def _measured(step: str, address: str, size: int | str, *arguments: str) -> Any:
    """What one step found: its arguments are those given, its last but those that it may lack the file to write."""
    found = databases.FOLDER / f"{step}.json"
    databases.run(step, databases.address_of(address, size), *arguments[:1], str(found), *arguments[1:])
    return json.loads(found.read_text())


def _machine(address: str) -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "postgresql": databases.version(address),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
