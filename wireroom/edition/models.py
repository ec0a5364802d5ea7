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


class StoryPage(models.Model):
    """Decided once: a story has a page in a language, for ever. The rest is derived: what was last written there.

    `state` is live, moved (the story became part of another), gone (none of its articles is left) or "" before it is
    first written. `articles` counts those shown, `began_at` is the time of the first, `updated_at` of the newest
    change; `numbered` is the most numbered pages it ever had. `told` is a hash of what other pages say of it,
    `judged` of what persons decided.
    """

    class State(models.TextChoices):
        LIVE = "live"
        MOVED = "moved"
        GONE = "gone"

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="pages")
    language = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default="", blank=True)
    articles = models.PositiveIntegerField(default=0)
    numbered = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    may_index = models.BooleanField(default=False)
    told = models.CharField(max_length=32, default="", blank=True)
    judged = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "language"], name="story_page_once")]

    def __str__(self) -> str:
        return f"{self.story_id} {self.language}: {self.state}"


class ActorPage(models.Model):
    """Decided once: somebody quoted has a page in a language, for ever. What was last written there is derived.

    `key` is the actor's, who leaves the ledger with the last statement while the address stays. `state` is live, moved
    (the actor is another, by an editor's word), gone (nothing it said is left) or "" before it is first written. `told`
    is a hash of what other pages say of it. `numbered`: so many numbered pages it has had; `may_index` and `updated_at`
    are what the sitemap tells of it.
    """

    key = models.CharField(max_length=20)
    language = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=StoryPage.State.choices, default="", blank=True)
    numbered = models.PositiveIntegerField(default=0)
    may_index = models.BooleanField(default=False)
    updated_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="actor_page_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.language}: {self.state}"


class ActorEntry(models.Model):
    """Derived: an article whose statements stand, or are about to stand, on an actor's page. It is kept before the page
    is written: a kill finds by it where its words may stand."""

    page = models.ForeignKey(ActorPage, on_delete=models.CASCADE, related_name="entries")
    article = models.ForeignKey("publishing.Article", on_delete=models.PROTECT, related_name="actor_entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "article"], name="actor_entry_once")]


class StoryEntry(models.Model):
    """Derived: an article on a story's page as last written. A kill finds by it where the article still stands."""

    page = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="entries")
    article = models.ForeignKey("publishing.Article", on_delete=models.PROTECT, related_name="story_entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "article"], name="story_entry_once")]
