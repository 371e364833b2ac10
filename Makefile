# Set-up is two commands: `make report` does the main job, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
export OMP_NUM_THREADS ?= 1

.PHONY: report test reliability fuzz mutants lint docs lab check notebooks bench lock sbom clean help

help:  ## say what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

report: .venv/run  ## check the data, run the notebooks, write the web site report/
	$(BIN)/tracker report -o report $(if $(wildcard docs-site/index.html),--docs docs-site)

test: .venv/test .venv/docs  ## run every test, two files at a time
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder

reliability: .venv/test  ## repeat what docs/reliability.md tells: hostile records, kills, other Pythons, fuzz, mutants; hours
	RANDOM_SERIES=10000 RANDOM_RECORDS=3000 $(BIN)/python -m pytest --timeout 7200 tests/safe tests/commands/test_stopped.py tests/curate/test_files.py tests/data/test_first_release.py tests/test_linear.py tests/reconcile/methods/test_plain.py tests/reconcile/test_plain.py tests/test_same_bytes.py
	$(BIN)/python benchmarks/kills.py 300
	$(BIN)/python benchmarks/versions.py
	$(BIN)/python benchmarks/growth.py
	$(MAKE) fuzz
	$(BIN)/python benchmarks/mutants.py 300

fuzz: .venv/test  ## give each reader what nobody would write; FUZZ says how many
	FUZZ=$(FUZZ) $(BIN)/python -m pytest --timeout 36000 tests/fuzz
FUZZ ?= 100000

mutants: .venv/test  ## every small fault that could be made in the core, and which no test finds; an hour or more
	$(BIN)/python benchmarks/mutants.py

lint: .venv/test  ## style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: .venv/docs  ## write the documentation as a web site, docs-site/; the next report takes it along
	$(BIN)/python docs/build.py docs-site

lab: .venv/run  ## open JupyterLab on the overview
	@echo "JupyterLab opens on the overview; Run > Run All Cells answers its question. Control-C here stops it."
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/01-overview.ipynb

check: .venv/run  ## report every problem in data/
	$(BIN)/tracker check

notebooks: .venv/run  ## run the notebooks and keep their outputs; draw docs/gallery.md anew; write the tutorial's notebook
	$(BIN)/python -m tracker.publish.report.notebooks notebooks
	$(BIN)/python -m tracker.publish.charts.gallery docs
	$(BIN)/python docs/tutorial_notebook.py

bench: .venv/bench  ## run every job beside its peer, write docs/performance.md; some minutes
	$(BIN)/python benchmarks/speed.py

lock: .venv/test  ## pin requirements*.txt anew
	$(BIN)/uv pip compile pyproject.toml --extra build --extra lab $(LOCK) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra lab --extra test --extra lint $(LOCK) -o requirements-test.txt
	$(BIN)/uv pip compile pyproject.toml --extra docs --constraint requirements-test.txt $(LOCK) -o requirements-docs.txt
	$(BIN)/uv pip compile pyproject.toml --extra bench --constraint requirements-test.txt $(LOCK) -o requirements-bench.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet

sbom: .venv/test  ## list what is installed to run it, with versions and hashes, as CycloneDX: sbom.json
	$(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible -o sbom.json

clean:  ## remove what was made, the environment too
	rm -rf .venv .venv-lowest report docs-site dist build sbom.json artefacts .pytest_cache .hypothesis .mypy_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This project needs Python 3.11 or newer; say which one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: requirements-test.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-test.txt
	@touch $@

.venv/docs: requirements-docs.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-docs.txt
	@touch $@

# What the benchmarks compare with stays out of the environment unless it is asked for.
.venv/bench: requirements-bench.txt .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@
