"""A note of an incident keeps its words: erasure may empty it or put "Erased person" in the place of a name, and change nothing else."""

from django.db import migrations

FUNCTION = r"""
CREATE OR REPLACE FUNCTION stays_note_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.text <> '' THEN
            RAISE EXCEPTION 'A note of an incident is not removed.';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.incident_id, NEW.at, NEW.kind, NEW.is_restricted) IS DISTINCT FROM (OLD.incident_id, OLD.at, OLD.kind, OLD.is_restricted)
        OR (NEW.text <> OLD.text AND NEW.text <> '' AND {refused})
    THEN
        RAISE EXCEPTION 'A note of an incident is written once.';
    END IF;
    RETURN NEW;
END $$;
"""
NAMES_ANYTHING = "position('Erased person' IN NEW.text) = 0"
CHANGES_WORDS = r"""OLD.text NOT LIKE replace(
        replace(replace(replace(NEW.text, '\', '\\'), '%', '\%'), '_', '\_'), 'Erased person', '_%')"""


class Migration(migrations.Migration):
    dependencies = [("stays", "0006_follow_up")]

    operations = [
        migrations.RunSQL(
            FUNCTION.replace("{refused}", CHANGES_WORDS), FUNCTION.replace("{refused}", NAMES_ANYTHING)
        )
    ]
