"""Pictures we fetched for items, and the sizes made of them."""

from django.db import models


class Picture(models.Model):
    """Working: one address of a provider's picture; wanted, then ready with renditions or refused with a reason."""

    class State(models.TextChoices):
        WANTED = "wanted"
        READY = "ready"
        REFUSED = "refused"

    url = models.CharField(max_length=2000, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)
    reason = models.CharField(max_length=500, default="", blank=True)
    raw_hash = models.CharField(max_length=64, default="", blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url


class PictureUse(models.Model):
    """Derived: which items show which picture, so that a ready picture finds its pages."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="uses")
    item = models.ForeignKey("wire.Item", on_delete=models.CASCADE, related_name="picture_uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "item"], name="picture_use_once")]


class Rendition(models.Model):
    """Derived: one size of a picture; the file lies in pictures/ under `name` (content hash and suffix)."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=100)
    type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "width"], name="rendition_width")]
