from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE searching_index USING fts5("
    "headline, byline, body, content='searching_entry', content_rowid='place', tokenize='ascii')",
    "CREATE VIRTUAL TABLE searching_words USING fts5vocab('searching_index', 'row')",
    "CREATE TRIGGER searching_entry_in AFTER INSERT ON searching_entry BEGIN"
    " INSERT INTO searching_index(rowid, headline, byline, body)"
    " VALUES (new.place, new.headline, new.byline, new.body); END",
    "CREATE TRIGGER searching_entry_out AFTER DELETE ON searching_entry BEGIN"
    " INSERT INTO searching_index(searching_index, rowid, headline, byline, body)"
    " VALUES ('delete', old.place, old.headline, old.byline, old.body); END",
    "CREATE TRIGGER searching_entry_anew AFTER UPDATE ON searching_entry BEGIN"
    " INSERT INTO searching_index(searching_index, rowid, headline, byline, body)"
    " VALUES ('delete', old.place, old.headline, old.byline, old.body);"
    " INSERT INTO searching_index(rowid, headline, byline, body)"
    " VALUES (new.place, new.headline, new.byline, new.body); END",
)
POSTGRESQL = (
    "ALTER TABLE searching_entry ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    " setweight(to_tsvector('simple'::regconfig, headline), 'A')"
    " || setweight(to_tsvector('simple'::regconfig, byline), 'C')"
    " || setweight(to_tsvector('simple'::regconfig, body), 'D')) STORED",
    "CREATE INDEX searching_entry_words ON searching_entry USING gin (words)",
)
AWAY_SQLITE = ("DROP TABLE searching_words", "DROP TABLE searching_index")
AWAY_POSTGRESQL = ("ALTER TABLE searching_entry DROP COLUMN words",)


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in AWAY_SQLITE if schema_editor.connection.vendor == "sqlite" else AWAY_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("place", models.BigAutoField(primary_key=True, serialize=False)),
                ("headline", models.TextField()),
                ("byline", models.TextField()),
                ("body", models.TextField()),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
