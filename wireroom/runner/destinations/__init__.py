"""The step that brings articles to destinations: what is to be sent, sending it, what came of it."""

from wireroom.runner.destinations.step import ask_destination, prepare_delivery, settle_delivery

__all__ = ["ask_destination", "prepare_delivery", "settle_delivery"]
