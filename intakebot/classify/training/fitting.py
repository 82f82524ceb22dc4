"""Teaching the encoder: first its heads alone, then all layers, the deeper ones more gently."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from intakebot.classify.examples import Example, shares
from intakebot.classify.impact.blocks import unpacked
from intakebot.classify.impact.outputs import LEVEL_OUTPUTS, OUTPUTS, WIDTH
from intakebot.classify.impact.pieces import Pieces
from intakebot.classify.training.network import Network

#: Told how far it is: a sentence.
Told = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """How it is taught. Rates of the last layer and of the heads; `decay` is a layer's rate by the next one's."""

    epochs: int = 5
    batch: int = 24
    rate: float = 1.2e-4
    head_rate: float = 4e-4
    decay: float = 0.9
    #: Weight of the facets' losses beside the levels'.
    facets: float = 0.5
    head_steps: int = 300
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Lesson:
    """One message as the network takes it: ids of pieces, and the readers' votes for every answer."""

    ids: NDArray[np.int64]
    votes: NDArray[np.float32]


def lesson(example: Example, text: str, pieces: Pieces) -> Lesson:
    """`text`: the prepared subject and voice."""
    votes = np.zeros(WIDTH, np.float32)
    for output in OUTPUTS:
        answers = [reading.facets if output.what == "facet" else reading.levels for reading in example.readings]
        said = [answer[output.name] for answer in answers if output.name in answer]
        if said:  # who says nothing of it votes for nothing
            votes[output.columns] = shares(said, output.values)
    return Lesson(pieces.cut(text).ids, votes)


class Teacher:
    """Holds the network while it learns."""

    def __init__(self, network: Network, embeddings: NDArray[np.uint8], course: Course, told: Told) -> None:
        random.seed(course.seed)
        torch.manual_seed(course.seed)
        self.network = network
        self._embeddings = embeddings
        self._course = course
        self._told = told

    def teach(self, lessons: Sequence[Lesson]) -> None:
        """Heads on what the encoder says untaught, then everything."""
        self._teach_heads(lessons, self._standardised(self.pooled(lessons)))
        self._teach_all(lessons)

    def logits(self, lessons: Sequence[Lesson]) -> NDArray[np.float32]:
        """Of every output, in the order of the lessons."""
        return np.asarray(self._each(lessons, self.network))

    def pooled(self, lessons: Sequence[Lesson]) -> NDArray[np.float32]:
        """What the heads are given."""
        return np.asarray(self._each(lessons, self.network.pooled))

    @torch.no_grad()
    def _each(self, lessons: Sequence[Lesson], asked: Callable[[Tensor, Tensor], Tensor]) -> NDArray[np.float32]:
        self.network.eval()
        order = sorted(range(len(lessons)), key=lambda number: len(lessons[number].ids))
        found: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            with torch.autocast("cpu", torch.bfloat16):
                said = asked(*self._padded([lessons[number] for number in chosen]))
            found.update(zip(chosen, said.float().numpy(), strict=True))
        return np.stack([found[number] for number in range(len(lessons))])

    def _padded(self, lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
        longest = max(len(lesson.ids) for lesson in lessons)
        ids = np.full((len(lessons), longest), 1, np.int64)
        mask = np.zeros((len(lessons), longest), np.float32)
        for row, one in enumerate(lessons):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
        distinct, places = np.unique(ids, return_inverse=True)
        rows = unpacked(self._embeddings[distinct])
        return torch.from_numpy(rows[places.reshape(ids.shape)]), torch.from_numpy(mask)

    def _standardised(self, pooled: NDArray[np.float32]) -> Tensor:
        mean, spread = torch.from_numpy(pooled.mean(0)), torch.from_numpy(pooled.std(0) * 4)
        self.network.mean.copy_(mean)
        self.network.spread.copy_(spread)
        return (torch.from_numpy(pooled) - mean) / spread

    def _teach_heads(self, lessons: Sequence[Lesson], pooled: Tensor) -> None:
        votes = torch.from_numpy(np.stack([one.votes for one in lessons]))
        heads = self.network.heads
        learner = torch.optim.AdamW(heads.parameters(), lr=1e-2, weight_decay=0.3)
        for _ in range(self._course.head_steps):
            loss = self._loss(heads(functional.dropout(pooled, 0.1)), votes)
            learner.zero_grad()
            loss.backward()
            learner.step()
        self._told(f"heads taught on {len(lessons)} messages, loss {loss.item():.2f}")

    def _teach_all(self, lessons: Sequence[Lesson]) -> None:
        course = self._course
        learner = torch.optim.AdamW(self._groups(), weight_decay=0.01, fused=True)
        steps = course.epochs * -(-len(lessons) // course.batch)
        warming = steps // 10 + 1
        pace = torch.optim.lr_scheduler.LambdaLR(
            learner, lambda step: min((step + 1) / warming, max(0.02, (steps - step) / (steps - warming + 1)))
        )
        for epoch in range(course.epochs):
            self.network.train()
            losses = [self._step(learner, pace, [lessons[n] for n in chosen]) for chosen in self._batches(lessons)]
            self._told(f"epoch {epoch + 1} of {course.epochs}, loss {sum(losses) / len(losses):.2f}")

    def _step(
        self, learner: torch.optim.Optimizer, pace: torch.optim.lr_scheduler.LRScheduler, batch: Sequence[Lesson]
    ) -> float:
        votes = torch.from_numpy(np.stack([one.votes for one in batch]))
        with torch.autocast("cpu", torch.bfloat16):
            pieces, mask = self._padded(batch)
            pooled = self.network.pooled(pieces, mask)
        loss = self._loss(self.network.heads(functional.dropout(pooled, 0.1)), votes)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        learner.step()
        pace.step()
        learner.zero_grad(set_to_none=True)
        return float(loss.item())

    def _loss(self, logits: Tensor, votes: Tensor) -> Tensor:
        losses = []
        for output in OUTPUTS:
            weight = 1.0 if output in LEVEL_OUTPUTS else self._course.facets
            losses.append(weight * functional.cross_entropy(logits[:, output.columns], votes[:, output.columns]))
        return torch.stack(losses).sum()

    def _groups(self) -> list[dict[str, object]]:
        """Parameters with their rates, gentler towards the input."""
        course, network = self._course, self.network
        groups: list[dict[str, object]] = [{"params": list(network.heads.parameters()), "lr": course.head_rate}]
        rate = course.rate
        for layer in reversed(list(network.layers)):
            groups.append({"params": list(layer.parameters()), "lr": rate})
            rate *= course.decay
        groups.append({"params": [*network.embedded.parameters(), network.places], "lr": rate})
        return groups

    def _batches(self, lessons: Sequence[Lesson]) -> Iterator[list[int]]:
        """Messages of like length together, in random order."""
        order = sorted(range(len(lessons)), key=lambda number: len(lessons[number].ids) + random.random() * 12)
        size = self._course.batch
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        random.shuffle(batches)
        return iter(batches)
