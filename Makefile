# Everything runs in .venv, which scripts/bootstrap makes from the lock files.
SHELL := /bin/sh
.DEFAULT_GOAL := help

BIN := .venv/bin
GOLD ?= ../shared/eval/dev.jsonl
SCORER ?= ../shared/eval/score.py
EXTRACTED ?= build/extracted.jsonl
PYTEST_ARGS ?=

TRAINING ?= ../shared/training

.PHONY: help install demo test lint format evaluate models lock clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

install: ## make .venv with the locked versions
	@scripts/bootstrap

demo: ## install, ingest the samples through the Prefect flow, show what the graph tells
	@scripts/bootstrap
	@$(BIN)/python scripts/demo.py

test: ## install, check style and types, run the tests (PYTEST_ARGS=… is passed on)
	@scripts/bootstrap --dev
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: ## check style and types
	@scripts/bootstrap --dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: ## put style right
	@scripts/bootstrap --dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

evaluate: ## extract the annotated articles (GOLD=…) and print the scorer's table
	@scripts/bootstrap
	@test -f "$(GOLD)" || { echo "no annotated articles at $(GOLD); name them: make evaluate GOLD=path" >&2; exit 1; }
	@mkdir -p "$(dir $(EXTRACTED))"
	$(BIN)/reelgraph extract --quiet "$(GOLD)" -o "$(EXTRACTED)"
	$(BIN)/python "$(SCORER)" "$(GOLD)" "$(EXTRACTED)" --by
	@$(BIN)/python -m scripts.split_gold "$(GOLD)" "$(dir $(EXTRACTED))gold"
	@for part in tuned held; do echo; echo "== $$part"; \
	  $(BIN)/python "$(SCORER)" "$(dir $(EXTRACTED))gold/$$part.jsonl" "$(EXTRACTED)"; done

models: ## train all models again (TRAINING=folder of the public sets), score them, write the model card's tables
	@scripts/bootstrap --dev
	$(BIN)/python -m scripts.models.train_pipelines --public "$(TRAINING)"
	$(BIN)/python -m scripts.models.train_linear
	$(BIN)/python -m scripts.models.evaluate --public "$(TRAINING)" --card

lock: ## write the lock files from what .venv holds
	@$(BIN)/python scripts/lock

clean: ## remove what can be made again (.venv, caches, the demo's workspace)
	rm -rf .venv build dist demo-workspace .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find flows graph tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
