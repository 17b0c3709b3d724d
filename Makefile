# Each verb sets up what it needs first. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export PYTHONPATH := $(CURDIR)
export RASA_TELEMETRY_ENABLED := false

.PHONY: help setup shell run matrix nurse cluster train test faults evaluate encoder bench mutants check widget

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

setup:
	@sh scripts/environment.sh

shell: setup ## talk to the assistant here, in the terminal
	@exec $(PYTHON) -m assistant.launch shell

run: setup ## serve it on B2M_PORT (5005), loopback only unless B2M_HOST says otherwise
	@exec $(PYTHON) -m assistant.launch run

matrix: setup ## try it on Matrix: a homeserver on this machine, the assistant, and you as a patient
	@exec $(PYTHON) -m deploy.matrix.try_it patient

nurse: setup ## be the nurse in that trial, in another terminal
	@exec $(PYTHON) -m deploy.matrix.try_it staff

cluster: setup ## try two servers behind nginx on PostgreSQL, on this machine
	@exec $(PYTHON) -m deploy.cluster.try_it

train: setup ## train the model, if none fits the data
	@exec $(PYTHON) -m assistant.model

test: setup ## run every test
	@exec $(PYTHON) -m pytest

faults: setup ## 10 000 hostile requests; servers killed at random under many messages (SEED=2: other requests)
	@B2M_FAULTS_REQUESTS=10000 B2M_FAULTS_SEED=$(or $(SEED),1) B2M_FAULTS_MESSAGES=1000 B2M_FAULTS_KILLS=30 \
		exec $(PYTHON) -m pytest -s -k "no_request_breaks or killed_at_random" \
		tests/hostile tests/assistant/channels/matrix tests/deploy

evaluate: setup ## measure the understanding; BASELINE=quickstart compares with Rasa's own pipeline
	@exec $(PYTHON) -m bench.evaluate --part $(or $(PART),questions) $(if $(BASELINE),--baseline $(BASELINE)) $(if $(EPOCHS),--epochs $(EPOCHS))

mutants: setup ## see whether the tests notice each change of what decides patterns and units
	@exec $(PYTHON) -m bench.mutants

bench: setup ## measure speed and size beside Rasa's quickstart (hours the first time; minutes with EPOCHS=12 EVERY=6)
	@exec $(PYTHON) -m bench.speed $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(EPOCHS),--epochs $(EPOCHS)) $(if $(EVERY),--every $(EVERY))

encoder: ## tune the sentence encoder on data/nlu (an hour; only after many changes there)
	@sh scripts/environment.sh scripts/encoder
	@exec scripts/encoder/.venv/bin/python scripts/encoder/tune.py

check: setup ## look at the code (ruff, mypy) and at the texts
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m b2m.content_check

widget: ## build the widget's files anew, after a change in widget/ (needs Node 20 or later)
	@cd widget && npm ci --ignore-scripts --no-audit --no-fund && npm run build
