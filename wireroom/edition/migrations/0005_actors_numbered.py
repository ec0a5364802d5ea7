from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('edition', '0004_actors_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='actorpage',
            name='numbered',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='actorpage',
            name='may_index',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='actorpage',
            name='updated_at',
            field=models.DateTimeField(null=True),
        ),
    ]
