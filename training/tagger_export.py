"""Writes a trained tagger as the package ships it: ONNX with weights in eight bits, the vocabulary beside it.

Every weight matrix is rounded on its own scale for each output (products are dynamic: their other side is rounded as it
comes); pieces are rounded row by row. Trains nothing.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.tagger_net import Batch, TaggerNet
from wireroom.core.text.statements.tagging.windows import LONGEST

_TABLE = "pieces_in_eight_bits"


class _Shipped(nn.Module):
    """One window, no padding; probabilities, not logits; no stances, which our rules tell better."""

    def __init__(self, net: TaggerNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, states: Tensor, kinds: Tensor, firsts: Tensor, paragraphs: Tensor) -> tuple[Tensor, ...]:
        batch = Batch(kinds, kinds, kinds, firsts, paragraphs)
        scores = self.net.score_states(states, batch)
        links = torch.stack([scores.links[0, 0].softmax(-1), scores.links[0, 1].sigmoid()])
        tags = scores.tags[0].softmax(-1)
        return tags[:, 0], tags[:, 1], links


def write_tagger(net: TaggerNet, pieces: Sequence[str], folder: Path, *, name: str = "english") -> Path:
    """Write NAME.onnx and NAME.vocab.txt into a folder; the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path, full = folder / f"{name}.onnx", folder / f"{name}.full.onnx"
    length, count = 40, 30
    given = (
        torch.randn(1, length, net.pieces.weight.shape[1]),
        torch.zeros(1, length, dtype=torch.long),
        torch.arange(count)[None],
        torch.zeros(1, count, dtype=torch.long),
    )
    pieces_axis, words_axis = torch.export.Dim("length", max=LONGEST - 1), torch.export.Dim("count", max=LONGEST - 2)
    torch.onnx.export(
        _Shipped(net.eval()),
        given,
        full,
        input_names=["states", "kinds", "firsts", "paragraphs"],
        output_names=["cues", "sources", "links"],
        dynamic_shapes=({1: pieces_axis}, {1: pieces_axis}, {1: words_axis}, {1: words_axis}),
        dynamo=True,
        external_data=False,
    )
    quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"])
    full.unlink()
    model = onnx.load(path)
    _put_pieces_before(model, net.pieces.weight.detach().numpy())
    onnx.checker.check_model(model)
    onnx.save(model, path)
    (folder / f"{name}.vocab.txt").write_text("\n".join(pieces) + "\n", "utf-8")
    return path


def _put_pieces_before(model: onnx.ModelProto, table: numpy.ndarray) -> None:
    """Let the model take numbers of pieces: their rows in eight bits, each with its scale, looked up first."""
    scales = numpy.maximum(numpy.abs(table).max(axis=1, keepdims=True), 1e-8) / 127.0
    rounded = numpy.clip(numpy.round(table / scales), -127, 127).astype(numpy.int8)
    graph = model.graph
    graph.initializer.append(numpy_helper.from_array(rounded, _TABLE))
    graph.initializer.append(numpy_helper.from_array(scales.astype(numpy.float32), f"{_TABLE}_scales"))
    nodes = [
        helper.make_node("Gather", [_TABLE, "pieces"], ["piece_rows"]),
        helper.make_node("Cast", ["piece_rows"], ["piece_values"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [f"{_TABLE}_scales", "pieces"], ["piece_scales"]),
        helper.make_node("Mul", ["piece_values", "piece_scales"], ["states"]),
    ]
    for node in reversed(nodes):
        graph.node.insert(0, node)
    kept = [given for given in graph.input if given.name != "states"]
    del graph.input[:]
    graph.input.append(helper.make_tensor_value_info("pieces", onnx.TensorProto.INT64, [1, "length"]))
    graph.input.extend(kept)
