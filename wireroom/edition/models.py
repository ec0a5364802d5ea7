"""The edition's manifest: which files stand on disk, and where each article stands in the lists."""

from django.db import models


class Page(models.Model):
    """Derived: one file of the site. `digest` is of the bytes last written, `size` in bytes.

    `shown` (article pages) is a hash of what lists show of the article: while it stays, no list changes; of a
    sitemap it is the time of the newest change in it.
    """

    path = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=32)
    size = models.PositiveIntegerField()
    shown = models.CharField(max_length=32, default="")
    written_at = models.DateTimeField()


class ListEntry(models.Model):
    """Decided at first publication: the place of an article in a list, counted from the oldest.

    Places never change, so a full list page never changes either but by its own articles.
    """

    listing = models.CharField(max_length=160)
    position = models.PositiveIntegerField()
    article = models.ForeignKey("publishing.Article", on_delete=models.PROTECT, related_name="entries")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "position"], name="list_position"),
            models.UniqueConstraint(fields=["listing", "article"], name="list_article"),
        ]
