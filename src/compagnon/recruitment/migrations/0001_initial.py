
import compagnon.core.clock
import compagnon.core.models
import django.db.models.deletion
import i18nfield.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('people', '0001_initial'),
        ('schemes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default='draft', max_length=10, verbose_name='state')),
                ('title', i18nfield.fields.I18nCharField(max_length=200, verbose_name='title')),
                ('introduction', i18nfield.fields.I18nTextField(blank=True, verbose_name='introduction')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes on')),
                ('departs_on', models.DateField(verbose_name='departure')),
                ('returns_on', models.DateField(help_text='Last day of the activity.', verbose_name='return')),
                ('places', models.PositiveSmallIntegerField(verbose_name='places')),
                ('countries', models.JSONField(default=list, verbose_name='destinations')),
                ('rules', models.JSONField(default=dict, verbose_name='rules of this call')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='schemes.scheme')),
                ('sites', models.ManyToManyField(blank=True, related_name='+', to='network.site', verbose_name='sites')),
                ('trades', models.ManyToManyField(blank=True, related_name='+', to='network.trade', verbose_name='trades')),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
                'ordering': ['closes_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('admitted', 'Admitted'), ('waiting', 'On the waiting list'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10, verbose_name='state')),
                ('motivation', models.TextField(blank=True, verbose_name='motivation')),
                ('wishes', models.JSONField(default=list, verbose_name='countries wished for')),
                ('language_levels', models.JSONField(default=dict, verbose_name='languages')),
                ('days_abroad_before', models.PositiveSmallIntegerField(blank=True, help_text='Under the same contract; empty means not told.', null=True, verbose_name='days already abroad')),
                ('needs_support', models.BooleanField(default=False, verbose_name='would like to talk about support')),
                ('verdict', models.JSONField(default=dict, verbose_name='eligibility when submitted')),
                ('started_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True, verbose_name='reason of the decision')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='applications', to='people.participant')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='recruitment.call')),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('guardian', "Guardian's consent"), ('employer', "Employer's agreement")], max_length=10, verbose_name='kind')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('given', 'Given'), ('refused', 'Refused')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('sentence', models.TextField(blank=True, verbose_name='words agreed to')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='recruitment.application')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.contact')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='score')),
                ('sentence', models.TextField(blank=True, verbose_name='why')),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='recruitment.application')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
            },
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='call_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('returns_on__gte', models.F('departs_on'))), name='call_returns_after_departure'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['network', 'state', 'submitted_at'], name='application_list'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('call', 'participant'), name='one_application_per_call'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('application', 'kind'), name='one_consent_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('application', 'reviewer'), name='one_review_per_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__range', (1, 5)), _connector='OR'), name='score_from_one_to_five'),
        ),
    ]
