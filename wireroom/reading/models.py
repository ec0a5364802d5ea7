"""The ledger: who says what in which version, in which figures; and what persons said of that reading."""

from django.conf import settings
from django.db import models


class Reading(models.Model):
    """Derived: a version was read, by which reader. The ledger of an item is that of its current version.

    `reader` counts up with every change of rules or weights: what an older one read is read again. `places` are places
    named in the text, as [text, start, end].
    """

    version = models.OneToOneField("wire.Version", on_delete=models.CASCADE, primary_key=True, related_name="reading")
    item = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="readings")
    reader = models.PositiveIntegerField(db_index=True)
    language = models.CharField(max_length=20)
    places = models.JSONField(default=list)
    at = models.DateTimeField()


class Actor(models.Model):
    """Working: somebody to whom statements are attributed, over all texts. `name` is the fullest one known.

    `key` names the actor in addresses, for ever. `kind`: person, organisation, state, document, unnamed.
    `merged_into`: an editor said that both are one.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        STATE = "state"
        DOCUMENT = "document"
        UNNAMED = "unnamed"

    key = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=20, default="", blank=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Decided: a name that means an actor, folded as names are looked up (core.ledger.naming). `by_name` is empty where
    the machine found it in a text; an editor's word outranks that. `actor` is null where texts give the name to
    several: then it names nobody by itself. `language` is empty for names in Latin letters."""

    name = models.CharField(max_length=200)
    language = models.CharField(max_length=20, default="", blank=True)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, null=True, related_name="aliases")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "language"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """Derived: what several statements say alike: one actor's content, in like words and figures, never across a
    negation. `reason` says in short why they belong together."""

    key = models.CharField(max_length=20, unique=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Statement(models.Model):
    """Derived: an attributed claim of a version. Spans are [start, end) in code points of its plain text.

    `source_start` is null where the source is left away or not named, `cue_start` where only marks of quotation tell;
    `spans` are those of the content. `actor_text` is the fullest name the text gives for the source. `confidence` is
    from 0 to 1. `said_at` is when the first version of the item that says so was published; the ledger is ordered by
    it. `content_key` is a hash of its folded words (core.ledger.keys), `reviewed` what an editor said of it: confirmed,
    corrected or "" (what was rejected has no row).
    """

    version = models.ForeignKey("wire.Version", on_delete=models.CASCADE, related_name="statements")
    item = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="statements")
    claim = models.ForeignKey(Claim, on_delete=models.SET_NULL, null=True, related_name="statements")
    actor_text = models.CharField(max_length=300, default="", blank=True)
    source_text = models.CharField(max_length=500, default="", blank=True)
    source_start = models.PositiveIntegerField(null=True)
    source_end = models.PositiveIntegerField(null=True)
    cue_text = models.CharField(max_length=300, default="", blank=True)
    cue_start = models.PositiveIntegerField(null=True)
    cue_end = models.PositiveIntegerField(null=True)
    content = models.TextField(default="", blank=True)
    spans = models.JSONField(default=list)
    stance = models.CharField(max_length=20)
    quoted = models.BooleanField(default=False)
    confidence = models.FloatField()
    said_at = models.DateTimeField()
    content_key = models.CharField(max_length=32, default="", blank=True)
    reviewed = models.CharField(max_length=10, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="statement_number")]
        indexes = [models.Index(fields=["actor", "-said_at"], name="statement_actor_newest")]

    def __str__(self) -> str:
        return f"{self.actor_text or self.source_text}: {self.content[:60]}"


class Figure(models.Model):
    """Derived: a number of a version: `value`, `high` at the end of a range, its unit, what it counts, how exact it is;
    `statement` says whose it is, null: the reporter's."""

    version = models.ForeignKey("wire.Version", on_delete=models.CASCADE, related_name="figures")
    item = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="figures")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, null=True, related_name="figures")
    value = models.FloatField()
    high = models.FloatField(null=True)
    unit = models.CharField(max_length=40, default="", blank=True)
    counts = models.CharField(max_length=200, default="", blank=True)
    qualifier = models.CharField(max_length=10)
    text = models.CharField(max_length=200)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()


class StatementReview(models.Model):
    """Decided: an editor confirmed, corrected or rejected what was read. It is found again in later readings and
    versions by `content_key`, a hash of the statement's folded words, and outranks the reader for ever.

    `corrected` has the fields that the editor changed (actor, stance, source_text, content), `read` what was read.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed"
        CORRECTED = "corrected"
        REJECTED = "rejected"

    item = models.ForeignKey("wire.Item", on_delete=models.PROTECT, related_name="statement_reviews")
    version = models.ForeignKey("wire.Version", on_delete=models.PROTECT, related_name="+")
    content_key = models.CharField(max_length=32)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    corrected = models.JSONField(default=dict)
    read = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["item", "content_key"], name="review_statement")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.item_id}"
