# Everything runs from here with python3 (3.11 or later), git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CORPUS = $(wildcard corpus/*/protokoll.pdf)

.DEFAULT_GOAL := help
.PHONY: sources help run desk research docs test check bench bench-export bench-search fuzz-desk accuracy faults schema corpus generate vocab lock clean kill-test soak hostile fuzz bench-batch

help:
	@echo "make run     set up, read the example minutes into output/, show what was found"
	@echo "make desk    open the desk on output/: search, decisions beside their pages, people, money"
	@echo "make research  set up tables, pandas and plots: see docs/guides/researcher.md"
	@echo "make docs    build the documentation as a site in output/site/"
	@echo "make test    set up for development, then all checks and tests"
	@echo "make check   ruff, mypy, import rules"
	@echo "make bench   speed as ratios, all measured in one run"
	@echo "make bench-export  peak memory of exporting 50,000 documents in every format"
	@echo "make bench-batch  what an archive costs: isolation, workers, Dask, manifest"
	@echo "make kill-test  kill a batch at random moments, KILLS times; nothing may be lost"
	@echo "make soak    a batch of 20,000 files, one in a hundred hostile: does it grow?"
	@echo "make hostile each kind of hostile file and how a batch takes it"
	@echo "make fuzz    feed the readers and the parser made-up bytes for SECONDS"
	@echo "make bench-search  the archive with 100,000 decisions: rate, size, percentiles"
	@echo "make fuzz-desk     thousands of generated questions to the desk's API"
	@echo "make accuracy  score against all gold, write docs/ACCURACY.md"
	@echo "make sources what lists, letters, titles, registers and shapes each give to names"
	@echo "make faults  plant faults in fictional minutes, by STYLES and FAULTS a kind: does the audit see them?"
	@echo "make schema  write schemas/ from the model"
	@echo "make corpus  lay out the example minutes as PDF"
	@echo "make generate fictional minutes with gold, by STYLES, COUNT and SEED, into output/generated/"
	@echo "make vocab   the word tables against their examples and the generated minutes"
	@echo "make lock    pin the versions that are installed now"
	@echo "make clean   remove the environment and the caches"

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or later is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)."; \
	  echo "Name another one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing into $(VENV) ..."
	@$(PIP) --no-deps -r requirements.lock -e .
	@touch $@

$(VENV)/.installed-desk: requirements-desk.lock $(VENV)/.installed
	@echo "Installing search and the desk into $(VENV) ..."
	@$(PIP) --no-deps -r requirements-desk.lock
	@touch $@

$(VENV)/.installed-research: requirements-research.lock $(VENV)/.installed
	@echo "Installing tables and frames into $(VENV) ..."
	@$(PIP) --no-deps -r requirements-research.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed-desk $(VENV)/.installed-research
	@echo "Installing the development tools into $(VENV) ..."
	@$(PIP) --no-deps -r requirements-dev.lock
	@sh scripts/setup_pango.sh $(BIN)/python
	@sh scripts/setup_browser.sh
	@sh scripts/setup_postgres.sh
	@touch $@

run: $(VENV)/.installed
	@test -n "$(CORPUS)" || { echo "There are no example minutes in corpus/ yet."; exit 1; }
	@$(BIN)/protokoll extract $(CORPUS) -o output
	@first=$(firstword $(CORPUS)); echo; echo "The JSON and the text lie in output/. Next:"; \
	  echo "  $(BIN)/protokoll inspect $$first"; \
	  echo "  $(BIN)/protokoll inspect $$first --page 1 --png output/page1.png"; \
	  echo "  $(BIN)/protokoll validate output"; \
	  echo "  $(BIN)/protokoll verify-evidence corpus"; \
	  echo "  $(BIN)/protokoll extract YOUR.pdf -o output"; echo; \
	  echo "To search all of it and see each decision on its page, open the desk:"; \
	  echo "  make desk        then http://127.0.0.1:$(PORT)/ in the browser"

# The desk on what lies in output/; further documents: make desk SOURCES="corpus DIR", after extracting them there.
SOURCES ?= corpus
PORT ?= 8000
desk: $(VENV)/.installed-desk
	@test -n "$(wildcard output/*.json)" || $(BIN)/protokoll extract $(CORPUS) -o output
	@$(BIN)/protokoll index output $(addprefix --sources ,$(SOURCES))
	@$(BIN)/protokoll serve --store output/protokoll.db --port $(PORT) --quiet

research: $(VENV)/.installed-research
	@echo "Ready: . $(BIN)/activate"

docs: $(VENV)/.installed-dev
	@PYTHONPATH=scripts $(BIN)/python -m docsite

test: check
	@$(BIN)/python -m pytest -q -rs

check: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports

# The archive with 100,000 decisions, on SQLite and PostgreSQL: some minutes and 2 GB of disk.
bench-search: $(VENV)/.installed-dev
	@$(BIN)/python -W ignore scripts/bench_search.py --postgres

# More than 5,000 generated questions to the API of a real desk.
fuzz-desk: $(VENV)/.installed-dev
	@$(BIN)/python scripts/fuzz_desk.py $(EXAMPLES)

bench: $(VENV)/.installed-dev
	@$(BIN)/python scripts/bench.py

DOCUMENTS ?= 50000
bench-export: $(VENV)/.installed-dev
	@$(BIN)/python scripts/bench_export.py --documents $(DOCUMENTS)

# What each source of evidence for names gives: the real gold, where it is there, and the corpus.
sources: $(VENV)/.installed-dev
	@$(BIN)/python scripts/evidence_sources.py $(or $(REAL),corpus)

bench-batch: $(VENV)/.installed-dev
	@$(BIN)/python scripts/bench_batch.py

KILLS ?= 200

kill-test: $(VENV)/.installed-dev
	@$(BIN)/python scripts/kill_test.py --kills $(KILLS)

soak: $(VENV)/.installed-dev
	@$(BIN)/python scripts/soak.py

hostile: $(VENV)/.installed-dev
	@$(BIN)/python scripts/hostile_table.py

SECONDS ?= 600
fuzz: $(VENV)/.installed-dev
	@$(PIP) --only-binary :all: atheris 2>/dev/null || echo "No atheris for this system: mutating blindly."
	@$(BIN)/python scripts/fuzz.py --seconds $(SECONDS)

# Gold of real minutes lies outside the project and is scored when it is there.
REAL ?= $(wildcard ../shared/real/gold)

# Generated minutes and planted faults are part of it: some minutes' work.
accuracy: $(VENV)/.installed-dev
	@rm -rf output/accuracy
	@for styles in development held-back; do \
	  PYTHONPATH=scripts $(BIN)/python -m generate --styles $$styles --count 84 --seed 1 --text -o output/accuracy/$$styles || exit 1; \
	  PYTHONPATH=scripts $(BIN)/python -m faults --styles $$styles --count $(FAULTS) --clean $(CLEAN) \
	    -o output/accuracy/faults-$$styles.json > output/accuracy/faults-$$styles.txt || exit 1; done
	@$(BIN)/protokoll evaluate corpus output/accuracy/development output/accuracy/held-back --ending pdf --ending txt \
	  --write-accuracy $(addprefix --real ,$(REAL)) \
	  --planted output/accuracy/faults-development.json --planted output/accuracy/faults-held-back.json

schema: $(VENV)/.installed
	@$(BIN)/protokoll schema --write schemas

corpus: $(VENV)/.installed-dev
	@PYTHONPATH=scripts $(BIN)/python -m generate --selection -o corpus/generated
	@$(BIN)/python scripts/render_corpus.py

STYLES ?= development
COUNT ?= 20
SEED ?= 1
generate: $(VENV)/.installed-dev
	@PYTHONPATH=scripts $(BIN)/python -m generate --styles $(STYLES) --count $(COUNT) --seed $(SEED) -o output/generated

FAULTS ?= 40
CLEAN ?= 200
faults: $(VENV)/.installed-dev
	@PYTHONPATH=scripts $(BIN)/python -m faults --styles $(STYLES) --count $(FAULTS) --clean $(CLEAN)

# The word tables against their examples, and against all development texts.
vocab: generate
	@$(BIN)/protokoll check-vocab corpus output/generated

lock: $(VENV)/.installed-dev
	@$(BIN)/python scripts/lock.py

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
