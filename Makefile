# Xiwei: `make demo` plans the bundled case, `make test` runs every check, `make app` opens the page.
# Each sets up .venv first; nothing outside this folder is changed, except that `make test` as root on a Debian system
# installs the browser, the office programs and the fonts that some tests need.

.DEFAULT_GOAL := help
PYTHON := $(shell for p in "$$XIWEI_PYTHON" python3.14 python3.13 python3.12 python3 python; do \
	[ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 && { command -v "$$p"; break; }; done)
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
MUTANTS := .venv/.mutants

.PHONY: help demo app test mutants lint format bench setup system clean

help:
	@echo "make demo   plan the bundled case (sets up .venv first)   拟定自带的样例"
	@echo "make app    open the page on this machine                 打开网页"
	@echo "make test   run every check                               运行全部检查"
	@echo "make bench  compare with other ways to solve              与其他解法比较"
	@echo "make mutants  whether the tests notice any slip in the rules   测试能否发现规则代码中的任何差错"

setup: $(RUNTIME)

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Xiwei needs Python 3.12 or newer; none was found. Install it, or name it: make demo XIWEI_PYTHON=/path/to/python3.12"; \
	  echo "席位需要 Python 3.12 或更新版本，没有找到。请先安装，或指明位置：make demo XIWEI_PYTHON=/路径/python3.12"; exit 1; fi
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: $(RUNTIME)
	$(BIN)/xiwei plan data/pools/prefecture.xlsx --policy dalian-2018 --out out
	@echo "打开网页：make app，然后访问 http://127.0.0.1:8501 · To open the page: make app, then http://127.0.0.1:8501"

app: $(RUNTIME)
	$(BIN)/xiwei app

system:
	@bash tests/system.sh

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: $(DEV) system lint
	$(BIN)/python -m pytest -n 2

$(MUTANTS): requirements-mutants.txt $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-mutants.txt
	@touch $@

mutants: $(MUTANTS)
	XIWEI_UNSHRUNK=1 $(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

bench: $(DEV)
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv out build mutants *.egg-info
