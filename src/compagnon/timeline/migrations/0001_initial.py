
import compagnon.core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mobilities', '0001_initial'),
        ('network', '0001_initial'),
        ('schemes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('own_title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('step', models.CharField(choices=[('promote', 'Promote'), ('recruit', 'Recruit'), ('prepare', 'Prepare'), ('monitor', 'Monitor'), ('evaluate', 'Evaluate')], max_length=10, verbose_name='step')),
                ('phase', models.CharField(choices=[('before', 'Before'), ('during', 'During'), ('after', 'After')], max_length=10, verbose_name='phase')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('role', models.CharField(choices=[('referent', 'Referent'), ('coordinator', 'Coordinator'), ('management', 'Management'), ('trainer', 'Trainer'), ('employer', 'Employer'), ('learner', 'Participant'), ('guardian', 'Guardian'), ('host_tutor', 'Host tutor'), ('host_coordinator', 'Host coordinator'), ('hr', 'Human resources'), ('accompanying', 'Accompanying person')], max_length=20, verbose_name='responsible')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('state', models.CharField(choices=[('open', 'To do'), ('done', 'Done'), ('waived', 'Waived')], default='open', max_length=10, verbose_name='state')),
                ('evidence', models.CharField(blank=True, max_length=40)),
                ('blocks_departure', models.BooleanField(default=False, verbose_name='nobody leaves without it')),
                ('blocks_closing', models.BooleanField(default=False, verbose_name='no closing without it')),
                ('late_on_creation', models.BooleanField(default=False)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by_name', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('departement_code', models.CharField(blank=True, editable=False, max_length=3, verbose_name='département')),
                ('is_running', models.BooleanField(default=True, editable=False)),
                ('done_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mobility', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='mobilities.mobility')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('template', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schemes.schemetask')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(condition=models.Q(('is_running', True), ('state', 'open')), fields=['network', 'due_on', 'id', 'role'], name='task_work'), models.Index(condition=models.Q(('is_running', True), ('state', 'open')), fields=['network', 'departement_code', 'due_on', 'id', 'role'], name='task_work_departement')],
                'constraints': [models.UniqueConstraint(fields=('mobility', 'template'), name='task_once_per_mobility')],
            },
        ),
    ]
