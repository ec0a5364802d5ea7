"""What can be searched: one row of tokens for each article on the site, and for items that only the desk may see."""

from django.db import models


class Entry(models.Model):
    """Derived: the words of an article or item, as tokens with spaces between (core.searching.tokens).

    `place` says when, on whose shelf and of which row (core.searching.places): an article's number on the site's shelf,
    an item's on the desk's. The database keeps its own index of the three texts in step with the rows: an FTS5 table
    by triggers on SQLite, a generated column with a GIN index on PostgreSQL.
    """

    # An AutoField for its type alone: to SQLite it is the row's own number, and no second index is kept.
    place = models.BigAutoField(primary_key=True)
    headline = models.TextField()
    byline = models.TextField()
    body = models.TextField()

    def __str__(self) -> str:
        return str(self.place)
