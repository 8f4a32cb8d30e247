# Everything a person or a machine does with this project. Needs Python 3.11 or newer and make; nothing else.
#   make run [PORT=8501] [HOST=127.0.0.1]   the app, as it is meant to be served
#   make test                               formatter, linter, type checker, every test
#   make bench | make gallery | make coverage | make lock   measurements | screenshots | docs/coverage.md | fresh locks

PORT ?= 8501
HOST ?= 127.0.0.1
WORKERS ?= 2
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

VENV := .venv
BIN := $(VENV)/bin
# pip compiles on one core, and the tests of every library too.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
COMPILE := $(BIN)/python -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready

.PHONY: run test bench gallery coverage lock clean
.DEFAULT_GOAL := run

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.lock | $(BIN)/python
	$(PIP) -r requirements.lock && $(COMPILE)
	@touch $@

$(TEST_READY): requirements-dev.lock | $(BIN)/python
	$(PIP) -r requirements-dev.lock && $(COMPILE)
	@touch $@

run: $(RUN_READY)
	$(BIN)/python -m pages.ui.serve --host $(HOST) --port $(PORT)

test: $(TEST_READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(BIN)/mypy & types=$$!; \
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal; tests=$$?; \
	wait $$types && exit $$tests

bench: $(TEST_READY)
	$(BIN)/python -m tests.bench

gallery: $(TEST_READY)
	$(BIN)/python -m tests.browser.gallery

coverage: $(TEST_READY)
	$(BIN)/python -m tests.coverage

# Two throw-away environments, so that a lock holds what the pins need and nothing that happened to be installed.
# Only "name==version" lines are kept: no host, no path of the machine that made the lock.
lock:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found." >&2; exit 1; }
	@for name in requirements requirements-dev; do \
		scratch=$$(mktemp -d) && \
		$(PYTHON) -m venv $$scratch && \
		$$scratch/bin/python -m pip install --quiet --disable-pip-version-check -r $$name.txt && \
		{ echo "# Written by 'make lock' from $$name.txt: every package, direct or not, at one version."; \
		  $$scratch/bin/python -m pip freeze --exclude pip --exclude setuptools | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$'; \
		} > $$name.lock; status=$$?; rm -rf $$scratch; test $$status -eq 0 || exit $$status; \
	done

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
