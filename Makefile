# Everything here needs python3 (3.11 or newer), git and make; `setup` fetches the rest into .venv.
PYTHON ?= python3
BIN := .venv/bin
UPGRADE ?=
# A file of tests stays in one process: what its tests share is made once.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix messages lock bench clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1 : /p' $(MAKEFILE_LIST) | column -t -s: -l2 2>/dev/null \
		|| sed -n 's/^\([a-z]*\):.*## /\1 : /p' $(MAKEFILE_LIST)

setup:  ## what the program needs, into .venv
	@$(PYTHON) scripts/setup.py

demo: setup  ## a running site with a real department and an invented nation
	@$(BIN)/prongsai demo

test:  ## every test, from nothing
	@$(PYTHON) scripts/setup.py --with dev --with spark --with replay
	$(PYTEST)

check:  ## the whole truth, in the order that fails fastest
	@$(PYTHON) scripts/setup.py --with dev --with spark --with replay
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy prongsai
	home=$$(mktemp -d) && trap "rm -rf $$home" EXIT && PRONGSAI_HOME=$$home \
		$(BIN)/django-admin makemigrations --check --dry-run --settings prongsai.config.settings
	$(PYTEST)

fix:  ## format, and mend what the linter can
	@$(PYTHON) scripts/setup.py --with dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages:  ## collect what pages say, and compile the translations
	@$(PYTHON) scripts/setup.py --with dev
	$(BIN)/python scripts/messages.py

lock:  ## the lock files from pyproject.toml; UPGRADE=--upgrade takes the newest versions
	@$(PYTHON) scripts/setup.py --with dev
	$(LOCK) --group build -o requirements/build.lock
	$(LOCK) --group replay -o requirements/replay.lock
	$(LOCK) pyproject.toml -c requirements/build.lock -o requirements/base.lock
	$(LOCK) pyproject.toml -c requirements/build.lock -c requirements/base.lock --group dev -o requirements/dev.lock
	$(LOCK) pyproject.toml -c requirements/base.lock -c requirements/dev.lock --extra spark -o requirements/spark.lock
	$(LOCK) pyproject.toml -c requirements/base.lock -c requirements/spark.lock --extra benchmarks -o requirements/benchmarks.lock

bench:  ## the measurements that the documentation quotes
	@$(PYTHON) scripts/setup.py --with benchmarks
	$(BIN)/python -m benchmarks

clean:  ## remove what the other targets made in this folder
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
