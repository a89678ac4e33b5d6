from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_background_jobs")]
    operations = [
        migrations.AddIndex(
            "auditentry",
            models.Index(
                fields=["subject"],
                name="the_trail_of_a_subject",
                opclasses=["varchar_pattern_ops"],
            ),
        )
    ]
