from django.db import migrations


def narrow(apps, schema_editor):
    """Keep the texts and their tokens beside the row: finding a word that many entries have reads all their rows."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE searching_entry SET (toast_tuple_target = 128)")


def widen(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE searching_entry RESET (toast_tuple_target)")


class Migration(migrations.Migration):
    dependencies = [("searching", "0003_made_of")]

    operations = [migrations.RunPython(narrow, widen)]
