"""A note of an incident is written once: the database refuses to rewrite or remove it. Erasure may empty it or take names out."""

from django.db import migrations

WRITTEN_ONCE = """
CREATE FUNCTION stays_note_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.text <> '' THEN
            RAISE EXCEPTION 'A note of an incident is not removed.';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.incident_id, NEW.at, NEW.kind, NEW.is_restricted) IS DISTINCT FROM (OLD.incident_id, OLD.at, OLD.kind, OLD.is_restricted)
        OR (NEW.text <> OLD.text AND NEW.text <> '' AND position('Erased person' IN NEW.text) = 0)
    THEN
        RAISE EXCEPTION 'A note of an incident is written once.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER note_is_written_once BEFORE UPDATE OR DELETE ON stays_incidentnote
    FOR EACH ROW EXECUTE FUNCTION stays_note_is_written_once();
"""
REWRITABLE = """
DROP TRIGGER note_is_written_once ON stays_incidentnote;
DROP FUNCTION stays_note_is_written_once();
"""


class Migration(migrations.Migration):
    dependencies = [("stays", "0004_safety_and_incidents")]

    operations = [migrations.RunSQL(WRITTEN_ONCE, REWRITABLE)]
