"""Readers' comments, the decisions on them, and complaints."""

from django.conf import settings
from django.db import models


class Comment(models.Model):
    """Received: what a reader wrote. `email` is for the moderator alone and is erased once no longer needed.

    `address_hash` and `network_hash` are keyed hashes for limits, erased with the e-mail; the address itself
    is never kept. `text_key` (core.commenting.text_key) finds the same words again. `suspicion` lists why it
    waits for a person whatever the policy, separated by spaces.
    """

    class State(models.TextChoices):
        HELD = "held"
        APPROVED = "approved"
        REJECTED = "rejected"
        SPAM = "spam"

    article = models.ForeignKey("publishing.Article", on_delete=models.PROTECT, related_name="comments")
    name = models.CharField(max_length=80)
    email = models.CharField(max_length=254, default="", blank=True)
    text = models.TextField()
    text_key = models.CharField(max_length=32)
    language = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    suspicion = models.CharField(max_length=200, default="", blank=True)
    address_hash = models.CharField(max_length=64)
    network_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    email_erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["article", "state", "at"], name="comment_article"),
            models.Index(fields=["state", "at"], name="comment_queue"),
            models.Index(fields=["address_hash", "at"], name="comment_address"),
            models.Index(fields=["network_hash", "at"], name="comment_network"),
            models.Index(fields=["text_key", "at"], name="comment_text"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Moderation(models.Model):
    """Decided: what a person did with a comment, and when."""

    class Verb(models.TextChoices):
        APPROVE = "approve"
        REJECT = "reject"
        SPAM = "spam"

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="moderations")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    reason = models.CharField(max_length=500, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.verb} comment {self.comment_id}"


class Complaint(models.Model):
    """Received: a reader says an article or a comment is wrong; it stays on the desk until a person answers."""

    article = models.ForeignKey("publishing.Article", on_delete=models.PROTECT, related_name="complaints")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, null=True, related_name="complaints")
    text = models.TextField()
    email = models.CharField(max_length=254, default="", blank=True)
    language = models.CharField(max_length=20, default="", blank=True)
    suspicion = models.CharField(max_length=200, default="", blank=True)
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, default="", blank=True)
    answer = models.TextField(default="", blank=True)
    email_erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["answered_at", "at"], name="complaint_queue"),
            models.Index(fields=["address_hash", "at"], name="complaint_address"),
        ]

    def __str__(self) -> str:
        return f"complaint {self.pk}"
