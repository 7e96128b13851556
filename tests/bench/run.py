# SPDX-License-Identifier: Apache-2.0
"""`make bench`: every benchmark beside this file, one after the other. Ratios are printed, never asserted."""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BENCHMARKS = ["compile_time.py", "import_time.py"]


def main() -> int:
    return max(subprocess.run([sys.executable, str(HERE / name)]).returncode for name in BENCHMARKS)


if __name__ == "__main__":
    sys.exit(main())
