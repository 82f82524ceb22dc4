# make run    serve with the embedded default: SQLite and Maildir in ./var, SMTP on 127.0.0.1:8025
# make test   everything: style, types, layers, tests against real servers (installs what is missing where it may)
# make bench  speed as ratios against a control, and the kill test at length
# make screenshots  what the console's pages look like, from a small store in Debian's Chromium, into var/screenshots
# make train  teach the model of impact anew, from models/examples (an environment of its own, under an hour on 2 cores)
# make words  bring the console's catalogues (locale/*.po) up to what its pages and the rooms below say
# make lock   resolve the dependencies anew

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Matrix' homeserver, which the tests talk to, apart from all that is ours.
SYNAPSE := .venv-synapse

.PHONY: run test bench screenshots words train lock clean

run: $(VENV)/run.stamp
	$(BIN)/intakebot run

# Three at a time on two cores: in chats much of a test is silence. Who has nothing left takes from who has most.
SPREAD ?= -n 3 --dist worksteal
# Bots and commands start some hundred times: without kept bytecode each compiles all of the house anew.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/test.stamp $(SYNAPSE)/stamp
	tests/servers/install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(SPREAD)

bench: $(VENV)/test.stamp
	tests/servers/install
	$(BIN)/python -m bench

screenshots: $(VENV)/test.stamp
	$(BIN)/python -m bench.screenshots

LOCALE := intakebot/console/locale
words: $(VENV)/test.stamp
	@mkdir -p build
	cd intakebot && ../$(BIN)/pybabel -q extract -F console/locale/babel.cfg --ignore-dirs="node_modules channels cli .* _*" -k _ -k say \
		-k _n:1,2 -k Sentence -k NotDone -k Unfit -k NoSuchVersion -k HeaderRefused -k Misshapen --no-location --sort-output --omit-header \
		-o ../build/console.pot .
	for language in ru pl; do $(BIN)/pybabel -q update -i build/console.pot -o $(LOCALE)/$$language.po -l $$language \
		--no-fuzzy-matching --ignore-obsolete --no-wrap --omit-header; done

# Without registry addresses, with the hashes of every file: pip finds them wherever it is told to look.
LOCK := $(BIN)/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: $(VENV)/bin/python
	$(PIP) install pip-tools
	$(LOCK) --extra build -o requirements.lock pyproject.toml
	$(LOCK) --extra build --extra dev -o requirements-dev.lock pyproject.toml
	$(LOCK) --extra build --extra train -o requirements-train.lock pyproject.toml
	echo 'matrix-synapse>=1.163' | $(LOCK) -o requirements-synapse.lock -
	sed -i '/^# The following packages are considered/d' requirements*.lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The browser's part is bundled by the wheel's hook.
ASSETS := hatch_build.py $(wildcard intakebot/console/frontend/*.*)

$(VENV)/run.stamp: requirements.lock pyproject.toml $(ASSETS) | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock pyproject.toml $(ASSETS) | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

$(SYNAPSE)/stamp: requirements-synapse.lock
	$(PYTHON) -m venv $(SYNAPSE)
	$(SYNAPSE)/bin/python -m pip --disable-pip-version-check --quiet install --only-binary :all: --require-hashes -r requirements-synapse.lock
	@touch $@

TRAINING := .venv-train
train: $(TRAINING)/train.stamp
	$(TRAINING)/bin/intakebot train

$(TRAINING)/train.stamp: requirements-train.lock pyproject.toml
	$(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-train.lock
	$(TRAINING)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) $(TRAINING) $(SYNAPSE) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
