"""What can be searched: a row of tokens for each article on the site and item of the desk's, and the words known."""

from django.db import models

from wireroom.core.searching.tokens import LONGEST


class Entry(models.Model):
    """Derived: the words of an article or item, as tokens with spaces between (core.searching.tokens).

    `place` says when, on whose shelf and of which row (core.searching.places): an article's number on the site's shelf,
    an item's on the desk's. `made_of` names the copy that an article's words were made of and the rules they were made
    by, so that a rebuild need not make them again. The database keeps its own index of the three texts in step with the
    rows: an FTS5 table by triggers on SQLite, a generated column with a GIN index on PostgreSQL.
    """

    # An AutoField for its type alone: to SQLite it is the row's own number, and no second index is kept.
    place = models.BigAutoField(primary_key=True)
    made_of = models.CharField(max_length=60, null=True)
    headline = models.TextField()
    byline = models.TextField()
    body = models.TextField()

    def __str__(self) -> str:
        return str(self.place)


class Word(models.Model):
    """Derived: a word of some entry that a reader may mistype, once each; until a purge also words of former entries.

    The index could tell them, too, but reads through every place of a word before it names the next.
    """

    text = models.CharField(max_length=LONGEST, primary_key=True)

    def __str__(self) -> str:
        return self.text
