# The two commands: make demo, make test. Both make the environment first. The rest is for who changes Wireroom.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two processes, each with a newsroom and a database of its own, file by file in their order: the longest are not last.
PYTEST := $(BIN)/python -m pytest -q --numprocesses 2 --dist loadfile --no-loadscope-reorder

# Compiled once and kept, also where the environment says otherwise: the tests start the command hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-database lint lock bench fuzz messages clean

demo: $(VENV)/installed
	$(BIN)/wireroom demo --home demo-newsroom

test: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(PYTEST)

# On another database than SQLite: DATABASE=postgresql://user@host:port/name, a server where it may make test databases.
test-database: $(VENV)/installed
	WIREROOM_TEST_DATABASE=$(DATABASE) $(PYTEST) tests/unit/tasks tests/unit/wire tests/unit/publishing \
		tests/flow/test_arriving.py tests/flow/test_status_is_law.py tests/flow/test_any_order.py tests/flow/test_rights.py \
		tests/flow/test_push.py tests/flow/test_search.py tests/flow/test_same_copy.py tests/flow/test_stories.py \
		tests/flow/test_ledger.py tests/flow/test_gone_from_every_page.py tests/unit/stories

lint: $(VENV)/installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/installed
	for name in parse render intake rebuild one_change latency lift serve; do $(BIN)/python bench/$$name.py || exit 1; done

# Ten minutes over every parser; what is found lies in tests/fuzz/found and is a test from then on.
fuzz: $(VENV)/installed
	$(BIN)/python tests/fuzz/fuzz.py --seconds $(or $(FUZZ_SECONDS),600)

messages: $(VENV)/installed
	$(BIN)/pybabel --quiet extract -F babel.cfg --no-location -o edition.pot .
	$(BIN)/pybabel --quiet update --no-fuzzy-matching -D edition -i edition.pot -d wireroom/locale
	rm edition.pot
	$(BIN)/pybabel --quiet compile -D edition -d wireroom/locale
	$(BIN)/pybabel --quiet compile -D django -d wireroom/desk/locale

# The locks hold hashes and no addresses: the same files everywhere, from whatever index pip is set up with.
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --allow-unsafe \
	--no-emit-index-url --no-emit-find-links

lock: $(BIN)/python
	$(BIN)/pip install --quiet pip-tools
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra test --extra postgresql --output-file requirements-test.lock pyproject.toml

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wireroom needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements-test.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-test.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) demo-newsroom build dist
