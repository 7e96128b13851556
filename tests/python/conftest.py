# SPDX-License-Identifier: Apache-2.0
"""What all Python tests share."""
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[2]
settings.register_profile("myhao", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("myhao")


@pytest.fixture(scope="session")
def data() -> Path:
    """Transcribed tables and old documents that are kept for ever."""
    return ROOT / "tests/data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the project's sources, which lies beside a clone or does not."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside this clone")
    return folder
