"""An index of the items that share passages with others: few, and the desk counts them on every screen."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX match_sharing ON stories_match (item_id) WHERE sharing <> '[]'",
            "DROP INDEX match_sharing",
        )
    ]
