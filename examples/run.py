# SPDX-License-Identifier: Apache-2.0
"""Runs every example, C++ then Python, and says what each left in the output folder.

An example gets one argument: the folder that its report and pictures go to, its own below the one named here.

    python examples/run.py FOLDER_OF_BUILT_PROGRAMS OUTPUT_FOLDER
"""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    built, output = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    commands = {f"cpp/{file.name}": [str(built / file.stem)] for file in sorted((HERE / "cpp").glob("*.cpp"))}
    commands |= {f"python/{file.name}": [sys.executable, str(file)] for file in sorted((HERE / "python").glob("*.py"))}
    failed = []
    for name, command in commands.items():
        folder = output / name.rsplit(".", 1)[0]
        folder.mkdir(parents=True, exist_ok=True)
        print(f"\n=== examples/{name}", flush=True)
        if subprocess.run([*command, str(folder)]).returncode:
            failed.append(name)
    left = sorted(file for file in output.rglob("*") if file.is_file())
    print("\nwritten:" if left else "\nnothing was written", *(f"\n  {file}" for file in left), sep="")
    print(*(f"\nFAILED: {name}" for name in failed), sep="")
    return 1 if failed or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
