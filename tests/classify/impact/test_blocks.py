import struct

import numpy as np
import pytest

from intakebot.classify.impact.blocks import BLOCK, VALUES, unpacked


def _packed(scale: float, values: list[int]) -> bytes:
    """By hand: the scale, then value n in the low and value n + 16 in the high half of a byte."""
    return struct.pack("<e", scale) + bytes((values[n] + 8) | ((values[n + 16] + 8) << 4) for n in range(16))


def test_one_block() -> None:
    values = [n % 16 - 8 for n in range(VALUES)]
    block = np.frombuffer(_packed(0.5, values), np.uint8)
    assert len(block) == BLOCK
    assert unpacked(block[None]).tolist() == [value * 0.5 for value in values]


def test_blocks_of_a_row_stand_one_after_another() -> None:
    first, second = [1] * 16 + [-8] * 16, [7] * 32
    rows = np.frombuffer(_packed(1, first) + _packed(-2, second), np.uint8).reshape(2, BLOCK)
    found = unpacked(rows)
    assert found.dtype == np.float32
    assert found.tolist() == [float(value) for value in first] + [-14.0] * 32


@pytest.mark.parametrize("shape", [(3,), (2, 3), (0,)])
def test_shapes_before_the_blocks_stay(shape: tuple[int, ...]) -> None:
    one = np.frombuffer(_packed(1, [3] * 32) * 4, np.uint8).reshape(4, BLOCK)
    found = unpacked(np.broadcast_to(one, (*shape, 4, BLOCK)))
    assert found.shape == (*shape, 4 * VALUES)
    assert (found == 3).all()
