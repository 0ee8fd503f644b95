
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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('confirmed_by_name', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('mobility', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='arrival', to='mobilities.mobility')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
            ],
            options={
                'verbose_name': 'arrival',
                'verbose_name_plural': 'arrivals',
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('week', models.PositiveSmallIntegerField(verbose_name='week')),
                ('due_on', models.DateField(verbose_name='due')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('mood', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'Bad'), (2, 'Not great'), (3, 'All right'), (4, 'Good'), (5, 'Great')], null=True, verbose_name='mood')),
                ('sentence', models.CharField(blank=True, max_length=500, verbose_name='in a sentence')),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('mobility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='mobilities.mobility')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'check-in',
                'verbose_name_plural': 'check-ins',
                'ordering': ['week'],
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['network', 'due_on'], name='check_in_missing'), models.Index(condition=models.Q(('seen_at__isnull', True), models.Q(('answered_at__isnull', True), ('mood__in', [1, 2]), _connector='OR')), fields=['network', 'due_on'], name='check_in_attention')],
                'constraints': [models.UniqueConstraint(fields=('mobility', 'week'), name='one_check_in_a_week')],
            },
        ),
    ]
