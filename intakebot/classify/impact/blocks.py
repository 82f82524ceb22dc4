"""Numbers in 4 bits: blocks of 32 values in 18 bytes, a half-precision scale first, then pairs of nibbles."""

import numpy as np
from numpy.typing import NDArray

#: Bytes and values of a block.
BLOCK, VALUES = 18, 32


def unpacked(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """... × blocks × 18 bytes as ... × (blocks · 32) values. The low nibbles are a block's first half."""
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    nibbles = blocks[..., 2:]
    values = np.empty((*blocks.shape[:-1], VALUES), np.float32)
    values[..., : VALUES // 2] = nibbles & 15
    values[..., VALUES // 2 :] = nibbles >> 4
    values -= 8
    values *= scales
    return values.reshape(*blocks.shape[:-2], blocks.shape[-2] * VALUES)
