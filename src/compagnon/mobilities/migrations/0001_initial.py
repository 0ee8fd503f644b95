
import compagnon.core.clock
import compagnon.core.models
import django_countries.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Departure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
                ('departs_on', models.DateField(verbose_name='departure')),
                ('returns_on', models.DateField(verbose_name='return')),
            ],
            options={
                'verbose_name': 'departure',
                'verbose_name_plural': 'departures',
            },
        ),
        migrations.CreateModel(
            name='Mobility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('state', models.CharField(choices=[('preparing', 'In preparation'), ('abroad', 'Abroad'), ('returned', 'Returned'), ('closed', 'Closed'), ('cancelled', 'Cancelled')], default='preparing', max_length=10, verbose_name='state')),
                ('departs_on', models.DateField(verbose_name='departure')),
                ('returns_on', models.DateField(help_text='Last day of the activity.', verbose_name='return')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
                ('departement_code', models.CharField(blank=True, max_length=3, verbose_name='département')),
                ('project_code', models.CharField(blank=True, max_length=40, verbose_name='project code')),
                ('programme_id', models.CharField(blank=True, max_length=40, verbose_name='mobility ID of the programme')),
                ('created_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('step', models.CharField(choices=[('promote', 'Promote'), ('recruit', 'Recruit'), ('prepare', 'Prepare'), ('monitor', 'Monitor'), ('evaluate', 'Evaluate')], default='prepare', max_length=10, verbose_name='step')),
                ('progress', models.CharField(blank=True, max_length=60, verbose_name='progress')),
                ('tasks_done', models.PositiveSmallIntegerField(default=0)),
                ('tasks_total', models.PositiveSmallIntegerField(default=0)),
                ('next_due_on', models.DateField(blank=True, null=True, verbose_name='next due date')),
                ('next_task', models.JSONField(default=dict, verbose_name='next task')),
                ('waiting_for', models.CharField(blank=True, max_length=20, verbose_name='waiting for')),
                ('search_text', models.TextField(blank=True, editable=False)),
            ],
            options={
                'verbose_name': 'mobility',
                'verbose_name_plural': 'mobilities',
            },
        ),
    ]
