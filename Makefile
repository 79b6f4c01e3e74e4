# One command per need. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# The tests make some thousand databases: in memory where there is room, else in the usual place.
MEMORY := $(shell df --output=avail -k /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 4000000 { print "/dev/shm" }')
SCRATCH := $(or $(MEMORY),$(TMPDIR),/tmp)/portal-tests-$(shell id -u)
PYTEST := mkdir -p -m 711 $(SCRATCH) && TMPDIR=$(SCRATCH) $(BIN)/python -m pytest
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	--python-version 3.11 --custom-compile-command "make lock"
PO := $(wildcard portal/translations/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
POT := portal/translations/messages.pot

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

.PHONY: demo
demo: .venv/installed $(MO) ## Serve the portal with invented cases on this machine
	@exec $(BIN)/portal demo

.PHONY: test
test: setup-test check ## Everything that must hold before a change lands
	$(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder -q

# `make -k check` goes on after the first that fails.
CHECKS := check-style check-types check-layers check-templates check-security check-promises
.PHONY: check $(CHECKS)
check: $(CHECKS) ## Lint, types, architecture, templates, translations
$(CHECKS): .venv/dev .venv/installed

check-style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

check-types:
	$(BIN)/mypy

check-layers:
	$(BIN)/lint-imports --no-logo

check-templates:
	$(BIN)/djlint --lint --quiet portal

check-security:
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml crypto migrations portal

check-promises: $(MO)
	$(PYTEST) -q tests/promises

.PHONY: format
format: .venv/dev ## Put the code into its one format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: drill
drill: setup-test ## The long tests
	$(PYTEST) -q -m drill

.PHONY: bench
bench: setup-test ## Measure
	$(PYTEST) -q -s tests/bench

.PHONY: audit
audit: .venv/dev ## Known vulnerabilities in what is locked; fails when a package was skipped
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.txt
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.txt

.PHONY: sbom
sbom: .venv/dev ## Write sbom.json: what is installed with the portal, with hashes (CycloneDX)
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		--output-format JSON --output-file sbom.json requirements.txt

.PHONY: wheel
wheel: .venv/runtime ## Build the last commit's wheel into dist, the same bytes for everybody
	bash scripts/build_wheel.sh dist

.PHONY: setup-test
setup-test: system-packages .venv/dev .venv/installed $(MO) ## Install what the tests need, system packages included

.PHONY: system-packages
system-packages:
	@PYTHON="$(PYTHON)" bash .ci/system-packages

.PHONY: lock
lock: .venv/dev ## Lock the newest releases that pyproject.toml allows
	$(LOCK) --upgrade --group build --output-file requirements.txt
	$(LOCK) --upgrade --group build --group dev --constraints requirements.txt \
		--output-file requirements-dev.txt

.PHONY: messages
messages: .venv/dev
	@mkdir -p $(dir $(POT))
	$(BIN)/pybabel --quiet extract --omit-header --no-location --sort-output \
		--keyword lazy_gettext --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 \
		--keyword _l --mapping-file pyproject.toml --output-file $(POT) portal

.PHONY: translations
translations: messages ## Bring the translation files in step with the Danish texts
	@[ -e portal/translations/en/LC_MESSAGES/messages.po ] || \
		$(BIN)/pybabel --quiet init --input-file $(POT) --output-dir portal/translations --locale en
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file $(POT) --output-dir portal/translations

# The files under .venv without a suffix are stamps: a second start finds them and does no work.
.venv/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not that. Name another: make PYTHON=python3.13 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime: requirements.txt | .venv/created
	@echo "Installing what the portal needs"
	@$(PIP) install --only-binary :all: --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/created
	@echo "Installing what the tests and checks need"
	@$(PIP) install --only-binary :all: --require-hashes -r requirements-dev.txt
	@touch .venv/runtime $@

# Built with the locked setuptools: nothing unlocked is fetched.
.venv/installed: pyproject.toml .venv/runtime
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

%.mo: %.po | .venv/runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
