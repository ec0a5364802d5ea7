from django.db import migrations, models

AGAIN = (
    "CREATE TRIGGER searching_entry_anew AFTER UPDATE{columns} ON searching_entry BEGIN"
    " INSERT INTO searching_index(searching_index, rowid, headline, byline, body)"
    " VALUES ('delete', old.place, old.headline, old.byline, old.body);"
    " INSERT INTO searching_index(rowid, headline, byline, body)"
    " VALUES (new.place, new.headline, new.byline, new.body); END"
)


def index_texts_alone(apps, schema_editor):
    """What an entry was made of is no text: the index need not follow it."""
    _make_trigger(schema_editor, " OF headline, byline, body")


def index_all(apps, schema_editor):
    _make_trigger(schema_editor, "")


def _make_trigger(schema_editor, columns):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER searching_entry_anew")
        schema_editor.execute(AGAIN.format(columns=columns))


class Migration(migrations.Migration):
    dependencies = [("searching", "0002_words")]

    operations = [
        # Null, so that SQLite adds it in place: a table made anew would lose its triggers.
        migrations.AddField("Entry", "made_of", models.CharField(max_length=60, null=True)),
        migrations.RunPython(index_texts_alone, index_all),
    ]
