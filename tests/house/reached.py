"""Fails a run of the whole suite that left a page unseen or a module unread; `tests/conftest.py` takes its hooks in.

A page counts as seen when it answered otherwise than "not found" or "not allowed". Each worker notes what it saw in a file;
the process that leads them reads all notes at the end.
"""

import sys
from pathlib import Path

import pytest
from django.core.handlers.base import BaseHandler

from tests.house import exceptions
from tests.house.tree import ROOT, SOURCE, modules

NOTES = ROOT / ".local" / "reached"
_seen: set[str] = set()
_get_response = BaseHandler.get_response


def _noting(handler, request):
    response = _get_response(handler, request)
    match = getattr(request, "resolver_match", None)
    if match and response.status_code not in {403, 404, 405}:
        _seen.add(match.view_name)
    return response


def pytest_sessionstart(session):
    BaseHandler.get_response = _noting
    if not hasattr(session.config, "workerinput"):
        NOTES.mkdir(parents=True, exist_ok=True)
        for old in NOTES.iterdir():
            old.unlink()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    BaseHandler.get_response = _get_response
    config = session.config
    worker = getattr(config, "workerinput", {}).get("workerid", "alone")
    read = {name for name in sys.modules if name.split(".")[0] == "compagnon"}
    (NOTES / worker).write_text("\n".join(sorted(_seen) + sorted(read)))
    if worker == "alone" and _is_whole(config) and session.exitstatus == pytest.ExitCode.OK and (left := _left_out()):
        config.stash[_LEFT] = left
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


_LEFT = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(_LEFT, []):
        terminalreporter.write_line(line, red=True)


def _is_whole(config) -> bool:
    """Whether everything was asked for: no file, word, mark or last failures chosen."""
    chosen = config.option.keyword, config.option.markexpr, getattr(config.option, "lf", False)
    return not any(chosen) and {Path(one).resolve() for one in config.args} == {ROOT / "tests"}


def _left_out() -> list[str]:
    from tests.house.addresses import addresses  # after Django's setup

    noted = {line for note in NOTES.iterdir() for line in note.read_text().splitlines()}
    pages = {one.name for one in addresses() if one.name} - noted - set(exceptions.PAGES_UNSEEN)
    unread = {_module(path) for path in modules() if path.read_text().strip()} - noted - set(exceptions.MODULES_UNREAD)
    return [f"No test saw the page {name}." for name in sorted(pages)] + [
        f"No test read the module {name}." for name in sorted(unread)
    ]


def _module(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
