"""The network of the English tagger, in torch: MiniLM with a table of kinds, a head for tags, and one that links each
word to the cue that a statement begins with. Trains nothing."""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from wireroom.core.text.statements.tagging.windows import KINDS, LONGEST
from wireroom.core.text.statements.values import Stance

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
PARTS = 3
LINK_WIDTH = 128
OUT_OF_REACH = -1e4
REACH = 8
"""Distances between words are told apart up to 2 to the power of this."""


@dataclass
class Batch:
    """Windows as tensors [window, piece or word], padded with 0, paragraphs with -1; `lengths` in pieces."""

    pieces: Tensor
    kinds: Tensor
    lengths: Tensor
    firsts: Tensor
    paragraphs: Tensor


class Layer(nn.Module):
    """One layer of BERT: attention, then two dense steps, each with its residual."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first_norm, self.second_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = states.shape

        def heads(given: Tensor) -> Tensor:
            return given.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = heads(self.query(states)), heads(self.key(states)), heads(self.value(states))
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        if bias is not None:
            scores = scores + bias.to(scores.dtype)
        seen = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.first_norm(states + self.out(seen))
        return self.second_norm(states + self.narrow(functional.gelu(self.widen(states))))


@dataclass
class Scores:
    """Logits: tags [window, word, part, 3], links [window, source or content, head, word], stances [window, head, 8].
    Words of other paragraphs than the head's are out of reach."""

    tags: Tensor
    links: Tensor
    stances: Tensor


class TaggerNet(nn.Module):
    """Pieces, kinds and first pieces of windows to logits."""

    def __init__(self, vocabulary: int, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.pieces.weight.requires_grad_(False)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.kinds = nn.Embedding(KINDS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        # Within the layers none: hidden pieces do as much against learning by heart, and cost nothing.
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, PARTS * 3)
        self.stances = nn.Linear(WIDTH, len(Stance))
        self.heads, self.words = nn.Linear(WIDTH, 2 * LINK_WIDTH), nn.Linear(WIDTH, 2 * LINK_WIDTH)
        self.word_bias = nn.Linear(WIDTH, 2)
        self.register_buffer("apart", distance_classes(LONGEST).to(torch.int8), persistent=False)
        self.distances = nn.Parameter(torch.zeros(2, 2 * REACH + 3))

    def forward(self, batch: Batch) -> Scores:
        """Logits of padded windows."""
        there = torch.arange(batch.pieces.shape[1])[None, :] < batch.lengths[:, None]
        bias = (1.0 - there[:, None, None, :].float()) * OUT_OF_REACH
        return self.score_states(self.pieces(batch.pieces), batch, bias)

    def score_states(self, states: Tensor, batch: Batch, bias: Tensor | None = None) -> Scores:
        """The same from the rows of pieces; `bias` keeps attention off padding."""
        firsts, paragraphs = batch.firsts, batch.paragraphs
        states = states + self.kinds(batch.kinds) + self.places.weight[None, : states.shape[1]]
        states = self.dropout(self.norm(states))
        for layer in self.layers:
            states = layer(states, bias)
        many, count = firsts.shape
        words = states.gather(1, firsts[:, :, None].expand(many, count, WIDTH))
        words = self.dropout(words)
        tags = self.tags(words).view(many, count, PARTS, 3)
        heads = functional.gelu(self.heads(words)).view(many, count, 2, LINK_WIDTH).permute(0, 2, 1, 3)
        others = functional.gelu(self.words(words)).view(many, count, 2, LINK_WIDTH).permute(0, 2, 3, 1)
        links = heads @ others / 4.0
        links = links + self.word_bias(words).permute(0, 2, 1)[:, :, None, :]
        links = links + self.distances[:, self.apart[:count, :count].long()][None]
        apart = (paragraphs[:, :, None] != paragraphs[:, None, :]).float() * OUT_OF_REACH
        links = links.float() + apart[:, None]
        return Scores(tags, links, self.stances(words))


def distance_classes(count: int) -> Tensor:
    """For each pair of words the class of their distance: none, then powers of two to either side."""
    apart = torch.arange(count)[None, :] - torch.arange(count)[:, None]
    steps = torch.floor(torch.log2(apart.abs().clamp(min=1).float()) + 1e-4).long().clamp(max=REACH)
    return torch.where(apart == 0, 0, torch.where(apart > 0, 1 + steps, 2 + REACH + steps))


def load_minilm(net: TaggerNet, path: Path, kept: Tensor) -> None:
    """Fills a net with MiniLM's weights (safetensors); `kept` are the numbers of the pieces it keeps, in order."""
    given = load_file(path)
    given = {name.removeprefix("bert."): value.float() for name, value in given.items()}
    with torch.no_grad():
        net.pieces.weight.copy_(given["embeddings.word_embeddings.weight"][kept])
        net.places.weight.copy_(given["embeddings.position_embeddings.weight"][:LONGEST])
        net.kinds.weight.copy_(given["embeddings.token_type_embeddings.weight"][:1].expand(KINDS, WIDTH))
        _fill(net.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(net.layers):
            at = f"encoder.layer.{number}"
            _fill(layer.query, given, f"{at}.attention.self.query")
            _fill(layer.key, given, f"{at}.attention.self.key")
            _fill(layer.value, given, f"{at}.attention.self.value")
            _fill(layer.out, given, f"{at}.attention.output.dense")
            _fill(layer.first_norm, given, f"{at}.attention.output.LayerNorm")
            _fill(layer.widen, given, f"{at}.intermediate.dense")
            _fill(layer.narrow, given, f"{at}.output.dense")
            _fill(layer.second_norm, given, f"{at}.output.LayerNorm")


def _fill(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(given[f"{name}.weight"])
    module.bias.copy_(given[f"{name}.bias"])
