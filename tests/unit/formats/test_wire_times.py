"""When an embargo ends: what has a zone at its time, what has none never early, what cannot be read not by itself."""

from datetime import UTC, datetime

import pytest

from wireroom.core.formats.finish_wire import finish_wire
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.formats.raw import WireItem


@pytest.mark.parametrize(
    ("words", "ends", "codes"),
    [
        ("2025-03-04T09:00:00Z", datetime(2025, 3, 4, 9, tzinfo=UTC), []),
        ("2025-03-04T09:00:00+09:00", datetime(2025, 3, 4, 0, tzinfo=UTC), []),
        ("20250304T090000+0900", datetime(2025, 3, 4, 0, tzinfo=UTC), []),
        ("Tue, 04 Mar 2025 09:00:00 GMT", datetime(2025, 3, 4, 9, tzinfo=UTC), []),
        ("2025-03-04T09:00:00-05:00", datetime(2025, 3, 4, 14, tzinfo=UTC), []),
        ("2025-03-04T09:00:00", datetime(2025, 3, 4, 21, tzinfo=UTC), ["embargo_zone"]),
        ("20250304T090000", datetime(2025, 3, 4, 21, tzinfo=UTC), ["embargo_zone"]),
        ("2025-03-04", datetime(2025, 3, 4, 12, tzinfo=UTC), ["embargo_zone"]),
        ("noon, or so", None, ["bad_embargo"]),
    ],
)
def test_an_embargo_may_end_late_and_never_early(words, ends, codes):
    item = finish_wire(ParsedItem(), WireItem(embargo=words))
    assert (item.embargoed_until, item.embargo_open) == (ends, ends is None)
    assert [problem.code for problem in item.problems] == codes


def test_no_embargo_is_none_and_an_empty_one_has_no_end():
    assert finish_wire(ParsedItem(), WireItem()).embargo_open is False
    assert finish_wire(ParsedItem(), WireItem(embargo="")).embargo_open is True
