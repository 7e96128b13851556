# SPDX-License-Identifier: Apache-2.0
"""Installs a build tree into an empty prefix and builds the project beside this file against it, somewhere else.

Nothing installed, and nothing the consumer compiled, may name the source or the build tree.

    python check.py SOURCE_DIR BUILD_DIR COMPILER
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def run(*command: object) -> str:
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(str(c) for c in command)}\n{done.stdout}")
    return done.stdout


def naming(folder: Path, forbidden: list[str], patterns: list[str]) -> list[Path]:
    files = [f for pattern in patterns for f in folder.rglob(pattern)]
    if not files:
        sys.exit(f"nothing to look at in {folder}: {patterns}")
    return [f for f in files if any(word in f.read_text(encoding="utf-8", errors="replace") for word in forbidden)]


def main() -> None:
    source, build, compiler = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    forbidden = [str(source), str(build)]
    with tempfile.TemporaryDirectory() as scratch:
        prefix, away = Path(scratch, "prefix"), Path(scratch, "consumer")
        run("cmake", "--install", build, "--prefix", prefix, "--component", "cpp")
        if bad := naming(prefix, forbidden, ["*.cmake", "*.hpp"]):
            sys.exit(f"installed files that name the source tree: {bad}")
        headers = {f.relative_to(source / "include") for f in (source / "include").rglob("*.hpp")}
        if headers != (installed := {f.relative_to(prefix / "include") for f in (prefix / "include").rglob("*.hpp")}):
            sys.exit(f"installed and written headers differ: {sorted(map(str, headers ^ installed))}")

        shutil.copytree(Path(__file__).parent, away, ignore=shutil.ignore_patterns("*.py"))
        with_io = bool(list(prefix.rglob("myhao-io-targets.cmake")))
        run("cmake", "-S", away, "-B", away / "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}",
            "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror", f"-DWITH_IO={'ON' if with_io else 'OFF'}")
        run("cmake", "--build", away / "build")
        deps = run("ninja", "-C", away / "build", "-t", "deps")
        if str(prefix / "include/myhao") not in deps or any(word in deps for word in forbidden):
            sys.exit(f"the consumer did not compile against the installed headers alone:\n{deps}")
        for program in ["headers", "io"][:1 + with_io]:
            print(program, run(away / "build" / program).strip())


if __name__ == "__main__":
    main()
