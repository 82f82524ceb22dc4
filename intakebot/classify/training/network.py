"""The encoder with its heads, as torch knows it. Mean of the last layer's pieces, standardised, then one linear layer."""

import random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from intakebot.classify.impact.outputs import WIDTH
from intakebot.classify.training.weights import Weights

#: Share of values that is dropped while learning.
_DROPPED = 0.1


class Dropped:
    """Dropout from a pool of random values: drawing anew takes the processor longer than the layers it is between."""

    def __init__(self, size: int = 1 << 24) -> None:
        kept = torch.rand(size) > _DROPPED
        self._pool = kept.to(torch.bfloat16) / (1 - _DROPPED)

    def __call__(self, values: Tensor) -> Tensor:
        """`values` with a tenth of them zero."""
        start = random.randrange(self._pool.numel() - values.numel())
        return values * self._pool[start : start + values.numel()].view(values.shape)


class Layer(nn.Module):
    """Self-attention and feed-forward, each added and normalised (BERT's order)."""

    def __init__(self, hidden: int, heads: int, feed_forward: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.attended = nn.LayerNorm(hidden, epsilon)
        self.widen, self.narrow = nn.Linear(hidden, feed_forward), nn.Linear(feed_forward, hidden)
        self.fed = nn.LayerNorm(hidden, epsilon)
        self.dropped: Dropped | None = None

    def forward(self, states: Tensor, hidden_from: Tensor) -> Tensor:
        """`states` batch × pieces × hidden; `hidden_from` is added to attention: very negative at padding."""
        size = states.shape
        query, key, value = (self._split(made(states)) for made in (self.query, self.key, self.value))
        scores = query * (size[-1] // self.heads) ** -0.5 @ key.transpose(-1, -2) + hidden_from.to(query.dtype)
        mixed = (scores.softmax(-1, query.dtype) @ value).transpose(1, 2).reshape(size)
        states = self.attended(states + self._drop(self.out(mixed))).to(query.dtype)
        fed: Tensor = self.fed(states + self._drop(self.narrow(functional.gelu(self.widen(states)))))
        return fed.to(query.dtype)

    def _split(self, states: Tensor) -> Tensor:
        batch, pieces, hidden = states.shape
        return states.view(batch, pieces, self.heads, hidden // self.heads).transpose(1, 2)

    def _drop(self, states: Tensor) -> Tensor:
        return self.dropped(states) if self.training and self.dropped else states


class Network(nn.Module):
    """From embedded pieces to logits of every output (`outputs.OUTPUTS`)."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        shape = weights.shape
        hidden = shape.hidden
        self.places = nn.Parameter(
            _tensor(weights, "emb.pos", -1, hidden) + _tensor(weights, "emb.type", -1, hidden)[0]
        )
        self.embedded = nn.LayerNorm(hidden, shape.epsilon)
        self.layers = nn.ModuleList(
            Layer(hidden, shape.heads, shape.feed_forward, shape.epsilon) for _ in range(shape.layers)
        )
        self.heads = nn.Linear(hidden, WIDTH)
        self.register_buffer("mean", torch.zeros(hidden))
        self.register_buffer("spread", torch.ones(hidden))
        self._fill(weights)
        self._drop_by(Dropped())

    def states(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """The last layer; `pieces` batch × pieces × hidden, `mask` batch × pieces: 1 where there is a piece."""
        states = self.embedded(pieces + self.places[: pieces.shape[1]])
        hidden_from = torch.where(mask[:, None, None, :] > 0, 0.0, -1e4).to(states.dtype)
        for layer in self.layers:
            states = layer(states, hidden_from)
        return torch.as_tensor(states)

    def pooled(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Standardised mean of the last layer, batch × hidden, float32."""
        states = self.states(pieces, mask).float()
        counted = mask[..., None].float()
        mean = (states * counted).sum(1) / counted.sum(1)
        return torch.as_tensor((mean - self.mean) / self.spread)

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Logits, batch × outputs."""
        pooled = self.pooled(pieces, mask)
        return torch.as_tensor(self.heads(functional.dropout(pooled, _DROPPED, self.training)))

    def _fill(self, weights: Weights) -> None:
        names = {"q": "query", "k": "key", "v": "value", "ao": "out", "fi": "widen", "fo": "narrow"}
        norms = {"aln": "attended", "oln": "fed"}
        with torch.no_grad():
            _norm(weights, "emb.ln", self.embedded)
            for number, layer in enumerate(self.layers):
                for name, ours in names.items():
                    linear: Any = getattr(layer, ours)
                    linear.weight.copy_(_tensor(weights, f"l{number}.{name}.w", *linear.weight.shape))
                    linear.bias.copy_(_tensor(weights, f"l{number}.{name}.b", -1))
                for name, ours in norms.items():
                    _norm(weights, f"l{number}.{name}", getattr(layer, ours))
            nn.init.normal_(self.heads.weight, std=0.02)
            nn.init.zeros_(self.heads.bias)

    def _drop_by(self, dropped: Dropped) -> None:
        for layer in self.layers:
            layer.dropped = dropped


def _tensor(weights: Weights, name: str, *size: int) -> Tensor:
    return torch.from_numpy(weights.tensors[name].values().reshape(size))


def _norm(weights: Weights, name: str, norm: Any) -> None:
    norm.weight.copy_(_tensor(weights, f"{name}.w", -1))
    norm.bias.copy_(_tensor(weights, f"{name}.b", -1))
