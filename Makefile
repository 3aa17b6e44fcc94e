# Needs make and Python 3.11 or newer, nothing else. Every target sets up .venv by itself when it is missing or stale.

PYTHON ?=
WORKERS ?= 2
BIN := .venv/bin
READY := .venv/ready

.PHONY: help setup demo check test soak bench lock

help:
	@echo 'make demo    the whole thing on one page, no token needed: http://127.0.0.1:8080'
	@echo 'make test    all checks and all tests'
	@echo 'make check   style, types, who may import whom, texts'
	@echo 'make soak    the long runs: processes killed again and again, faults put into the ledger'
	@echo 'make bench   how fast it is here'
	@echo 'make setup   .venv with everything in it, and the command .venv/bin/starlight'
	@echo 'make lock    requirements.lock anew from pyproject.toml (needs uv)'
	@echo 'PYTHON=python3.12 names another Python, WORKERS=4 runs more tests side by side.'

setup: $(READY)

demo: $(READY)
	$(BIN)/starlight demo

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_house.py

# Whoever is killed and watched as its own process has the machine to itself: else a neighbour is measured with it. The
# note about the browser comes last, where it is seen, and does not hide how the tests went.
test: check
	@code=0; $(BIN)/python -m pytest -n $(WORKERS) -m "not kills" || code=$$?; \
		$(BIN)/python -m pytest -m kills || code=$$?; $(browser_note); exit $$code

soak: $(READY)
	$(BIN)/python -m tests.endtoend.soak --kills 60
	$(BIN)/python -m tests.endtoend.soak --kills 60 --database postgres --webhook
	$(BIN)/python -m tests.rewards.killing --kills 60
	LEDGER_EXAMPLES=300 $(BIN)/python -m pytest tests/rewards/test_ledger_model.py
	$(BIN)/python -m tests.rewards.mutants

bench: $(READY)
	@for file in benchmarks/[a-z]*.py; do \
		name=$$(basename $$file .py); echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; \
	done

# uv also writes uv.lock, which records registry hosts: it is made elsewhere and left there.
lock:
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv'; exit 1; }
	@folder=$$(mktemp -d) && trap 'rm -r "$$folder"' EXIT && cp pyproject.toml README.md LICENSE "$$folder" && \
		uv export --quiet --project "$$folder" --no-header --format requirements-txt --no-emit-project \
			--all-extras --all-groups --output-file "$$folder/requirements.lock" && \
		! grep -n '://' "$$folder/requirements.lock" && cp "$$folder/requirements.lock" requirements.lock
	@echo 'requirements.lock is new; run make test.'

$(READY): requirements.lock pyproject.toml
	@$(find_python); $(make_venv)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# The first Python that is new enough: the one named, else python3, else one with its version in its name.
define find_python
	is_good='import sys; sys.exit(sys.version_info < (3, 11))'; found=; \
	for each in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
		if $$each -c "$$is_good" 2>/dev/null; then found=$$each; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo 'Starlight needs Python 3.11 or newer; $(or $(PYTHON),python3) is $(shell $(or $(PYTHON),python3) --version 2>&1 || true).'; \
		echo 'Install one, or name one that is there: make PYTHON=python3.12 $(MAKECMDGOALS)'; exit 1; \
	fi
endef

define make_venv
	if ! $(BIN)/python -c "$$is_good" 2>/dev/null; then \
		if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "$$found can't make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; \
		fi; \
		echo "Setting up .venv with $$($$found --version); this takes a minute or two, once."; \
		$$found -m venv --clear .venv; \
	fi; \
	$(BIN)/python -c 'import pip' 2>/dev/null || $(BIN)/python -m ensurepip
endef

# On a person's machine browser tests may be skipped, loudly; where CI is set they may not.
define browser_note
	if ! command -v chromium >/dev/null; then \
		echo; echo '!! NO BROWSER HERE: the tests that drive the page in chromium were SKIPPED.'; \
		echo '!! On Debian and Ubuntu: apt-get install chromium'; echo; \
		if [ -n "$$CI" ]; then code=1; fi; \
	fi
endef
