"""Captures and verdicts are written once: the database refuses to change or remove them."""

from django.db import migrations

TABLES = ("evidence_capture", "evidence_verdict", "evidence_seal")
REFUSE = """
CREATE FUNCTION evidence_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is never changed: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def trigger(table: str) -> str:
    return (
        f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION evidence_never_changes();"
    )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [
        migrations.RunSQL(
            REFUSE + "".join(trigger(table) for table in TABLES),
            "".join(f"DROP TRIGGER never_changes ON {table};" for table in TABLES)
            + "DROP FUNCTION evidence_never_changes();",
        )
    ]
