"""Lessons in series, with an hour and the way to the platform; lessons and events of the contract can be taken away."""

from django.db import migrations, models

import compagnon.core.models

# Eight characters as `random_code` makes them: hexadecimal digits without the ambiguous 0 and 1.
GIVE_CODES = """
UPDATE stays_contractevent
SET code = left(translate(replace(gen_random_uuid()::text, '-', ''), '01', 'wz'), 8)
WHERE code IS NULL
"""
# A database made at once from the models has the second name already.
NAMED = """
DO $$ BEGIN
IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'stays_contractevent_code_07a973b9_uniq') THEN
    ALTER TABLE stays_contractevent RENAME CONSTRAINT stays_contractevent_code_07a973b9_uniq TO stays_contractevent_code_key;
END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("stays", "0009_planned_visits_and_missed_lessons")]

    operations = [
        migrations.AlterModelOptions(
            name="distancelesson",
            options={
                "ordering": ["on", "starts_at", "pk"],
                "verbose_name": "lesson from a distance",
                "verbose_name_plural": "lessons from a distance",
            },
        ),
        migrations.AddField(
            model_name="distancelesson",
            name="link",
            field=models.URLField(blank=True, max_length=500, verbose_name="address of the platform"),
        ),
        migrations.AddField(
            model_name="distancelesson",
            name="minutes",
            field=models.PositiveSmallIntegerField(default=60, verbose_name="minutes"),
        ),
        migrations.AddField(
            model_name="distancelesson",
            name="removed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="distancelesson",
            name="series",
            field=models.CharField(blank=True, editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name="distancelesson",
            name="starts_at",
            field=models.TimeField(blank=True, null=True, verbose_name="at"),
        ),
        migrations.AddField(
            model_name="contractevent",
            name="removed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="contractevent",
            name="code",
            field=models.CharField(editable=False, max_length=12, null=True, verbose_name="code"),
        ),
        migrations.RunSQL(GIVE_CODES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="contractevent",
            name="code",
            field=models.CharField(
                default=compagnon.core.models.random_code,
                editable=False,
                max_length=12,
                unique=True,
                verbose_name="code",
            ),
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
    ]
