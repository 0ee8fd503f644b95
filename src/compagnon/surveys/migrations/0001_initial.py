
import compagnon.core.clock
import compagnon.core.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0002_initial'),
        ('mobilities', '0001_initial'),
        ('network', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='TutorEvaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('asked_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('comment', models.TextField(blank=True, verbose_name='overall comment')),
                ('would_host_again', models.BooleanField(blank=True, null=True, verbose_name='would host again')),
                ('mobility', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='tutor_evaluation', to='mobilities.mobility')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('tutor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.contact')),
            ],
            options={
                'verbose_name': "tutor's evaluation",
                'verbose_name_plural': "tutors' evaluations",
            },
        ),
        migrations.CreateModel(
            name='OutcomeRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'Could not be shown'), (1, 'With help'), (2, 'Alone, in known situations'), (3, 'Surely, in new situations too')], verbose_name='level reached')),
                ('comment', models.CharField(blank=True, max_length=300, verbose_name='comment')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('outcome', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='documents.learningoutcome')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='surveys.tutorevaluation')),
            ],
            options={
                'verbose_name': 'rating of an outcome',
                'verbose_name_plural': 'ratings of outcomes',
            },
        ),
    ]
