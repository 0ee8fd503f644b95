# `make` alone lists what there is; each target is one line calling the tool, so that people and CI run the same.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PY := .venv/bin/python
PORT ?= 8000
export PORT

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

.venv/runtime: requirements/setup.txt requirements/runtime.txt pyproject.toml
	@sh tools/setup.sh runtime

.venv/dev: requirements/dev.txt .venv/runtime
	@sh tools/setup.sh dev

setup: .venv/runtime ## Bring the environment, nothing else
	@$(PY) -m compagnon.core.words

demo: setup ## A living demonstration on 127.0.0.1:8000 (PORT=…, RESET=1 begins afresh)
	@COMPAGNON_DEMO=1 $(PY) -m compagnon demo $(if $(RESET),--reset,)

run: setup ## Serve this installation, with its worker
	@$(PY) -m compagnon serve

test: .venv/dev setup ## The whole suite, browser tests where a Chromium is found
	@.venv/bin/pytest -n 2 -q

test-fast: .venv/dev setup ## Everything but the browser
	@.venv/bin/pytest -n 2 -q -m "not browser and not journey"

browser: .venv/dev setup ## The browser tests and journeys alone
	@.venv/bin/pytest -q -m "browser or journey"

bench: .venv/dev setup ## Speed and memory beside a floor measured in the same run
	@$(PY) -m tools.bench

lint: .venv/dev ## Style of Python and templates
	@.venv/bin/ruff check src tests tools && .venv/bin/ruff format --check -q src tests tools && .venv/bin/djlint --quiet --lint src

types: .venv/dev ## Types
	@.venv/bin/mypy

imports: .venv/dev ## Who may import whom
	@.venv/bin/lint-imports --no-cache

messages: .venv/dev ## Collect the words to translate (needs GNU gettext)
	@cd src/compagnon && ../../$(PY) -m compagnon makemessages --all --no-obsolete --no-wrap --add-location file

doctor: setup ## What is missing or wrong, in plain sentences
	@$(PY) -m compagnon doctor

lock: .venv/runtime ## Lock the requirements anew, with hashes
	@for f in setup runtime s3 texts dev; do .venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 requirements/$$f.in -o requirements/$$f.txt; done

.PHONY: help setup demo run test test-fast browser bench lint types imports messages doctor lock
