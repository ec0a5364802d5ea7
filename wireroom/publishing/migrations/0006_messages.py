import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wire", "0006_replacements"), ("publishing", "0005_turns")]

    operations = [
        migrations.AlterField(
            "advisory",
            "item",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="advisories",
                related_query_name="advisory",
                to="wire.item",
            ),
        ),
        migrations.AddConstraint(
            "advisory", models.UniqueConstraint(fields=("item", "target"), name="advisory_once")
        ),
    ]
