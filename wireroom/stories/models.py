"""Which items are the same copy and which tell one story: what the machine found, and what persons judged."""

from django.conf import settings
from django.db import models


class Story(models.Model):
    """Working: a running event. `key` names it for ever; it comes from the identity of the item it began with.

    `began_at` and `ended_at` are the times of its first and last item, `size` counts its items without copies.
    `merged_into` is where its items went when it became part of another; its address leads there. `name` and
    `closed_at` are what persons decided last (Judgement): a closed story takes no more items.
    """

    key = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200, default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-ended_at"], name="story_newest")]

    def __str__(self) -> str:
        return self.name or self.key


class Match(models.Model):
    """Derived: what an item was found to be: its group of copies, by its first item, and its story.

    `sharing` lists earlier items with passages of this one that are not surely the same copy: the desk judges. A
    `round_up` has parts of several stories and is nobody's copy. `published` is the source's time, ours where it gave
    none; `length` counts the shingles; `terms` are a vector (keys, then weights, 32 bits each), `anchors` what it may
    have in common with texts in other languages (core.matching.anchors).
    """

    item = models.OneToOneField("wire.Item", on_delete=models.CASCADE, primary_key=True, related_name="match")
    version = models.ForeignKey("wire.Version", on_delete=models.CASCADE, related_name="+")
    leader = models.ForeignKey("wire.Item", on_delete=models.PROTECT, related_name="copies")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, related_name="matches")
    language = models.CharField(max_length=20, default="")
    published = models.DateTimeField()
    length = models.PositiveIntegerField()
    digest = models.BigIntegerField()
    round_up = models.BooleanField(default=False)
    sharing = models.JSONField(default=list)
    terms = models.BinaryField(default=b"")
    anchors = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["story", "-published"], name="match_story_newest")]

    def __str__(self) -> str:
        return f"{self.item_id} copies {self.leader_id}"


class Feature(models.Model):
    """Derived: the table by which matching finds items: (kind, key, item), read newest first with a cap a key.

    Kind 0: hashes of an item's long shingles; 1: of its strongest terms; 2: what is the same in all languages.
    """

    pk = models.CompositePrimaryKey("kind", "key", "item_id")
    kind = models.SmallIntegerField()
    key = models.BigIntegerField()
    item_id = models.BigIntegerField()

    # The migration makes the table, clustered on its key where the database can.


class Link(models.Model):
    """Derived: two items, none a copy of the other, that tell of like things: the later, the earlier, their cosine."""

    item = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="+")
    cosine = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "other"], name="link_once")]
        indexes = [models.Index(fields=["other", "-cosine"], name="link_back")]


class Bridge(models.Model):
    """Derived: two items in two languages that tell of one event, by the anchors they share: the later, the earlier."""

    item = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="+")
    strength = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "other"], name="bridge_once")]


class CommonShingle(models.Model):
    """Derived: a shingle that more than sixteen different items had: a source's form of words, not the story's."""

    shingle = models.BigIntegerField(primary_key=True)


class TermCount(models.Model):
    """Derived: in how many matched items a term stood, by its hash."""

    key = models.BigIntegerField(primary_key=True)
    items = models.PositiveIntegerField()


class Judgement(models.Model):
    """Decided: a person's word on what the machine found; it outranks the machine for ever and is never changed.

    copy: `item` and `other` are the same copy, different, or not to be told. story: the same story, or different ones.
    lead: `item` leads its copies (same), or no more (different). name: the story of `item` is called `words`. closed:
    it is closed (same), or open again (different).
    """

    class Question(models.TextChoices):
        COPY = "copy"
        STORY = "story"
        LEAD = "lead"
        NAME = "name"
        CLOSED = "closed"

    class Answer(models.TextChoices):
        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "unsure"

    question = models.CharField(max_length=10, choices=Question.choices)
    item = models.ForeignKey("wire.Item", on_delete=models.PROTECT, related_name="judgements")
    other = models.ForeignKey("wire.Item", on_delete=models.PROTECT, null=True, related_name="judged_from")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.CharField(max_length=200, default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["question", "item"], name="judgement_item"),
            models.Index(fields=["question", "other"], name="judgement_other"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.item_id} {self.other_id or ''}: {self.answer}"
