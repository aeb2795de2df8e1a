# csto: everything sets itself up. `make demo` shows the main job, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INTEROP := .venv-interop
SOURCES := $(shell find csto_cli -type f -not -path '*/__pycache__/*')
SAMPLE := samples/river-council.en.txt
RECORDS ?=
ANSWERS ?= $(RECORDS)
# One more than there are processors: half of what the tests do is wait for a csto of their own.
WORKERS := $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))

.PHONY: demo test test-faults test-interop lint accuracy mutation bench docs site clean

$(VENV)/.dependencies: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "csto needs Python 3.11 or newer; set PYTHON=python3.x")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '.[dev]'
	touch $@

$(VENV)/.installed: $(VENV)/.dependencies $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	touch $@

demo: $(VENV)/.installed
	@echo '$$ csto speakers $(SAMPLE)'
	@$(BIN)/csto speakers $(SAMPLE) --format table
	@echo
	@echo '$$ csto decisions $(SAMPLE) --evidence'
	@$(BIN)/csto decisions $(SAMPLE) --evidence --format table
	@echo
	@echo '$$ csto speakers $(SAMPLE) | head -1'
	@$(BIN)/csto speakers $(SAMPLE) --format ndjson | head -1

test: $(VENV)/.installed
	$(BIN)/pytest -n $(WORKERS) tests -m "not interop and not faults"

# Full disks, closed pipes, interrupts, lost workers, odd clocks and places: minutes of waiting, so they have a call of their own.
test-faults: $(VENV)/.installed
	$(BIN)/pytest -n $(WORKERS) tests/cli -m faults

# Other people's tools read what csto writes, in an environment of their own. ConvoKit asks for more than a gigabyte that
# its corpus model never imports: it is installed without its dependencies, and the extra names those that are used.
$(INTEROP)/.installed: pyproject.toml $(SOURCES)
	test -x $(INTEROP)/bin/python || $(PYTHON) -m venv $(INTEROP)
	$(INTEROP)/bin/python -m pip install --quiet --disable-pip-version-check '.[interop]'
	$(INTEROP)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	$(INTEROP)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'convokit==5.0.0'
	touch $@

test-interop: $(INTEROP)/.installed
	$(INTEROP)/bin/python -m pytest tests/interop -m interop

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

accuracy: $(VENV)/.installed
	$(BIN)/python tools/accuracy.py samples/answers --records samples --check docs/accuracy.json
ifneq ($(RECORDS),)
	$(BIN)/python tools/accuracy.py $(ANSWERS) --records $(RECORDS) --details
endif

# What the pages show of the program, and the pages as a site in build/site; a warning is an error.
docs: $(VENV)/.installed
	$(BIN)/python tools/make_docs.py

site: $(VENV)/.installed
	$(BIN)/sphinx-build --quiet --nitpicky --fail-on-warning --keep-going --fresh-env --write-all \
	  --builder html --doctree-dir build/doctrees docs build/site
	@echo build/site/index.html

# Wrong code on purpose: does a test see it? docs/testing.md says what is drawn; MUTATION='--size 8 --seed other' draws more.
mutation: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'mutmut>=3.8,<4'
	nice $(BIN)/python tools/mutation.py $(MUTATION)

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/compare.py

clean:
	rm -rf $(VENV) $(INTEROP) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
