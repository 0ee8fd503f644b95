
import compagnon.core.clock
import compagnon.core.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('key', models.CharField(max_length=80, verbose_name='kind')),
                ('state', models.CharField(choices=[('held', 'To read before it goes'), ('queued', 'Waiting to go'), ('sending', 'Going now'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('cancelled', 'Kept back')], default='queued', max_length=10, verbose_name='state')),
                ('to_email', models.EmailField(blank=True, max_length=254, verbose_name='to')),
                ('language', models.CharField(max_length=5)),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('about_id', models.BigIntegerField()),
                ('written_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
            },
        ),
    ]
