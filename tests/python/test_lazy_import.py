# SPDX-License-Identifier: Apache-2.0
"""`import myhao` is cheap: what is optional, or large, is imported when it is first used."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

mh = pytest.importorskip("myhao")
OPTIONAL = {"pandas", "polars", "pyarrow", "matplotlib", "narwhals"}


def imported(code: str) -> set[str]:
    """The top modules that a new interpreter has loaded after `code`."""
    show = "import sys; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_loads_no_frame_library_and_no_pictures():
    assert "myhao" in imported("import myhao")
    assert not imported("import myhao") & OPTIONAL


def test_a_history_from_rows_needs_no_frame_library():
    code = "import myhao as mh\nh = mh.History.from_records([{'id': 'a', 'name': 'A', 'kind': 'province', 'since': '2020-01-01'}])\nassert h.at('2021-01-01').ids == ['a']"
    assert not imported(code) & OPTIONAL


def test_every_name_of_the_organisation_is_found_and_listed():
    for name in ("History", "Tree", "Scheme", "SchemeSeries", "Kind", "Findings", "Error", "UnknownUnit", "dates", "terms"):
        assert getattr(mh, name) is not None
        assert name in dir(mh)


def test_every_public_name_can_be_loaded_and_type_checkers_see_the_same():
    names = set(mh.__all__)
    assert len(names) > 60
    assert {name for name in names if getattr(mh, name, None) is None} == set()
    tree = ast.parse(Path(mh.__file__).read_text(encoding="utf-8"))
    (checked,) = [node for node in tree.body if isinstance(node, ast.If)]
    assert {alias.asname for node in checked.body for alias in node.names} == names


def test_an_unknown_name_is_an_attribute_error_that_names_it():
    with pytest.raises(AttributeError, match="Histroy"):
        _ = mh.Histroy
