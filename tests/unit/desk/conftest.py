"""People at the desk, logged in."""

import pytest
from django.test import Client

from wireroom.accounts.actions import add_user

PASSWORD = "tide-table-harbour"


def _logged_in(name: str, role: str) -> Client:
    client = Client()
    client.force_login(add_user(name, role=role, password=PASSWORD))
    return client


@pytest.fixture(autouse=True)
def _rows(db):
    """Every test of the desk has a database."""


@pytest.fixture
def editor():
    return _logged_in("kaoru", "editor")


@pytest.fixture
def administrator():
    return _logged_in("noor", "administrator")
