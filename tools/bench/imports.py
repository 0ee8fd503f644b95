"""Measures lists on their way in: `python -m tools.bench.imports RESULT.json`, on the database of DATABASE_URL, which stays as it was.

Each case runs in a process of its own, so that its memory is its own: 10,000 learners and 5,000 companies in XLSX, 3 rows
in 100 of them bad, beside a bare `bulk_create` of as many accounts and beside django-import-export where it is installed.
"""

import importlib.util
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

import xlsxwriter  # noqa: E402  (Django first: everything below needs the settings)
from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import transaction  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from i18nfield.strings import LazyI18nString  # noqa: E402

from compagnon.core.imports import actions  # noqa: E402
from compagnon.network.models import Network, Organisation, Sector, Site, Trade  # noqa: E402
from compagnon.partners.merging import look_for_doubles  # noqa: E402
from compagnon.people.models import Person  # noqa: E402

LEARNERS, COMPANIES, BAD = 10_000, 5_000, 33  # each 33rd row is bad: 3 in 100
TRADES = ("Boulangerie", "Coiffure", "Menuiserie", "Plomberie", "Mécanique automobile")
TOWNS = ("Laval", "Nantes", "Angers", "Le Mans", "Saumur", "Cholet", "La Roche-sur-Yon", "Saint-Nazaire")


def measured() -> list[dict[str, Any]]:
    """One row a case: rows, seconds of the preview (upload and check) and of the write, megabytes; or why it was left out."""
    return [_measured(case) for case in CASES]


def _measured(case: str) -> dict[str, Any]:
    if case == "django-import-export" and not importlib.util.find_spec("import_export"):
        return {"case": case, "left_out": "`pip install django-import-export` to compare"}
    command = [sys.executable, "-m", "tools.bench.imports", case]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return {"case": case, **json.loads(ended.stdout.splitlines()[-1])}


def learners() -> Iterator[list[str]]:
    """Ten columns as a school exports them."""
    yield [
        "Matricule",
        "Nom",
        "Prénom",
        "Mail",
        "Date de naissance",
        "Statut",
        "CFA",
        "Métier",
        "Début du contrat",
        "Fin du contrat",
    ]
    for n in range(LEARNERS):
        bad = n % BAD == 0
        yield [
            f"B-{n}", f"Exemple{n}", f"Prénom{n % 700}", f"b{n}{'' if bad and n % 2 else '@example.org'}",
            f"{n % 28 + 1:02}/{n % 12 + 1:02}/{2004 + n % 6}", "apprenti", TOWNS[n % len(TOWNS)],
            "Boulangerye" if bad and not n % 2 else TRADES[n % len(TRADES)], "01/09/2026", "31/08/2028",
        ]  # fmt: skip


def companies() -> Iterator[list[str]]:
    """Eight columns of a register."""
    yield ["Raison sociale", "SIRET", "Adresse", "Code postal", "Ville", "Métier", "Mail", "Téléphone"]
    for n in range(COMPANIES):
        siret = _siret(n)
        yield [
            f"SARL Exemple {n * 7919 % 100_003}", siret[:-1] + str((int(siret[-1]) + 1) % 10) if n % BAD == 0 else siret,
            f"{n} rue de l’Exemple", f"{44000 + n % 900}", TOWNS[n % len(TOWNS)], TRADES[n % len(TRADES)],
            f"c{n}@example.org", "02 99 00 12 34",
        ]  # fmt: skip


def _siret(n: int) -> str:
    body = f"{900_000_000 + n}0001"
    doubled = (int(sign) * (2 - place % 2) for place, sign in enumerate(reversed(body)))
    return body + str(-sum(one - 9 if one > 9 else one for one in doubled) % 10)


def workbook(lines: Iterator[list[str]]) -> bytes:
    """The rows as XLSX."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return kept.getvalue()


def _ours(kind: str, lines: Callable[[], Iterator[list[str]]]) -> Callable[[Any], dict[str, Any]]:
    def measure(network: Any) -> dict[str, Any]:
        person = Person.objects.create_user(
            "bench@example.org", network=network, first_name="Bench", last_name="Example"
        )
        content = workbook(lines())
        began = time.perf_counter()
        run = actions.begin(network=network, kind=kind, file=SimpleUploadedFile("list.xlsx", content), by=person)
        run = actions.choose_columns(run=run, columns=run.columns, by=person)
        previewed = time.perf_counter()
        counts = run.checked["counts"]
        run = actions.write(run=run, by=person)
        written = time.perf_counter()
        again = actions.begin(network=network, kind=kind, file=SimpleUploadedFile("list.xlsx", content), by=person)
        again = actions.choose_columns(run=again, columns=again.columns, by=person)
        same = time.perf_counter()
        compared = time.perf_counter()
        pairs = look_for_doubles(network=network) if kind == "companies" else None
        doubles = time.perf_counter() - compared
        undone = time.perf_counter()
        found = actions.undo(run=run, by=person).checked["undone"]
        return {
            "rows": counts["new"] + counts["problem"], "bad": counts["problem"], "preview_s": previewed - began,
            "write_s": written - previewed, "again_s": same - written, "undo_s": time.perf_counter() - undone,
            "changes_again": again.checked["counts"]["new"] + again.checked["counts"]["changed"], "undone": found["removed"],
            "pairs": pairs, "doubles_s": doubles,
        }  # fmt: skip

    return measure


def _bare(network: Any) -> dict[str, Any]:
    """As many accounts as fast as Django saves them: no file, no check, no participant."""
    made = [
        Person(network=network, email=f"b{n}@example.org", first_name="Ada", last_name=f"Exemple{n}", password="!")  # noqa: S106  (of nobody)
        for n in range(LEARNERS)
    ]
    began = time.perf_counter()
    Person.objects.bulk_create(made, batch_size=1000)
    return {"rows": LEARNERS, "bad": 0, "preview_s": 0.0, "write_s": time.perf_counter() - began}


def _others(network: Any) -> dict[str, Any]:
    """Accounts alone (no participant, trade, centre, duplicate or birth date): less than ours does for the same rows."""
    import tablib  # comes with django-import-export, which is measured only where it is installed
    from import_export import resources  # the same

    class People(resources.ModelResource):
        class Meta:
            model = Person
            import_id_fields = ("email",)
            fields = ("email", "first_name", "last_name")
            clean_model_instances = False

        def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            instance.network = network

    told = list(learners())[1:]
    table = tablib.Dataset(*((row[3], row[2], row[1]) for row in told), headers=["email", "first_name", "last_name"])
    began = time.perf_counter()
    People().import_data(table, dry_run=True)
    tried = time.perf_counter()
    People().import_data(table, dry_run=False)
    return {"rows": LEARNERS, "bad": 0, "preview_s": tried - began, "write_s": time.perf_counter() - tried}


CASES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "learners": _ours("learners", learners),
    "companies": _ours("companies", companies),
    "bare bulk_create": _bare,
    "django-import-export": _others,
}


def _network() -> Network:
    with scopes_disabled():
        network = Network.objects.create(
            key="bench-imports", name="Bench", short_name="Bench", country="FR", default_language="fr"
        )
    with scope(network=network):
        sector = Sector.objects.create(network=network, key="all", name=LazyI18nString({"fr": "Métiers"}))
        for place, name in enumerate(TRADES):
            named = LazyI18nString({"fr": name, "en": name})
            Trade.objects.create(network=network, sector=sector, key=f"bench-{place}", name=named)
        centre = Organisation.objects.create(network=network, kind="training_centre", name="Bench", country="FR")
        for place, town in enumerate(TOWNS):
            Site.objects.create(network=network, organisation=centre, key=f"bench-{place}", name=town, town=town)
    return network


def main(case: str) -> None:
    """Measure one case and print it as JSON; everything written is rolled back."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        settings.MEDIA_ROOT = folder
        network = _network()
        with scope(network=network):
            found = CASES[case](network)
        transaction.set_rollback(True)
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({**found, "megabytes": max(own, child) / 1024, "reader_megabytes": child / 1024}))


if __name__ == "__main__":
    if sys.argv[1] in CASES:
        main(sys.argv[1])
    else:
        Path(sys.argv[1]).write_text(json.dumps(measured()))
