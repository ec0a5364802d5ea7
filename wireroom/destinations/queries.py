"""Looking at what was sent where: how each destination stands, and what waits. Changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from wireroom.core.destinations import Destination, shown_place
from wireroom.destinations.models import Delivery, Outlet

# Failing for longer than this needs a person.
PATIENCE_S = 600


@dataclass(frozen=True, slots=True)
class Standing:
    """A destination: `state` is well, failing, ended (it said so), or dropped: no longer in the settings, and what was
    sent there is still there and follows no change.

    `sent` articles stand there, `waiting` are to be sent, changed or removed, of them `refused` it did not take; the
    oldest waits since `waiting_since`. `place` is a host or a folder.
    """

    name: str
    kind: str
    place: str
    state: str
    sent: int
    waiting: int
    refused: int
    waiting_since: datetime | None
    failures: int
    failing_since: datetime | None
    ask_at: datetime | None
    answered_at: datetime | None
    error: str

    @property
    def told(self) -> str:
        """What is to be said of it, in words; "" when everything is there."""
        if self.state == "dropped":
            return f"no longer in the settings; {self.sent} articles stand there and follow no change"
        refused = f", {self.refused} of them refused" if self.refused else ""
        waiting = f"{self.waiting} articles wait{refused}" if self.waiting else ""
        state = f"{self.state}: {self.error}" if self.state != "well" else ""
        return "; ".join(part for part in (state, waiting) if part)

    def needs_look(self, now: datetime) -> bool:
        """Whether a person is to look at it now."""
        long = self.failing_since is not None and (now - self.failing_since).total_seconds() > PATIENCE_S
        return self.state in ("ended", "dropped") or self.refused > 0 or long


def standings(destinations: Collection[Destination]) -> tuple[Standing, ...]:
    """Those of the settings in their order, then those that left them while something of ours stands there."""
    outlets = {outlet.name: outlet for outlet in Outlet.objects.all()}
    refused = Q(state=Delivery.State.REFUSED)
    waiting = Q(waiting_since__isnull=False)
    rows = Delivery.objects.values("destination").annotate(
        sent=Count("id", filter=~Q(sent_digest="")),
        waiting=Count("id", filter=waiting),
        refused=Count("id", filter=refused),
        since=Min("waiting_since"),
    )
    counts = {row["destination"]: row for row in rows.order_by("destination")}
    named = {destination.name: destination for destination in destinations}
    left = sorted(name for name, row in counts.items() if name not in named and row["sent"])
    found = []
    for name in (*named, *left):
        outlet, count = outlets.get(name), counts.get(name, {})
        destination = named.get(name)
        found.append(
            Standing(
                name=name,
                kind=destination.kind.value if destination else "",
                place=shown_place(destination) if destination else "",
                state=_state(destination, outlet),
                sent=count.get("sent", 0),
                waiting=count.get("waiting", 0),
                refused=count.get("refused", 0),
                waiting_since=count.get("since"),
                failures=outlet.failures if outlet else 0,
                failing_since=outlet.failing_since if outlet else None,
                ask_at=outlet.ask_at if outlet else None,
                answered_at=outlet.answered_at if outlet else None,
                error=outlet.error if outlet else "",
            )
        )
    return tuple(found)


def waiting_deliveries():
    """A query of the deliveries that wait or were refused, those that wait longest first, with their articles."""
    rows = Delivery.objects.filter(waiting_since__isnull=False).select_related("article__current")
    return rows.defer("article__current__body").order_by("waiting_since", "id")


def _state(destination: Destination | None, outlet: Outlet | None) -> str:
    if destination is None:
        return "dropped"
    if outlet is None or not outlet.failures:
        return "well"
    return "ended" if outlet.ended_at else "failing"
