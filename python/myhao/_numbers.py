# SPDX-License-Identifier: Apache-2.0
"""Numbers that go into the compiled part: whole, and of 64 bits."""
from typing import Any

import numpy as np


def whole(value: Any, argument: str) -> int:
    """A whole number that fits 64 bits; a TypeError that names the argument for other types, a ValueError beyond."""
    if isinstance(value, (bool, np.bool_)) or not hasattr(value, "__index__"):
        raise TypeError(f"{argument}: expected a whole number, not {type(value).__name__}")
    number = int(value.__index__())
    if not -(2**63) <= number < 2**63:
        raise ValueError(f"{argument}: beyond 64 bits")
    return number
