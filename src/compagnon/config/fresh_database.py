"""An empty database gets its tables from the models at once, and all migrations noted as applied; migrations change one that is there.

Going through every migration from the first costs half a minute, in which Django imagines each model again at each step. That
both ways lead to the same tables is tested. Docs: `docs/decisions/2026-11-27-fresh-database.md`.
"""

from django.apps import apps
from django.db import connection, migrations, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from procrastinate.schema import SchemaManager

OWN = "compagnon."
JOBS = "procrastinate"


def is_empty() -> bool:
    """Nothing was ever made here."""
    return not connection.introspection.table_names()


@transaction.atomic
def make() -> None:
    """All tables as the models say, what our migrations do in SQL beside them, and the tables of the jobs as their library ships them."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection) and model._meta.app_label in loader.migrated_apps:
                editor.create_model(model)
    with connection.cursor() as cursor:
        cursor.execute(SchemaManager.get_schema())
    _beside_the_models(executor)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.migration_qs.bulk_create(
        recorder.Migration(app=app, name=name) for app, name in sorted(loader.graph.nodes)
    )


def _beside_the_models(executor: MigrationExecutor) -> None:
    """Triggers and functions, in order; what only mended rows of its day is marked as elidable, and there are none to mend here."""
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    for migration, _backwards in plan:
        if not migration.__module__.startswith(OWN):
            continue
        for operation in migration.operations:
            if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.elidable:
                _run(operation)


def _run(operation: migrations.RunPython | migrations.RunSQL) -> None:
    if isinstance(operation, migrations.RunPython):
        raise TypeError(
            "A migration in Python that is not elidable would be left out of a fresh database: write it in SQL."
        )
    with connection.schema_editor() as editor:
        operation.database_forwards("", editor, ProjectState(), ProjectState())
