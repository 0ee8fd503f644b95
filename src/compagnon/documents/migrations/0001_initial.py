
import compagnon.core.clock
import compagnon.core.models
import i18nfield.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', i18nfield.fields.I18nTextField(blank=True, verbose_name='programme and tasks')),
                ('workplace', i18nfield.fields.I18nCharField(blank=True, max_length=250, verbose_name='workplace')),
                ('schedule', i18nfield.fields.I18nCharField(blank=True, max_length=200, verbose_name='working hours')),
                ('monitoring', i18nfield.fields.I18nTextField(blank=True, verbose_name='follow-up by the tutor')),
                ('monitoring_home', i18nfield.fields.I18nTextField(blank=True, verbose_name='follow-up by the centre')),
                ('assessment', i18nfield.fields.I18nTextField(blank=True, verbose_name='how the learning outcomes are assessed')),
                ('recognition', i18nfield.fields.I18nTextField(blank=True, verbose_name='recognition at home')),
                ('preparation', i18nfield.fields.I18nTextField(blank=True, verbose_name='preparation and support')),
                ('insurance', i18nfield.fields.I18nTextField(blank=True, verbose_name='insurance and safety')),
                ('accommodation', i18nfield.fields.I18nTextField(blank=True, verbose_name='accommodation')),
            ],
            options={
                'verbose_name': 'terms of the agreement',
                'verbose_name_plural': 'terms of agreements',
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('learning_agreement', 'Learning agreement'), ('europass_mobility', 'Europass Mobility')], max_length=30, verbose_name='kind')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('signing', 'Out for signature'), ('returned', 'Returned for correction'), ('final', 'Final'), ('replaced', 'Replaced by a newer version')], default='draft', max_length=10, verbose_name='state')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('facts', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('agreed_file', models.CharField(blank=True, max_length=200)),
                ('agreed_sha256', models.CharField(blank=True, max_length=64, verbose_name='fingerprint of the text signed')),
                ('final_file', models.CharField(blank=True, max_length=200)),
                ('final_sha256', models.CharField(blank=True, max_length=64, verbose_name='fingerprint of the final paper')),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['kind', '-version'],
            },
        ),
        migrations.CreateModel(
            name='LearningOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('title', i18nfield.fields.I18nCharField(max_length=300, verbose_name='learning outcome')),
                ('kind', models.CharField(choices=[('social', 'Social'), ('professional', 'Professional'), ('technical', 'Technical'), ('linguistic', 'Linguistic'), ('cross_disciplinary', 'Cross-disciplinary')], default='professional', max_length=20, verbose_name='kind')),
                ('task', i18nfield.fields.I18nCharField(blank=True, max_length=300, verbose_name='task at the host')),
                ('assessment', i18nfield.fields.I18nCharField(blank=True, max_length=300, verbose_name='how it is assessed')),
            ],
            options={
                'verbose_name': 'learning outcome',
                'verbose_name_plural': 'learning outcomes',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('role', models.CharField(choices=[('participant', 'Participant'), ('guardian', 'Legal guardian'), ('employer', 'Sending employer'), ('centre', 'Sending centre'), ('host', 'Host organisation')], max_length=12, verbose_name='role')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('signed', 'Signed'), ('refused', 'Refused')], default='waiting', max_length=10, verbose_name='state')),
                ('method', models.CharField(blank=True, choices=[('drawn', 'Drawn'), ('typed', 'Typed name')], max_length=10, verbose_name='method')),
                ('typed_name', models.CharField(blank=True, max_length=200, verbose_name='typed name')),
                ('drawing', models.BinaryField(blank=True, null=True)),
                ('consent_sentence', models.TextField(blank=True, verbose_name='words agreed to')),
                ('identified_by', models.CharField(blank=True, max_length=120, verbose_name='identified by')),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('signed_sha256', models.CharField(blank=True, max_length=64)),
                ('address', models.GenericIPAddressField(blank=True, null=True)),
                ('browser', models.CharField(blank=True, max_length=300)),
                ('refusal_reason', models.TextField(blank=True, verbose_name='reason of the refusal')),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
                'ordering': ['pk'],
            },
        ),
    ]
