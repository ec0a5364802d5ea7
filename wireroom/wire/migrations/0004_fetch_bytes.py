from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wire", "0003_subscriptions")]

    operations = [
        migrations.AddIndex(
            model_name="fetch",
            index=models.Index(fields=["feed", "raw_hash"], name="fetch_bytes"),
        ),
    ]
