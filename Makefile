# SPDX-License-Identifier: Apache-2.0
# `make demo` and `make test` set up whatever a bare Debian 12 with make, git and Python 3.11 lacks. Everything they make is in build/.
.DELETE_ON_ERROR:
.PHONY: help demo test lint bench docs fuzz clean cpp sanitize python
PYTHON ?= $(shell command -v python3.11 || command -v python3)
CLANG ?= clang++-19
DEBIAN := g++ cmake ninja-build libboost-dev nlohmann-json3-dev catch2 clang-19 libclang-rt-19-dev python3-venv python3-dev
BIN := build/venv/bin
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc)
export CTEST_PARALLEL_LEVEL ?= $(shell nproc)

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

demo: python build/release/build.ninja  ## run the examples; the report and the pictures are left in build/demo
	@cmake --build build/release --target examples
	@$(BIN)/python examples/run.py build/release/examples build/demo

test: cpp sanitize python  ## everything: GCC, Clang with sanitizers, the installed package, Python, documents
	$(BIN)/python -m pytest -n $(CTEST_PARALLEL_LEVEL)

cpp: build/release/build.ninja
	cmake --build build/release
	ctest --preset release

sanitize: build/asan-ubsan/build.ninja
	cmake --build build/asan-ubsan
	ctest --preset asan-ubsan

lint: build/venv/.package  ## what can be said without running: layers, licences, exact arithmetic, types
	$(BIN)/python -m pytest -q tests/tools tests/typing

bench: python build/venv/.bench build/release/build.ninja  ## ratios against peers measured in the same run
	@cmake --build build/release --target examples
	@$(BIN)/python tests/bench/run.py

docs: python  ## run what the documents show, and follow their links
	$(BIN)/python -m pytest -q tests/docs

FUZZ_SECONDS ?= 120
fuzz: build/.debian  ## feed the document reader and the evaluator any bytes, FUZZ_SECONDS each; what fails is left in build/fuzz
	@cmake --preset asan-ubsan -B build/fuzz -DCMAKE_CXX_COMPILER=$(CLANG) -DMYHAO_FUZZ=ON "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1" > /dev/null
	@cmake --build build/fuzz --target fuzz_document fuzz_evaluator
	@for t in document evaluator; do mkdir -p build/fuzz/corpus/$$t; \
	  build/fuzz/tests/fuzz/fuzz_$$t build/fuzz/corpus/$$t tests/fuzz/corpus/$$t tests/data/v1 -max_total_time=$(FUZZ_SECONDS) -max_len=40000 -timeout=20 -artifact_prefix=build/fuzz/$$t- -print_final_stats=1 || exit 1; done

clean:  ## remove build/
	rm -rf build

# --- set-up ---------------------------------------------------------------------------------------------------------

build/.debian: Makefile
	@mkdir -p build
	@missing=; for p in $(DEBIAN); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	[ -z "$$missing" ] || { sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; echo "installing$$missing"; \
	  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing; }
	@touch $@

build/release/build.ninja: build/.debian CMakePresets.json
	cmake --preset release -DCMAKE_CXX_COMPILER=g++

build/asan-ubsan/build.ninja: build/.debian CMakePresets.json
	cmake --preset asan-ubsan -DCMAKE_CXX_COMPILER=$(CLANG)

# What building and testing the package needs; then the package itself, whose build folder is kept and so rebuilt in part.
build/venv/.needs: build/.debian pyproject.toml
	$(PYTHON) -m venv build/venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check $$($(BIN)/python tests/tools/requirements.py)
	@touch $@

# The libraries that only the benchmarks race against.
build/venv/.bench: build/venv/.needs
	$(BIN)/python -m pip install -qq --disable-pip-version-check $$($(BIN)/python tests/tools/requirements.py bench)
	@touch $@

python: build/venv/.package
build/venv/.package: build/venv/.needs README.md CMakeLists.txt $(shell find include src python cmake -type f -not -path '*/__pycache__/*')
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --force-reinstall \
	  --config-settings=build-dir=build/python --config-settings=cmake.define.MYHAO_STRICT=ON .
	@touch $@
