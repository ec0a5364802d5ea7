"""What items have in common with texts in other languages, and the bridges between them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0002_sharing"),
        ("wire", "0006_replacements"),
    ]

    operations = [
        migrations.AddField(
            model_name="match",
            name="anchors",
            field=models.BinaryField(default=b""),
        ),
        migrations.CreateModel(
            name="Bridge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("strength", models.FloatField()),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wire.item"),
                ),
                (
                    "other",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wire.item"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "other"), name="bridge_once")],
            },
        ),
        # SQLite makes the table anew for a column, without the index that 0002 made by hand.
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS match_sharing ON stories_match (item_id) WHERE sharing <> '[]'",
            migrations.RunSQL.noop,
        ),
    ]
