
import compagnon.core.clock
import compagnon.core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mobilities', '0001_initial'),
        ('network', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlacementRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10, verbose_name='state')),
                ('message', models.TextField(blank=True, verbose_name='message to the tutor')),
                ('reason', models.TextField(blank=True, verbose_name='answer of the tutor')),
                ('asked_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placement_requests', to='network.organisation')),
                ('mobility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placement_requests', to='mobilities.mobility')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('tutor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.contact')),
            ],
            options={
                'verbose_name': 'placement request',
                'verbose_name_plural': 'placement requests',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'accepted'])), fields=('mobility',), name='one_running_request')],
            },
        ),
    ]
