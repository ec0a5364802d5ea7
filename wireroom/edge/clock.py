"""The system's clock. The only place that asks what time it is; everyone else is told."""

from datetime import UTC, datetime


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)
