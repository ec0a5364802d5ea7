"""What we publish of items, what was decided about them, and the proof that it arrived."""

from django.conf import settings
from django.db import models

from wireroom.core.status import Turn


class Decision(models.Model):
    """Decided: one verb of a person (or of the shell) about an item; never changed, never deleted.

    `seen` is the id of the newest version of any item that was there: a release says nothing of what came later,
    whatever the clocks say.
    """

    class Verb(models.TextChoices):
        PUBLISH = "publish"
        RELEASE = "release"
        WITHHOLD = "withhold"
        KILL = "kill"
        CORRECT = "correct"
        QUIET = "quiet"

    item = models.ForeignKey("wire.Item", on_delete=models.PROTECT, related_name="decisions")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    version = models.ForeignKey("wire.Version", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    seen = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["item", "at"], name="decision_item")]

    def __str__(self) -> str:
        return f"{self.verb} {self.item_id}"

    @property
    def turn(self) -> Turn:
        """Its place in the order in which things came."""
        return Turn(self.seen, self.id)


class Hold(models.Model):
    """Derived: why an item is not on the site now. One row per item that is held; gone when it is not.

    `gate` names the gate that said no; `until` is when it opens by itself, null when a person must act.
    """

    item = models.OneToOneField("wire.Item", on_delete=models.CASCADE, related_name="hold")
    gate = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    until = models.DateTimeField(null=True)
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["gate", "since"], name="hold_gate")]

    def __str__(self) -> str:
        return self.reason


class Article(models.Model):
    """Decided: what we publish of an item and its copies, at an address that never changes.

    `origin` is the item it was first published for, `item` the one whose copy it shows now: the lead of its carriers.
    `moved_to` is the article that took its place when both turned out to be one copy; its page leads there.
    `key` names it to the outside (comments, our feeds); it comes from provider and guid alone.
    `path` is "/<language>/yyyy/mm/dd/<slug>-<key>/", fixed at first publication in the site's time zone.
    `sort_at` orders lists: the source's time, or ours when it gave none. `gone_at` is set by a kill
    or an expiry and says the page answers 410. `expires_at` is when the rights to show it end, null: never;
    with `may_show_pictures`, `may_index` and `tdm_reserved` it is the ruling of core.rights on the current version.
    """

    class State(models.TextChoices):
        LIVE = "live"
        HELD = "held"
        GONE = "gone"
        MOVED = "moved"

    origin = models.OneToOneField("wire.Item", on_delete=models.PROTECT, related_name="article")
    item = models.ForeignKey("wire.Item", on_delete=models.PROTECT, related_name="shown_by")
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="moved_from")
    key = models.CharField(max_length=20, unique=True)
    language = models.CharField(max_length=20)
    path = models.CharField(max_length=300, unique=True)
    section = models.CharField(max_length=80, default="", blank=True)
    section_name = models.CharField(max_length=120, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    current = models.ForeignKey("ArticleVersion", on_delete=models.PROTECT, null=True, related_name="+")
    sort_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    gone_reason = models.CharField(max_length=500, default="", blank=True)
    may_index = models.BooleanField(default=False)
    may_show_pictures = models.BooleanField(default=True)
    tdm_reserved = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["language", "state", "-sort_at"], name="article_newest"),
            models.Index(fields=["language", "section", "state", "-sort_at"], name="article_section"),
        ]

    def __str__(self) -> str:
        return self.path


class ArticleVersion(models.Model):
    """Decided: one immutable published state of an article, cut to the provider's rights.

    `standfirst` and `body` are what may be shown; `extent` (full, excerpt, headline) says how much of
    the source's text that is; `released_by` names the person who let it through, empty for the machine.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    version = models.ForeignKey("wire.Version", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    headline = models.TextField()
    standfirst = models.TextField(default="", blank=True)
    body = models.TextField(default="", blank=True)
    extent = models.CharField(max_length=10)
    released_by = models.CharField(max_length=150, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="article_version_number")]


class Correction(models.Model):
    """Decided: an entry of an article's correction log, as readers see it. `kind` is correction or update.

    `silenced_by` is the decision of a person (verb quiet) that readers need not be told.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    article_version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="correction")
    silenced_by = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="silenced")
    kind = models.CharField(max_length=12)
    note = models.TextField(default="", blank=True)
    before = models.TextField(default="", blank=True)
    after = models.TextField(default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Carrier(models.Model):
    """Derived: an item whose copy an article stands for: the lead, whose words it shows, or another that has them too.

    One row per item that is published, gone when it is not.
    """

    item = models.OneToOneField("wire.Item", on_delete=models.CASCADE, related_name="carrier")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="carriers")
    leads = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.item_id} of {self.article_id}"


class NamedEntry(models.Model):
    """Derived: an article that the page of another names as last written, among the related ones or as what denies it.

    A kill finds by it where the article still stands, whatever links the two by then.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="names", db_index=False)
    named = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="named_on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "named"], name="named_entry_once")]

    def __str__(self) -> str:
        return f"{self.named_id} on {self.article_id}"


class Receipt(models.Model):
    """Sent: an article's state must reach one surface; `at` proves that it did, null: not yet.

    `state` is live (an embargo lifted, a release), held, gone or corrected.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="receipts")
    state = models.CharField(max_length=10)
    surface = models.CharField(max_length=20)
    place = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["article", "surface"], name="receipt_surface"),
            models.Index(fields=["place", "at"], name="receipt_place"),
        ]


class Advisory(models.Model):
    """Decided by the machine until a person judges: a message that steers other copy in words (core.advisories).

    `item` is the message itself, never published, `version` the one that says it; `target` what it speaks of, null when
    that was not found. A message that speaks of several has a row for each.
    """

    item = models.ForeignKey(
        "wire.Item", on_delete=models.PROTECT, related_name="advisories", related_query_name="advisory"
    )
    version = models.ForeignKey("wire.Version", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey("wire.Item", on_delete=models.PROTECT, null=True, related_name="advised_by")
    kind = models.CharField(max_length=12)
    words = models.CharField(max_length=300)
    at = models.DateTimeField()
    settled_by = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "target"], name="advisory_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


class Purge(models.Model):
    """Decided: the words and pictures of an item were erased for the law; identity, address and status stay."""

    item = models.ForeignKey("wire.Item", on_delete=models.PROTECT, related_name="purges")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    versions = models.PositiveIntegerField()
    documents = models.PositiveIntegerField()
    pictures = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"purge {self.item_id} {self.at:%Y-%m-%d}"
