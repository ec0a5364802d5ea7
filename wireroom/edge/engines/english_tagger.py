"""Runs the tagger for English statements with onnxruntime, on one thread. Cuts no text and links no words.

The weights lie beside this module (`LICENSE.english.txt` says where they come from); they are loaded once a process.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from wireroom.core.errors import WireroomError
from wireroom.core.text.statements.tagging.decoding import LEAST_CUE
from wireroom.core.text.statements.tagging.pieces import Vocabulary
from wireroom.core.text.statements.tagging.values import LinkRow, Tagging, Window

_MODEL, _PIECES = "english.onnx", "english.vocab.txt"


class EngineError(WireroomError):
    """A model that cannot be had: its file, the library or their match is missing."""


class EnglishTagger:
    """A loaded tagger (core.ports.Tagger); the same windows give the same answer. May be used by many threads."""

    def __init__(self, session: Any, numbers: Any, vocabulary: Vocabulary) -> None:
        self._session = session
        self._numbers = numbers
        self.vocabulary = vocabulary

    def __call__(self, windows: Sequence[Window]) -> list[Tagging]:
        """What the tagger makes of each window, one after the other."""
        return [self._tag(window) for window in windows]

    def _tag(self, window: Window) -> Tagging:
        if not window.words:
            return Tagging((), (), ())
        given = {
            name: self._numbers.array([getattr(window, name)], dtype=self._numbers.int64)
            for name in ("pieces", "kinds", "firsts", "paragraphs")
        }
        cues, sources, links = self._session.run(("cues", "sources", "links"), given)
        heads = (cues[:, 1] >= LEAST_CUE).nonzero()[0].tolist()
        rows = tuple(LinkRow(head, links[0, head].tolist(), links[1, head].tolist()) for head in heads)
        return Tagging(cues.tolist(), sources.tolist(), rows)


@cache
def load_english_tagger() -> EnglishTagger:
    """The tagger of the package, loaded at the first call. Raises EngineError where it cannot be."""
    return read_tagger(files("wireroom.edge.engines"))


def read_tagger(folder: Traversable) -> EnglishTagger:
    """The tagger whose model and pieces lie in a folder. Raises EngineError."""
    try:
        import numpy
        import onnxruntime
    except ImportError as error:
        raise EngineError(f"no tagger for English: {error}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    try:
        pieces = folder.joinpath(_PIECES).read_text("utf-8").splitlines()
        weights = folder.joinpath(_MODEL).read_bytes()
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        return EnglishTagger(session, numpy, Vocabulary(pieces))
    except Exception as error:
        # The library's own errors share no class; whatever hinders loading, the rules read on without the tagger.
        raise EngineError(f"no tagger for English: {error}") from error
