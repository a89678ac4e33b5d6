"""Snapshots are written once: the database refuses to change or remove them."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION snapshot_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a snapshot is never changed: %', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON improvement_snapshot
    FOR EACH ROW EXECUTE FUNCTION snapshot_never_changes();
"""
BACK = """
DROP TRIGGER never_changes ON improvement_snapshot;
DROP FUNCTION snapshot_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("improvement", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, BACK)]
