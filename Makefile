# Everything starts here. `make demo` and `make test` do their own set-up; the second time that takes a second.
.PHONY: help setup demo test fast trust audit lint lock bench report gold clean
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# Files of tests side by side; each process holds a language model, so no more than four.
SIDE := --numprocesses auto --maxprocesses 4 --dist loadfile
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(VENV)/.ready  ## a virtual environment in .venv with everything pinned by hash

$(VENV)/.ready: requirements.lock pyproject.toml tools/setup.sh
	@sh tools/setup.sh $(VENV)

demo: setup  ## check the seed article through the Prefect flow; ends with the verdicts and the report's path
	@$(BIN)/python -m flows.check_article seeds/meta-superintelligence/article.txt --offline --out build/demo

test: setup  ## the whole test suite
	@$(BIN)/python -m pytest $(SIDE)

fast: setup  ## the tests that need no browser, server or database
	@$(BIN)/python -m pytest $(SIDE) -m "not slow"

trust: setup  ## every promise of docs/trust.md put to the test, one line each; takes about half an hour
	@$(BIN)/python -m tests.trust

audit: setup  ## known holes in the pinned dependencies, where their list can be reached; says so where it can't
	@$(BIN)/python -m tests.trust supply

lint: setup  ## ruff and mypy
	@$(BIN)/ruff check src flows tests
	@$(BIN)/ruff format --check src flows tests
	@$(BIN)/mypy

bench: setup  ## speed and memory, as ratios in one run
	@$(BIN)/python -m tests.bench

lock: setup  ## pin every dependency again, with hashes
	@$(BIN)/uv pip compile pyproject.toml --all-extras --generate-hashes --no-emit-index-url --universal \
	  --python-version 3.12 --no-header --upgrade -q -o requirements.lock

report: setup  ## pictures of the reports, the review site and Prefect's pages from real runs, into docs/ (needs chromium, PostgreSQL)
	@$(BIN)/python -m tools.reports
	@$(BIN)/python -m tools.reviewing
	@$(BIN)/python -m tests.pool --picture docs/prefect.png

gold: setup  ## scores of the seeds against their gold standards and floors
	@$(BIN)/claimcheck gold

clean:  ## remove what was built; .venv goes too
	@rm -rf $(VENV) build dist
