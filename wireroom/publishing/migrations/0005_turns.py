"""Decisions and advisories by the order in which things came, and no more by the clock alone."""

from datetime import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery


def number_decisions(apps, schema_editor):
    """What was there when a decision was made is what had been taken in by then."""
    versions, decisions = apps.get_model("wire", "Version"), apps.get_model("publishing", "Decision")
    told: list[tuple[datetime, int]] = []
    if decisions.objects.exists():
        taken = versions.objects.values("fetch").annotate(newest=Max("id"), at=Max("fetch__taken_at"))
        told = sorted((row["at"], row["newest"]) for row in taken.iterator() if row["at"])
    seen = place = 0
    for decision in decisions.objects.order_by("at", "id").iterator():
        while place < len(told) and told[place][0] <= decision.at:
            seen, place = max(seen, told[place][1]), place + 1
        decisions.objects.filter(id=decision.id).update(seen=seen)


def find_messages(apps, schema_editor):
    """The version that holds a message is not known: the newest of its item forbids longest."""
    newest = apps.get_model("wire", "Version").objects.filter(item=OuterRef("item")).order_by("-id").values("id")[:1]
    apps.get_model("publishing", "Advisory").objects.update(version=Subquery(newest))


class Migration(migrations.Migration):
    dependencies = [("wire", "0005_statements"), ("publishing", "0004_copies")]

    operations = [
        migrations.AddField("decision", "seen", models.PositiveBigIntegerField(default=0)),
        migrations.RunPython(number_decisions, migrations.RunPython.noop),
        migrations.AddField(
            "advisory",
            "version",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wire.version"
            ),
        ),
        migrations.RunPython(find_messages, migrations.RunPython.noop),
        migrations.AlterField(
            "advisory",
            "version",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wire.version"),
        ),
    ]
