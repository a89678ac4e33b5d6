"""Pictures of copies, and stamps of seals: only ever added, as what they are of."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("evidence_screenshot", "evidence_stamp")
TRIGGER = (
    "CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON {} "
    "FOR EACH ROW EXECUTE FUNCTION evidence_never_changes();"
)


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0004_replacements'),
    ]

    operations = [
        migrations.CreateModel(
            name='Screenshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(max_length=64)),
                ('taken_at', models.DateTimeField()),
                ('picture', models.CharField(blank=True, max_length=64)),
                ('trouble', models.CharField(blank=True, choices=[('no_browser', 'no_browser'), ('not_shut_off', 'not_shut_off'), ('too_slow', 'too_slow'), ('broke', 'broke'), ('too_large', 'too_large'), ('unreadable', 'unreadable')], max_length=12)),
                ('size', models.PositiveIntegerField(default=0)),
                ('height', models.PositiveIntegerField(default=0)),
                ('is_cut', models.BooleanField(default=False)),
                ('has_scripts', models.BooleanField(default=False)),
                ('missing', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Stamp',
            fields=[
                ('seal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='evidence.seal')),
                ('authority', models.TextField()),
                ('stamped_at', models.DateTimeField()),
                ('token', models.BinaryField()),
            ],
        ),
        migrations.RemoveField(
            model_name='seal',
            name='stamp',
        ),
        migrations.AddIndex(
            model_name='capture',
            index=models.Index(condition=models.Q(('outcome', 'shown'), ('reason__in', ('objection', 'deadline', 'submitted'))), fields=['asked_at'], name='captures_pictured'),
        ),
        migrations.AddField(
            model_name='screenshot',
            name='capture',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.capture'),
        ),
        migrations.AddField(
            model_name='screenshot',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evidence.page'),
        ),
        migrations.AddConstraint(
            model_name='screenshot',
            constraint=models.UniqueConstraint(fields=('page', 'body'), name='a_look_once'),
        ),
        migrations.RunSQL(
            "".join(map(TRIGGER.format, TABLES)),
            "".join(f"DROP TRIGGER never_changes ON {table};" for table in TABLES),
        ),
    ]
