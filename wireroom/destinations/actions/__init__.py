"""Deliveries: what is to be asked of a destination, and what came of it. Asks nobody itself."""

from wireroom.destinations.actions.beginning import Job, begin_delivery, forget_destination
from wireroom.destinations.actions.settling import Answer, settle_attempt
from wireroom.destinations.actions.undone import ask_again, ask_undone

__all__ = ["Answer", "Job", "ask_again", "ask_undone", "begin_delivery", "forget_destination", "settle_attempt"]
