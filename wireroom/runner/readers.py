"""The reader of a process: the rules, with the learned tagger as soon as a text needs it. Reads nothing by itself."""

import logging
from datetime import date
from functools import cache

from wireroom.core.errors import WireroomError
from wireroom.core.ports import Tagger
from wireroom.core.text.reading import Reading, read_text
from wireroom.reading.actions import ReadText


def open_reader(log: logging.Logger) -> ReadText:
    """Reads texts with the tagger of the package, loaded once and not before there is a text; by rules alone, which is
    logged, where it cannot be loaded."""

    @cache
    def tagger() -> Tagger | None:
        # Loading takes a second and the library's memory: a process that reads nothing spends neither.
        from wireroom.edge.engines.english_tagger import load_english_tagger

        try:
            return load_english_tagger()
        except WireroomError as error:
            log.info("%s; statements are found by rules alone", error)
            return None

    def read(text: str, language: str | None, published: date | None) -> Reading:
        return read_text(text, language, published, tagger=tagger(), learned=True)

    return read
