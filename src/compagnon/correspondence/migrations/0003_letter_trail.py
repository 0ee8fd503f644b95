from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0002_initial")]

    operations = [
        migrations.AddField("letter", "trail", models.CharField(default="", editable=False, max_length=40)),
        migrations.AddIndex("letter", models.Index(fields=["trail", "-written_at"], name="letter_trail")),
    ]
