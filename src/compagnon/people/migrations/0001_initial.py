
import compagnon.core.clock
import compagnon.core.models
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django_countries.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('first_name', models.CharField(max_length=80, verbose_name='first name')),
                ('last_name', models.CharField(max_length=80, verbose_name='last name')),
                ('language', models.CharField(default='en', max_length=5, verbose_name='language')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='people', to='network.network')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('guardian', 'Legal guardian'), ('mentor', 'Mentor at the sending employer'), ('tutor', 'Tutor at the host'), ('host_coordinator', 'Coordinator at the host'), ('other', 'Other contact')], max_length=20, verbose_name='kind')),
                ('first_name', models.CharField(max_length=80, verbose_name='first name')),
                ('last_name', models.CharField(max_length=80, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('function', models.CharField(blank=True, max_length=120, verbose_name='function')),
                ('language', models.CharField(default='en', max_length=5, verbose_name='language')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='network.organisation')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('participant', 'Participant'), ('referent', 'Mobility referent'), ('coordinator', 'Coordinator'), ('reviewer', 'Reviewer'), ('administrator', 'Administrator')], max_length=20, verbose_name='role')),
                ('departement_code', models.CharField(blank=True, max_length=3, verbose_name='département')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'constraints': [models.UniqueConstraint(fields=('network', 'person', 'role', 'departement_code'), name='membership_once')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('learner', 'Learner'), ('staff', 'Staff')], max_length=10, verbose_name='kind')),
                ('status', models.CharField(choices=[('apprentice', 'Apprentice'), ('professionalisation', 'On a professionalisation contract'), ('continuing_trainee', 'Trainee in continuing training'), ('job_seeker', 'Job seeker'), ('employee', 'Employee in training'), ('graduate', 'Recent graduate'), ('trainer', 'Trainer'), ('teacher', 'Teacher'), ('staff', 'Other staff'), ('foreign_apprentice', 'Apprentice of a partner abroad'), ('foreign_staff', 'Staff of a partner abroad')], max_length=24, verbose_name='status')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('nationality', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='nationality')),
                ('qualification', models.CharField(blank=True, max_length=200, verbose_name='qualification prepared')),
                ('eqf_level', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='EQF level')),
                ('contract_start', models.DateField(blank=True, null=True, verbose_name='start of the contract')),
                ('contract_end', models.DateField(blank=True, null=True, verbose_name='end of the contract')),
                ('diploma_date', models.DateField(blank=True, null=True, verbose_name='date of the diploma')),
                ('emergency_contact', models.CharField(blank=True, max_length=200, verbose_name='emergency contact')),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation')),
                ('guardian', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.contact')),
                ('mentor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.contact')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='participant', to=settings.AUTH_USER_MODEL)),
                ('sending_organisation', models.ForeignKey(blank=True, help_text='For somebody who comes from a partner abroad.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.site')),
                ('trade', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.trade')),
            ],
            options={
                'verbose_name': 'participant',
                'verbose_name_plural': 'participants',
                'indexes': [models.Index(fields=['network', 'kind'], name='participant_list'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('search_text', config='simple'), name='participant_search')],
            },
        ),
        migrations.CreateModel(
            name='PersonalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=compagnon.core.models.random_code, editable=False, max_length=12, unique=True, verbose_name='code')),
                ('purpose', models.CharField(max_length=60)),
                ('about_id', models.BigIntegerField()),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=compagnon.core.clock.now, editable=False)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('about_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='people.contact')),
                ('network', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.network')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'personal link',
                'verbose_name_plural': 'personal links',
                'indexes': [models.Index(fields=['about_type', 'about_id'], name='personal_link_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('person__isnull', False), ('contact__isnull', False), _connector='XOR'), name='link_has_one_holder')],
            },
        ),
    ]
