from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0009_letter_unsent'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='to_phone',
            field=models.CharField(blank=True, max_length=20, verbose_name='to the number', default=''),
            preserve_default=False,
        ),
    ]
