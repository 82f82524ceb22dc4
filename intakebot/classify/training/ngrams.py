"""Teaching the n-gram heads: one linear layer over rare runs of letters, for every output at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from intakebot.classify.impact.ngrams import BUCKETS, buckets
from intakebot.classify.impact.outputs import OUTPUTS, WIDTH

Floats = NDArray[np.float32]

_EPOCHS, _BATCH, _RATE, _DECAY = 20, 128, 0.03, 0.02
#: Runs of letters in fewer messages than this tell nothing.
_RARE = 3


@dataclass(frozen=True, slots=True)
class Heads:
    """What was learned; `weights` are buckets × outputs."""

    rarity: Floats
    weights: Floats
    bias: Floats

    def logits(self, texts: Sequence[str]) -> Floats:
        """Of every output."""
        return np.stack([self._of(text) for text in texts])

    def _of(self, text: str) -> Floats:
        numbers, values = _weighed(text, self.rarity)
        found: Floats = values @ self.weights[numbers] + self.bias
        return found

    def ship(self, folder: Path) -> None:
        """Write `ngrams.npz`: weights in 8 bits, with a scale for each output."""
        scale = np.maximum(np.abs(self.weights).max(0), 1e-6) / 127
        packed = np.round(self.weights / scale).astype(np.int8)
        np.savez_compressed(
            folder / "ngrams.npz",
            rarity=self.rarity.astype(np.float16), weights=packed, scale=scale.astype(np.float32), bias=self.bias,
        )  # fmt: skip


def teach(texts: Sequence[str], votes: Floats, seed: int = 1) -> Heads:
    """`votes`: messages × outputs, as `fitting.Lesson` holds them."""
    torch.manual_seed(seed)
    rarity = _rarity(texts)
    bags = [_weighed(text, rarity) for text in texts]
    table = torch.nn.EmbeddingBag(BUCKETS, WIDTH, mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.nn.Parameter(torch.from_numpy(np.log(np.maximum(votes.mean(0), 1e-4))))
    learner = torch.optim.AdamW(
        [{"params": [table.weight], "weight_decay": _DECAY}, {"params": [bias], "weight_decay": 0.0}], lr=_RATE
    )
    pace = torch.optim.lr_scheduler.LinearLR(learner, 1.0, 0.05, total_iters=_EPOCHS)
    for _ in range(_EPOCHS):
        for chosen in torch.randperm(len(texts)).split(_BATCH):
            loss = _loss(
                table, bias, [bags[number] for number in chosen.tolist()], torch.from_numpy(votes[chosen.numpy()])
            )
            learner.zero_grad()
            loss.backward()
            learner.step()
        pace.step()
    return Heads(rarity, table.weight.detach().numpy(), bias.detach().numpy())


def _loss(
    table: torch.nn.EmbeddingBag,
    bias: torch.Tensor,
    bags: Sequence[tuple[NDArray[np.int64], Floats]],
    votes: torch.Tensor,
) -> torch.Tensor:
    starts = torch.tensor([0, *np.cumsum([len(numbers) for numbers, _ in bags])[:-1]])
    numbers = torch.from_numpy(np.concatenate([numbers for numbers, _ in bags]))
    values = torch.from_numpy(np.concatenate([values for _, values in bags]))
    logits = table(numbers, starts, per_sample_weights=values) + bias
    losses = [functional.cross_entropy(logits[:, output.columns], votes[:, output.columns]) for output in OUTPUTS]
    return torch.stack(losses).sum()


def _rarity(texts: Sequence[str]) -> Floats:
    """Ln (messages / messages with it); nought for what is too rare to learn from."""
    seen = np.zeros(BUCKETS, np.int64)
    for text in texts:
        seen[buckets(text)[0]] += 1
    found = np.log(len(texts) / np.maximum(seen, 1)).astype(np.float32)
    found[seen < _RARE] = 0
    return np.asarray(found.astype(np.float16).astype(np.float32))


def _weighed(text: str, rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    numbers, counts = buckets(text)
    values = counts * rarity[numbers]
    return numbers, np.asarray(values / max(float(np.linalg.norm(values)), 1e-6), np.float32)
