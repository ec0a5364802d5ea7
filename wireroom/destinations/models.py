"""What was sent where: an article at a destination, and how each destination answers. Holds no copy.

Addresses and secrets of destinations stand in the settings alone.
"""

from django.db import models


class Outlet(models.Model):
    """Working: how a destination of the settings answers, as a whole.

    `failures` in a row, the last at `failed_at`, the first at `failing_since`; it is asked again at `ask_at`, for what
    is urgent at `urgent_at`. `ended_at`: it said that it is gone for good. `place` is the address that did.
    """

    name = models.CharField(max_length=40, unique=True)
    place = models.CharField(max_length=64)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)
    urgent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, default="", blank=True)

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """Working: one article at one destination, from the first look at it on.

    waiting: something is to be sent; asked: it was begun and nobody knows yet what came of it; refused: the destination
    does not take this state of it; sent, removed: it stands there as last asked for, or not at all. `waiting_since`
    is set while something is to be sent, also to change what stands there.

    `asked_digest` is the state last begun, the `number`th; `sent_digest` the one that stands there, empty for none.
    `serial` counts the attempts ever made and fences late ones, `attempts` those that failed in a row. `pictures` are
    the names of those that may stand there for it. At `check_at` it is looked at once more: a request may have come
    through late.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        ASKED = "asked"
        REFUSED = "refused"
        SENT = "sent"
        REMOVED = "removed"

    destination = models.CharField(max_length=40)
    article = models.ForeignKey("publishing.Article", on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    remote_id = models.CharField(max_length=40, default="", blank=True)
    pictures = models.JSONField(default=list, blank=True)
    number = models.PositiveIntegerField(default=0)
    serial = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    asked_digest = models.CharField(max_length=32, default="", blank=True)
    sent_digest = models.CharField(max_length=32, default="", blank=True)
    error = models.CharField(max_length=500, default="", blank=True)
    waiting_since = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)
    check_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["destination", "article"], name="delivery_once")]
        indexes = [
            models.Index(fields=["destination", "state"], name="delivery_state"),
            models.Index(fields=["waiting_since"], name="delivery_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.destination} {self.article_id}"
