"""What is shipped: locked requirements, migrations up to date, no trace of one machine."""

import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.tree import ROOT, mend, name

REQUIREMENTS = ROOT / "requirements"
ONE_MACHINE = re.compile(
    "|".join((r"(?<!\w)/" + "work/", r"(?<!\w)/" + "root/", r"/home/\w+/", r"/Users/\w+/", r"\.\./" + "shared"))
)
ADDRESS_OF_A_REGISTRY = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|https?://")
READ_AS_TEXT = {
    ".py",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".css",
    ".js",
    ".typ",
    ".in",
    ".cfg",
    ".json",
    ".po",
    ".csv",
    "",
}


def kept_files() -> list[Path]:
    """What git keeps or would keep; without git, nothing to say."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("This tree is no git clone: there is no list of its files.")
    return [path for one in listed.stdout.split("\0") if one and (path := ROOT / one).is_file()]


def test_no_file_names_a_path_of_one_machine():
    found = [
        f"{name(path)}:{number} {line.strip()[:100]}"
        for path in kept_files()
        if path.suffix in READ_AS_TEXT and "vendor" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if ONE_MACHINE.search(line)
    ]

    mend("Take these paths out:", found)


def test_every_requirement_is_pinned_with_hashes_and_without_any_registry():
    found = []
    for path in sorted(REQUIREMENTS.glob("*.txt")):
        locked = re.sub(r"\\\n\s*", " ", path.read_text())
        for line in locked.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                if not re.match(r"[\w.\[\],-]+==\S+", line) or "--hash=sha256:" not in line:
                    found.append(f"{path.name} {line[:60]} is not locked")
                if ADDRESS_OF_A_REGISTRY.search(line):
                    found.append(f"{path.name} {line[:60]} names a registry")

    mend("Lock again with `make lock`:", found)


def test_every_requirement_asked_for_is_locked():
    found = []
    for path in sorted(REQUIREMENTS.glob("*.in")):
        locked = path.with_suffix(".txt").read_text().lower().replace("_", "-")
        for line in path.read_text().splitlines():
            asked = re.match(r"\w[\w.-]*", line.split("#")[0].strip())
            if asked and f"\n{asked[0].lower().replace('_', '-')}==" not in f"\n{locked}":
                found.append(f"{asked[0]} of {path.name}")

    mend("Lock again with `make lock`:", found)


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    told = StringIO()

    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=told)
    except SystemExit:
        pytest.fail("Make the migrations again:\n" + told.getvalue(), pytrace=False)


@pytest.mark.django_db
def test_the_migrations_of_an_app_stand_in_one_line():
    loader = MigrationLoader(connection)

    assert loader.detect_conflicts() == {}


def test_the_changelog_and_the_licence_are_there():
    missing = [
        one
        for one in ("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
        if not (ROOT / one).is_file()
    ]

    mend("Write these:", missing)
