from django.db import migrations, models

from wireroom.core.searching.spelling import words_to_know

CHUNK = 10_000


def know_words(apps, schema_editor):
    """The words that the index has so far."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT term FROM searching_words" if is_sqlite else "SELECT word FROM ts_stat('SELECT words FROM searching_entry')"
        )
        words = sorted(words_to_know(word for (word,) in cursor.fetchall()))
    Word = apps.get_model("searching", "Word")
    for start in range(0, len(words), CHUNK):
        Word.objects.bulk_create(Word(text=text) for text in words[start : start + CHUNK])


class Migration(migrations.Migration):
    dependencies = [("searching", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[("text", models.CharField(max_length=64, primary_key=True, serialize=False))],
        ),
        migrations.RunPython(know_words, migrations.RunPython.noop),
    ]
