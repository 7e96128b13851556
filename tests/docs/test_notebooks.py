# SPDX-License-Identifier: Apache-2.0
"""Every notebook of examples/ runs from the first cell to the last, and is kept without outputs."""
import json
from pathlib import Path

import pytest
from blocks import ROOT

NOTEBOOKS = sorted((ROOT / "examples/notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda f: f.name)
def test_notebook_runs(file: Path, tmp_path: Path) -> None:
    pytest.importorskip("myhao")
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    book = nbformat.read(file, as_version=4)
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [out for cell in book.cells if cell.cell_type == "code" for out in cell.outputs]
    assert any("text/html" in out.get("data", {}) for out in shown), "nothing was shown as a table"
    drawn = [cell for cell in book.cells if "mh.plot." in cell.source]
    assert drawn and all(any("image/png" in out.get("data", {}) for out in cell.outputs) for cell in drawn), "a picture was not shown"


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda f: f.name)
def test_notebook_is_kept_without_outputs(file: Path) -> None:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    assert cells and not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS
