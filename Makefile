# Each target does its own set-up. Variables: COUNCIL, YEAR (or all), REPORTS, PYTHON.
PYTHON ?= python3
COUNCIL ?= north-somerset
YEAR ?= 2022-23
REPORTS ?=
BIN := .venv/bin

# A mistyped variable would otherwise pass in silence.
GIVEN := $(foreach word,$(MAKEOVERRIDES),$(if $(findstring =,$(word)),$(firstword $(subst =, ,$(word)))))
STRANGE := $(filter-out PYTHON COUNCIL YEAR REPORTS,$(GIVEN))
ifneq ($(STRANGE),)
$(error there is no variable $(STRANGE): valid are COUNCIL, YEAR, REPORTS, PYTHON)
endif

.PHONY: pack test lint lab bench lock clean

# The invented council makes up its records first
MADE_UP := $(if $(filter sampleshire,$(COUNCIL)),test -f data/returns/sampleshire/INVENTED.txt || $(BIN)/panelpack sample,true)

pack: .venv/ready
	@$(MADE_UP)
	$(BIN)/panelpack build $(REPORTS) --council "$(COUNCIL)" --year "$(YEAR)" --pdf

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python tests/reading_age.py

# One kernel, so that a notebook saved with another opens in the project's own Python, and nobody is asked for one
lab: .venv/ready
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks --KernelSpecManager.allowed_kernelspecs=python3

bench: .venv/ready
	$(BIN)/python tests/bench.py

lock:
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	echo '# Exact versions with hashes for every platform and Python 3.11 to 3.13. Made by `make lock` from pyproject.toml.' > requirements.lock
	.cache/lock/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --all-extras --no-header --python-version 3.11 pyproject.toml >> requirements.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "panelpack needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 " + "pack")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready

clean:
	rm -rf .venv .cache
