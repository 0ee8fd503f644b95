
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hosts', models.BooleanField(default=True, verbose_name='hosts participants')),
                ('sends', models.BooleanField(default=False, verbose_name='sends participants')),
                ('since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='partner since')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='partner', to='network.organisation')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
            },
        ),
        migrations.CreateModel(
            name='Capacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.PositiveSmallIntegerField(verbose_name='places')),
                ('from_day', models.DateField(verbose_name='from')),
                ('to_day', models.DateField(verbose_name='to')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('trade', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.trade')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capacities', to='partners.partner')),
            ],
            options={
                'verbose_name': 'capacity',
                'verbose_name_plural': 'capacities',
                'constraints': [models.CheckConstraint(condition=models.Q(('to_day__gte', models.F('from_day'))), name='capacity_period_in_order')],
            },
        ),
    ]
