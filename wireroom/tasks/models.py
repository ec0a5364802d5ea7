"""The work rows: what a step still has to do, and who is doing it. Claiming and finishing are in actions."""

from django.db import models


class Task(models.Model):
    """Working: one piece of work of one step, waiting, leased or dead; finishing deletes the row.

    (step, key) is unique, so asking twice is one piece of work. `stamp` changes with each asking and
    `token` with each lease (`leased_stamp`: the stamp it was claimed at): finishing with an old stamp puts
    the row back instead of deleting it.
    """

    step = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    priority = models.SmallIntegerField(default=5)
    stamp = models.CharField(max_length=32)
    leased_stamp = models.CharField(max_length=32, default="")
    token = models.CharField(max_length=32, default="")
    owner = models.CharField(max_length=120, default="")
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="")
    dead_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "key"], name="task_once")]
        indexes = [
            models.Index(fields=["step", "dead_at", "due_at"], name="task_due"),
            models.Index(fields=["token"], name="task_token"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.key}"


class Clock(models.Model):
    """Working, one row: the latest time that any process has told. A clock that is behind it was set back."""

    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.told_at.isoformat()
