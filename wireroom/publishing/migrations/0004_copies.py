import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def show_origin(apps, schema_editor):
    apps.get_model("publishing", "Article").objects.update(item=F("origin"))


class Migration(migrations.Migration):
    dependencies = [("wire", "0004_fetch_bytes"), ("publishing", "0003_rulings")]

    operations = [
        migrations.RenameField("article", "item", "origin"),
        migrations.AddField(
            "article",
            "item",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="shown_by", to="wire.item"
            ),
        ),
        migrations.RunPython(show_origin, migrations.RunPython.noop),
        migrations.AlterField(
            "article",
            "item",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="shown_by", to="wire.item"),
        ),
        migrations.AddField(
            "article",
            "moved_to",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moved_from",
                to="publishing.article",
            ),
        ),
        migrations.AlterField(
            "article",
            "state",
            models.CharField(
                choices=[("live", "Live"), ("held", "Held"), ("gone", "Gone"), ("moved", "Moved")], max_length=10
            ),
        ),
        migrations.CreateModel(
            name="Carrier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("leads", models.BooleanField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carriers",
                        to="publishing.article",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carrier", to="wire.item"
                    ),
                ),
            ],
        ),
        migrations.DeleteModel(name="Related"),
    ]
