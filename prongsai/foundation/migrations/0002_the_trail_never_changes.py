"""Entries of the audit trail are written once: the database refuses to change or remove them."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION foundation_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is never changed: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON foundation_auditentry
    FOR EACH ROW EXECUTE FUNCTION foundation_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER never_changes ON foundation_auditentry;"
            "DROP FUNCTION foundation_never_changes();",
        )
    ]
