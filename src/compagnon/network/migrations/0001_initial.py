
import compagnon.core.models
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django_countries.fields
import i18nfield.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='key')),
                ('name', i18nfield.fields.I18nCharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(max_length=60, verbose_name='short name')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('region', models.CharField(blank=True, max_length=120, verbose_name='region')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('default_language', models.CharField(default='en', max_length=5, verbose_name='default language')),
                ('time_zone', models.CharField(default='Europe/Paris', max_length=60, verbose_name='time zone')),
                ('introduction', i18nfield.fields.I18nTextField(blank=True, verbose_name='introduction')),
                ('step_names', models.JSONField(default=dict, verbose_name='names of the steps')),
            ],
            options={
                'verbose_name': 'network',
                'verbose_name_plural': 'networks',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('key', models.SlugField(blank=True, max_length=80, verbose_name='key')),
                ('kind', models.CharField(choices=[('network_head', 'Network head'), ('training_centre', 'Training centre'), ('company', 'Company'), ('other', 'Other host')], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('address', models.CharField(blank=True, max_length=250, verbose_name='address')),
                ('postcode', models.CharField(blank=True, max_length=16, verbose_name='postcode')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
                ('departement_code', models.CharField(blank=True, max_length=3, verbose_name='département')),
                ('registration_number', models.CharField(blank=True, help_text='SIRET, VAT or trade register number.', max_length=40, verbose_name='registration number')),
                ('oid', models.CharField(blank=True, help_text='E and eight digits, if it has one.', max_length=9, verbose_name='OID')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, verbose_name='key')),
                ('name', i18nfield.fields.I18nCharField(max_length=200, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'sector',
                'verbose_name_plural': 'sectors',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('key', models.SlugField(max_length=80, verbose_name='key')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
                ('departement_code', models.CharField(blank=True, max_length=3, verbose_name='département code')),
                ('departement_name', models.CharField(blank=True, max_length=80, verbose_name='département')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='network.organisation')),
            ],
            options={
                'verbose_name': 'site',
                'verbose_name_plural': 'sites',
                'ordering': ['departement_code', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Trade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, verbose_name='key')),
                ('name', i18nfield.fields.I18nCharField(max_length=200, verbose_name='name')),
                ('esco_uri', models.URLField(blank=True, verbose_name='ESCO occupation')),
                ('esco_label', models.CharField(blank=True, max_length=200, verbose_name='ESCO label')),
                ('isco08', models.CharField(blank=True, max_length=4, verbose_name='ISCO-08')),
                ('isced_f', models.CharField(blank=True, max_length=4, verbose_name='ISCED-F 2013')),
                ('is_regulated', models.BooleanField(default=False, verbose_name='regulated occupation')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trades', to='network.sector')),
            ],
            options={
                'verbose_name': 'trade',
                'verbose_name_plural': 'trades',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='organisation',
            name='trades',
            field=models.ManyToManyField(blank=True, related_name='organisations', to='network.trade', verbose_name='trades'),
        ),
        migrations.CreateModel(
            name='KeyFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, verbose_name='key')),
                ('label', i18nfield.fields.I18nCharField(max_length=200, verbose_name='label')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='value')),
                ('unit', models.CharField(max_length=30, verbose_name='unit')),
                ('qualifier', models.CharField(blank=True, max_length=30, verbose_name='qualifier')),
                ('year', models.CharField(blank=True, max_length=20, verbose_name='year')),
                ('source', models.CharField(blank=True, max_length=250, verbose_name='source')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'key figure',
                'verbose_name_plural': 'key figures',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('network', 'key'), name='figure_key_once_per_network')],
            },
        ),
        migrations.CreateModel(
            name='Destination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('zone', models.CharField(choices=[('europe', 'Europe'), ('outside_europe', 'Outside Europe')], max_length=20, verbose_name='zone')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'destination',
                'verbose_name_plural': 'destinations',
                'constraints': [models.UniqueConstraint(fields=('network', 'country'), name='destination_once_per_network')],
            },
        ),
        migrations.CreateModel(
            name='CooperationProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, verbose_name='key')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('full_name', models.CharField(blank=True, max_length=250, verbose_name='full name')),
                ('programme', models.CharField(max_length=120, verbose_name='programme')),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('partner', 'Partner'), ('consortium_member', 'Consortium member')], max_length=20, verbose_name='role')),
                ('aim', i18nfield.fields.I18nTextField(verbose_name='aim')),
                ('period', models.CharField(blank=True, max_length=60, verbose_name='period')),
                ('project_number', models.CharField(blank=True, max_length=60, verbose_name='project number')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('partners', models.JSONField(default=list, verbose_name='partners')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'cooperation project',
                'verbose_name_plural': 'cooperation projects',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('network', 'key'), name='project_key_once_per_network')],
            },
        ),
        migrations.AddConstraint(
            model_name='sector',
            constraint=models.UniqueConstraint(fields=('network', 'key'), name='sector_key_once_per_network'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(fields=('network', 'key'), name='site_key_once_per_network'),
        ),
        migrations.AddConstraint(
            model_name='trade',
            constraint=models.UniqueConstraint(fields=('network', 'key'), name='trade_key_once_per_network'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['network', 'kind', 'name'], name='organisation_list'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('search_text', config='simple'), name='organisation_search'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('network', 'key'), name='organisation_key_once_per_network'),
        ),
    ]
