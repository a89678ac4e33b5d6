"""What a version was made from is written once: the database refuses to change or remove it."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION report_ground_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.ground IS DISTINCT FROM OLD.ground
        OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.number IS DISTINCT FROM OLD.number THEN
        RAISE EXCEPTION 'a version of a report is never changed: %', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ground_never_changes BEFORE UPDATE OR DELETE ON reports_version
    FOR EACH ROW EXECUTE FUNCTION report_ground_never_changes();
"""
BACK = """
DROP TRIGGER ground_never_changes ON reports_version;
DROP FUNCTION report_ground_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, BACK)]
