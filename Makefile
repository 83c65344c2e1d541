# Selon: everything a developer calls. `make run` and `make test` set all up by themselves.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PYTHONUTF8 := 1
export PYTHONPATH := src:.

# Another environment can be used in place of .venv: make test PY=/path/to/python
PY ?= .venv/bin/python
ifeq ($(PY),.venv/bin/python)
READY := .venv/.ready
else
READY :=
endif
BIN = $(dir $(PY))
# Two at a time: the tests start real processes.
JOBS ?= 2
ARGS ?=

.PHONY: help setup run test cover lint web web-check bench-quality bench-claims bench-speed fuzz desk docs picture ci lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$'\t' read -r a b; do printf '  make %-14s %s\n' "$$a" "$$b"; done

setup: $(READY) ## make .venv with everything in it, build the desk's pages (done by the others when needed)
	@$(PY) -m tools.web --lenient

.venv/.ready: requirements.lock pyproject.toml tools/setup.sh tools/install.py tools/uv.lock
	@bash tools/setup.sh
	@touch $@

run: $(READY) ## the example dossier: reports in, statements out
	@$(PY) -m tools.web --lenient
	@$(PY) -m selon example

web: $(READY) ## the desk's pages, built when their sources changed
	@$(PY) -m tools.web

web-check: $(READY) ## types and unit tests of the desk's pages
	@$(PY) -m tools.web --check

test: web ## all tests
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

cover: web ## all tests, with the lines they reach (at least 90 %)
	@$(PY) -m pytest -n $(JOBS) --cov --cov-report=term:skip-covered $(ARGS)

lint: $(READY) ## ruff, mypy --strict, import contracts
	@$(PY) -m ruff check src tests benchmarks tools
	@$(PY) -m ruff format --check src tests benchmarks tools
	@$(PY) -m mypy
	@$(BIN)lint-imports

bench-quality: $(READY) ## quality against gold, with floors (needs the corpora)
	@$(PY) -m benchmarks.quality $(ARGS)

bench-claims: $(READY) ## claims, copies, fusion against known truth, with floors (needs the dossiers)
	@$(PY) -m benchmarks.claims $(ARGS)

bench-speed: $(READY) ## words per second, start time
	@$(PY) -m benchmarks.speed $(ARGS)

# Seconds for each parser; atheris comes with the first run (Linux).
SECONDS_EACH ?= 60

fuzz: $(READY) ## every parser of foreign bytes against atheris: make fuzz SECONDS_EACH=600; nightly, not in CI
	@$(PY) -c "import atheris" 2>/dev/null || $(PY) -m uv pip install --quiet --python $(PY) --group fuzz
	@$(PY) -m tools.fuzz $(SECONDS_EACH) $(ARGS)

# The ledger that `make desk` serves; an example one is made where none is named.
LEDGER ?= .artifacts/example.db

desk: web ## the desk in a browser, on an example: make desk LEDGER=war.db for another
	@mkdir -p .artifacts
	@[ -e "$(LEDGER)" ] || [ "$(LEDGER)" != .artifacts/example.db ] || $(PY) -m selon example --ledger "$(LEDGER)" > /dev/null
	@$(PY) -m selon desk --ledger "$(LEDGER)" $(ARGS)

picture: web ## draw the pictures of the README anew (needs Chromium)
	@$(PY) -m tools.picture

docs: $(READY) ## write the reference from the code
	@$(PY) -m tools.reference

ci: ## what has to pass before anything is merged
	@.ci/run

lock: $(READY) ## pin the requirements anew
	@$(PY) -m uv pip compile --universal --generate-hashes --group dev --all-extras pyproject.toml -o requirements.lock --quiet
	@$(PY) -m uv pip compile --universal --generate-hashes --no-header tools/uv.in -o tools/uv.lock --quiet
	@$(PY) -m uv pip compile --universal --generate-hashes --no-header tools/node.in -o tools/node.lock --quiet

clean: ## remove what was made
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov dist build src/selon/desk/web_dist src/selon/desk/web/node_modules
