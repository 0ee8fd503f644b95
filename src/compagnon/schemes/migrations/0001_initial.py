
import compagnon.core.models
import django.db.models.deletion
import i18nfield.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Scheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('key', models.SlugField(max_length=60, verbose_name='key')),
                ('name', i18nfield.fields.I18nCharField(max_length=200, verbose_name='name')),
                ('summary', i18nfield.fields.I18nTextField(verbose_name='summary')),
                ('participant_kind', models.CharField(choices=[('learner', 'Learner'), ('staff', 'Staff')], max_length=10, verbose_name='for')),
                ('direction', models.CharField(choices=[('out', 'Outgoing'), ('in', 'Incoming')], max_length=3, verbose_name='direction')),
                ('form', models.CharField(choices=[('group', 'In a group'), ('individual', 'Individual'), ('either', 'In a group or individual')], max_length=10, verbose_name='form')),
                ('zone', models.CharField(blank=True, max_length=20, verbose_name='zone')),
                ('host_kinds', models.JSONField(default=list, verbose_name='kinds of hosts')),
                ('programme', models.CharField(blank=True, max_length=60, verbose_name='programme')),
                ('duration_text', i18nfield.fields.I18nCharField(blank=True, max_length=80, verbose_name='length')),
                ('rules', models.JSONField(default=dict, verbose_name='rules')),
                ('ask_per_call', models.JSONField(default=list, verbose_name='to be set by each call')),
                ('documents', models.JSONField(default=list, verbose_name='documents')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'scheme',
                'verbose_name_plural': 'schemes',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SchemeTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, verbose_name='key')),
                ('step', models.CharField(choices=[('promote', 'Promote'), ('recruit', 'Recruit'), ('prepare', 'Prepare'), ('monitor', 'Monitor'), ('evaluate', 'Evaluate')], max_length=10, verbose_name='step')),
                ('phase', models.CharField(choices=[('before', 'Before'), ('during', 'During'), ('after', 'After')], max_length=10, verbose_name='phase')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('title', i18nfield.fields.I18nCharField(max_length=200, verbose_name='title')),
                ('help', i18nfield.fields.I18nTextField(blank=True, verbose_name='help')),
                ('role', models.CharField(choices=[('referent', 'Referent'), ('coordinator', 'Coordinator'), ('management', 'Management'), ('trainer', 'Trainer'), ('employer', 'Employer'), ('learner', 'Participant'), ('guardian', 'Guardian'), ('host_tutor', 'Host tutor'), ('host_coordinator', 'Host coordinator'), ('hr', 'Human resources'), ('accompanying', 'Accompanying person')], max_length=20, verbose_name='responsible')),
                ('anchor', models.CharField(choices=[('departure', 'departure'), ('arrival', 'arrival'), ('return', 'return'), ('contract', 'start of the contract'), ('call_close', 'closing of the call'), ('project_end', 'end of the project')], max_length=12, verbose_name='reckoned from')),
                ('amount', models.SmallIntegerField(help_text='Negative: before.', verbose_name='offset')),
                ('unit', models.CharField(choices=[('days', 'days'), ('weeks', 'weeks'), ('months', 'months')], default='days', max_length=6, verbose_name='unit')),
                ('working_days', models.BooleanField(default=False, verbose_name='on a working day')),
                ('blocks_departure', models.BooleanField(default=False, verbose_name='nobody leaves without it')),
                ('blocks_closing', models.BooleanField(default=False, verbose_name='no closing without it')),
                ('conditions', models.JSONField(default=list, verbose_name='only when')),
                ('evidence', models.CharField(blank=True, max_length=40, verbose_name='proved by')),
                ('produces', models.CharField(blank=True, max_length=120, verbose_name='produces')),
                ('effort_minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes of work')),
                ('source_mark', models.CharField(choices=[('V', 'read in a public source'), ('S', 'secondary source'), ('K', 'known practice'), ('P', 'our default, yours to change')], default='P', max_length=1, verbose_name='source')),
                ('source', models.CharField(blank=True, max_length=250, verbose_name='source note')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='schemes.scheme')),
            ],
            options={
                'verbose_name': 'task of a scheme',
                'verbose_name_plural': 'tasks of a scheme',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='scheme',
            constraint=models.UniqueConstraint(fields=('network', 'key'), name='scheme_key_once_per_network'),
        ),
        migrations.AddConstraint(
            model_name='schemetask',
            constraint=models.UniqueConstraint(fields=('scheme', 'key'), name='task_key_once_per_scheme'),
        ),
    ]
