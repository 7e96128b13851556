# SPDX-License-Identifier: Apache-2.0
"""The stub of the compiled part says what is there: nothing that is missing, and of the classes it describes nothing that is extra."""
import ast
from pathlib import Path

import pytest

mh = pytest.importorskip("myhao")
from myhao import _core  # noqa: E402

STUB = ast.parse((Path(mh.__file__).parent / "_core.pyi").read_text(encoding="utf-8"))
CLASSES = {node.name: {item.name for item in node.body if isinstance(item, ast.FunctionDef)} for node in STUB.body if isinstance(node, ast.ClassDef)}
FUNCTIONS = {node.name for node in STUB.body if isinstance(node, ast.FunctionDef)} - {"__getattr__"}


def test_every_function_of_the_stub_is_there():
    assert len(FUNCTIONS) > 10
    assert {name for name in FUNCTIONS if not callable(getattr(_core, name, None))} == set()


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_what_its_stub_says_and_no_more(name):
    there = {part for part in vars(getattr(_core, name)) if not part.startswith("_")}
    assert there == {part for part in CLASSES[name] if not part.startswith("_")}
