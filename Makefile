# Needs Python 3.11+, Java 17+ and Maven; says which is missing. Everything happens in .venv.
# ARGS are passed on: make demo ARGS="--cases 300 --json"; make test ARGS="-k topics -x".

.PHONY: help demo up test check lint format faults attack bench lock clean
.DEFAULT_GOAL := help

BIN := .venv/bin
ARGS ?=
FAULTS ?= 60
SEED ?= 1
MESSAGES ?= 100000

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

demo: .environment ## run cases of all modes through a hub of its own and check the result
	@exec $(BIN)/lianban demo $(ARGS)

up: .environment ## start the hub and leave it running until Ctrl-C
	@exec $(BIN)/lianban up $(ARGS)

test: .environment ## run all tests (not the long ones)
	@$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

check: lint test ## run linters, type checker, import contracts and all tests

lint: .environment
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .environment ## put the code into form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

faults: .environment ## kill, freeze and cut for a long time: FAULTS=100 SEED=7 RATE=300
	@LIANBAN_TEST_FAULTS=$(FAULTS) LIANBAN_TEST_SEED=$(SEED) LIANBAN_TEST_RATE=$(RATE) \
		$(BIN)/pytest -m long -s tests/faults $(ARGS)

attack: .environment ## put spoiled messages to the border, on all cores: MESSAGES=1000000 SEED=7
	@$(BIN)/python -m tests.attack.run --messages $(MESSAGES) --seed $(SEED) $(ARGS)

bench: .environment ## measure the case lane beside a bare loop
	@$(BIN)/python -m tests.bench.run $(ARGS)

lock: ## resolve requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --all-extras --upgrade pyproject.toml \
		--output-file requirements.lock

clean: ## take away everything that was made but the data in .lianban
	@rm -rf .venv .cache build dist .coverage .coverage.* htmlcov \
		.mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.PHONY: .environment
.environment:
	@.ci/environment
