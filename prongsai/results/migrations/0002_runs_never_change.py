"""Rows of a score run are written once: the database refuses to change or remove them."""

from django.db import migrations

TABLES = ("assessments_frozenedition", "results_scorerun", "results_agencyscore")
REFUSE = """
CREATE FUNCTION results_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a score run is never changed: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def trigger(table: str) -> str:
    return (
        f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION results_never_changes();"
    )


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial")]
    operations = [
        migrations.RunSQL(
            REFUSE + "".join(trigger(table) for table in TABLES),
            "".join(f"DROP TRIGGER never_changes ON {table};" for table in TABLES)
            + "DROP FUNCTION results_never_changes();",
        )
    ]
