"""From the taught network to the files that are shipped."""

import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from intakebot.classify.training.network import Network
from intakebot.classify.training.vocabulary import Vocabulary

_OPSET = 17


class _States(nn.Module):
    """The part that onnxruntime computes."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        return self.network.states(pieces, mask)


def ship(network: Network, vocabulary: Vocabulary, folder: Path) -> None:
    """Write `encoder.onnx` (8 bits), `embeddings.npy` (4 bits, as published), `pieces.model` and `heads.npz`."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as name:
        _quantised(_exported(network, Path(name)), folder / "encoder.onnx")
    np.save(folder / "embeddings.npy", vocabulary.embeddings)
    (folder / "pieces.model").write_bytes(vocabulary.model)
    heads = {
        "weights": network.heads.weight.detach().numpy().T,
        "bias": network.heads.bias.detach().numpy(),
        "mean": network.mean.numpy(),
        "spread": network.spread.numpy(),
    }
    np.savez(folder / "heads.npz", **{name: values.astype(np.float32) for name, values in heads.items()})


def _exported(network: Network, folder: Path) -> Path:
    hidden = network.places.shape[1]
    given = (torch.randn(2, 24, hidden), torch.ones(2, 24))
    file = folder / "encoder.onnx"
    axes = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        _States(network), given, str(file), input_names=["pieces", "mask"], output_names=["states"],
        dynamic_axes={"pieces": axes, "mask": axes, "states": axes}, opset_version=_OPSET, dynamo=False,
    )  # fmt: skip
    return file


def _quantised(whole: Path, to: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(whole, to, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"])
