
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mobilities', '0001_initial'),
        ('network', '0001_initial'),
        ('people', '0001_initial'),
        ('recruitment', '0001_initial'),
        ('schemes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='departure',
            name='accompanying',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='departure',
            name='network',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network'),
        ),
        migrations.AddField(
            model_name='departure',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='schemes.scheme'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='application',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mobility', to='recruitment.application'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='departure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mobilities', to='mobilities.departure'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='host',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_mobilities', to='network.organisation'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='network',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='participant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mobilities', to='people.participant'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='referent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mobility',
            name='scheme',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mobilities', to='schemes.scheme'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='site',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.site'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='trade',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.trade'),
        ),
        migrations.AddField(
            model_name='mobility',
            name='tutor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.contact'),
        ),
        migrations.AddIndex(
            model_name='departure',
            index=models.Index(fields=['network', 'departs_on'], name='departure_list'),
        ),
        migrations.AddConstraint(
            model_name='departure',
            constraint=models.CheckConstraint(condition=models.Q(('returns_on__gte', models.F('departs_on'))), name='departure_returns_after_leaving'),
        ),
        migrations.AddIndex(
            model_name='mobility',
            index=models.Index(fields=['network', 'departs_on', 'id'], name='mobility_by_departure'),
        ),
        migrations.AddIndex(
            model_name='mobility',
            index=models.Index(fields=['network', 'departement_code', 'state', 'departs_on'], name='mobility_desk'),
        ),
        migrations.AddIndex(
            model_name='mobility',
            index=models.Index(fields=['network', 'state', 'next_due_on'], name='mobility_due'),
        ),
        migrations.AddIndex(
            model_name='mobility',
            index=models.Index(fields=['network', 'scheme', 'state', 'departs_on'], name='mobility_scheme'),
        ),
        migrations.AddIndex(
            model_name='mobility',
            index=models.Index(condition=models.Q(('state__in', ['preparing', 'abroad', 'returned'])), fields=['network', 'departs_on', 'id'], name='mobility_running'),
        ),
        migrations.AddIndex(
            model_name='mobility',
            index=models.Index(condition=models.Q(('state__in', ['preparing', 'abroad', 'returned'])), fields=['network', 'step', 'next_due_on'], name='mobility_step'),
        ),
        migrations.AddIndex(
            model_name='mobility',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('search_text', config='simple'), name='mobility_search'),
        ),
        migrations.AddConstraint(
            model_name='mobility',
            constraint=models.CheckConstraint(condition=models.Q(('returns_on__gte', models.F('departs_on'))), name='mobility_returns_after_leaving'),
        ),
    ]
