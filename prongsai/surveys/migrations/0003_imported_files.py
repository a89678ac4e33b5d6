import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0001_initial'),
        ('surveys', '0002_places_quotas_and_mappings'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('instrument', models.SmallIntegerField()),
                ('rows', models.PositiveIntegerField()),
                ('refused', models.PositiveIntegerField()),
                ('imported_at', models.DateTimeField()),
                ('participation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='assessments.participation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='assessments.round')),
            ],
            options={
                'indexes': [models.Index(fields=['sha256'], name='a_file_by_hash')],
            },
        ),
    ]
