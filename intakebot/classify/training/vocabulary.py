"""The part of the encoder's vocabulary that is shipped, as a sentencepiece model and a table of 4-bit embeddings."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intakebot.classify.training.weights import Weights

#: Letters of the languages that the product is used in; pieces with others aren't shipped.
_LETTERS = frozenset(
    "abcdefghijklmnopqrstuvwxyząćęłńóśźżäöüßàâæçéèêëîïôœùûÿñáíúìòабвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
)
#: Marks at the beginning of the vocabulary: begins, pads, ends, unknown.
_MARKS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """`model` is a sentencepiece model whose ids are rows of `embeddings` (pieces × blocks × 18 bytes)."""

    model: bytes
    embeddings: NDArray[np.uint8]


def shipped(weights: Weights) -> Vocabulary:
    """Pieces of those letters, of digits and signs."""
    ids = _chosen(weights)
    blocks = weights.tensors["emb.word"].blocks(weights.tensors["emb.word"].count // weights.shape.hidden)
    return Vocabulary(model=_model(weights, ids), embeddings=np.ascontiguousarray(blocks[ids]))


def _chosen(weights: Weights) -> list[int]:
    return [
        *range(_MARKS),
        *(number for number in range(_MARKS, len(weights.vocabulary)) if _is_ours(weights.vocabulary[number])),
    ]


def _is_ours(piece: str) -> bool:
    return piece != "<mask>" and all(letter in _LETTERS for letter in piece.lower() if letter.isalpha())


def _model(weights: Weights, ids: list[int]) -> bytes:
    from sentencepiece import sentencepiece_model_pb2

    protocol: Any = sentencepiece_model_pb2  # its names are made when it is imported

    model = protocol.ModelProto()
    kinds = protocol.ModelProto.SentencePiece
    types = {0: kinds.CONTROL, 1: kinds.CONTROL, 2: kinds.CONTROL, 3: kinds.UNKNOWN}
    for place, number in enumerate(ids):
        model.pieces.add(
            piece=weights.vocabulary[number],
            score=float(weights.scores[number]),
            type=types.get(place, kinds.NORMAL),
        )
    model.trainer_spec.model_type = protocol.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(ids)
    model.trainer_spec.bos_id, model.trainer_spec.pad_id = 0, 1
    model.trainer_spec.eos_id, model.trainer_spec.unk_id = 2, 3
    for name, place in (("bos", 0), ("pad", 1), ("eos", 2), ("unk", 3)):
        setattr(model.trainer_spec, f"{name}_piece", weights.vocabulary[ids[place]])
    model.normalizer_spec.name = "identity"  # the voice is NFKC already
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    serialised: bytes = model.SerializeToString()
    return serialised
