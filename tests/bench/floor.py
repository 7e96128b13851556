# SPDX-License-Identifier: Apache-2.0
"""Compiles a C++ file beside this one and calls it through ctypes: `lib.name(array, number, ...)`, arrays pass as pointers."""
import ctypes
import hashlib
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLAGS = ["-std=c++20", "-O3", "-DNDEBUG", "-shared", "-fPIC", f"-I{ROOT / 'include'}"]


def compiled(source: Path) -> Path:
    """For baseline x86-64, as a wheel would be; kept in build/ until the source, a header beside it, or one of the library changes."""
    text = source.read_bytes() + b"".join(header.read_bytes() for header in sorted(HERE.glob("*.hpp")))
    if b"myhao/" in text:
        text += b"".join(header.read_bytes() for header in sorted((ROOT / "include").rglob("*.hpp")))
    out = ROOT / "build" / "bench" / f"{source.stem}-{hashlib.sha256(text).hexdigest()[:16]}.so"
    if not out.exists():
        out.parent.mkdir(parents=True, exist_ok=True)
        part = out.with_suffix(".part")
        subprocess.run(["g++", *FLAGS, str(source), "-o", str(part)], check=True)
        part.rename(out)
    return out


class Floor:
    """What flat arrays and plain loops reach: floor.cpp; or another file of the same manner."""

    def __init__(self, name: str = "floor.cpp"):
        self._lib = ctypes.CDLL(str(compiled(HERE / name)))

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._lib, name)
        function.restype = ctypes.c_int64  # wide enough for a count or a handle

        def call(*args: Any) -> int:
            return function(*(ctypes.c_void_p(a.ctypes.data) if isinstance(a, np.ndarray)
                              else ctypes.c_int64(a) if isinstance(a, (int, np.integer)) else a for a in args))

        setattr(self, name, call)
        return call

    def reader(self, arrays: Any) -> Any:
        """A call that reads every byte of the arrays once."""
        pointers = np.array([a.ctypes.data for a in arrays], np.uint64)
        sizes = np.array([a.nbytes for a in arrays], np.int64)
        return lambda: self.read_arrays(len(arrays), pointers, sizes)


class Facts(ctypes.Structure):
    _fields_ = [("level", ctypes.c_void_p * 5), ("done", ctypes.c_void_p), ("assigned", ctypes.c_void_p),
                ("disciplined", ctypes.c_void_p), ("score", ctypes.c_void_p)]

    @classmethod
    def of(cls, columns: Any) -> "Facts":
        """The arrays must outlive the structure."""
        return cls((ctypes.c_void_p * 5)(*(getattr(columns, f"c{i}").ctypes.data for i in range(5))), columns.done.ctypes.data,
                   columns.assigned.ctypes.data, columns.disciplined.ctypes.data, columns.score.ctypes.data)


def strings(column: Any) -> tuple[Any, Any]:
    """(offsets, bytes) of a list of strings in Arrow's large_string layout, zero copy from Arrow."""
    import pyarrow as pa
    array = pa.array(column, pa.large_string())
    _, offsets, data = array.buffers()
    return np.frombuffer(offsets, np.int64, len(array) + 1), np.frombuffer(data, np.uint8)
