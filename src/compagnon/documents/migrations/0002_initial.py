
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('mobilities', '0001_initial'),
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreementterms',
            name='mobility',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='mobilities.mobility'),
        ),
        migrations.AddField(
            model_name='agreementterms',
            name='network',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network'),
        ),
    ]
