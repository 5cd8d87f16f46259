# Targets for people and CI alike; "make help" lists them. Two sets of Go flags and no
# more: plain for what is built, run and measured, -race for every test. Any other flag
# would compile SQLite once more.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

# The commit is stamped where git answers; where it does not (no repository, another
# owner), Go would refuse to build.
ifeq ($(shell git rev-parse --verify -q HEAD >/dev/null 2>&1 && echo yes),yes)
STAMP := -buildvcs=true
else
STAMP := -buildvcs=false
export GOFLAGS := $(GOFLAGS) -buildvcs=false
endif

GOLANGCI_VERSION := 2.15.0
GOLANGCI := .tools/bin/golangci-lint
# -count=1: tests that start the built program would be taken from the cache after a
# change of the program.
GO_TEST := go test -race -count=1 -timeout 20m
FE_SOURCES := $(shell find frontend -type f -not -path 'frontend/node_modules/*' -not -path 'frontend/dist/*' -not -path 'frontend/e2e/*' -not -path 'frontend/test-results/*' 2>/dev/null)
FE_MODULES := frontend/node_modules/.package-lock.json
FE_DIST := frontend/dist/index.html
FUZZTIME ?= 30s
# For make bench: the folder of the published instances; seconds for each, seeds with
# commas between them, a regular expression for their names, threads.
BENCH ?=
TIME ?= 60
SEEDS ?= 1
ONLY ?= .
THREADS ?= 2
DEMO_DSN := sqlite:var/fairrota.db

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  %-18s %s\n", $$1, $$2}'

## Build and run

.PHONY: build
build: $(FE_DIST) bin/fairrota ## Build the web app and bin/fairrota

# Go decides by itself what has changed.
.PHONY: bin/fairrota
bin/fairrota: $(FE_DIST)
	@go build $(STAMP) -o $@ ./cmd/fairrota

# npm writes this file last, so an installation that was cut short is done again.
$(FE_MODULES): frontend/package-lock.json
	@cd frontend && npm ci --no-audit --no-fund

$(FE_DIST): $(FE_MODULES) $(FE_SOURCES)
	@cd frontend && npm run build
	@touch $@

.PHONY: run
run: build ## Build, create var/fairrota.db with a demo ward and serve it on 127.0.0.1:8080
	@exec bin/fairrota serve --demo --db-dsn $(DEMO_DSN) --log-format text

.PHONY: dev
dev: build ## Serve the demo and the web app with hot reload; Ctrl-C stops both
	@.ci/dev

## Tests

.PHONY: test
test: build ## Run everything: Go with the race detector on SQLite and PostgreSQL, front end, browser
	@.ci/with-postgres $(MAKE) test-race
	@$(MAKE) test-check
	@$(MAKE) test-bench
	@$(MAKE) fe
	@$(MAKE) e2e

# The packages whose tests take longest begin first, so that no core waits for the last of them.
LONGEST := ./store/sqlstore ./cmd/fairrota/blackbox

.PHONY: test-race
test-race: ## Run the Go tests with the race detector (PostgreSQL too where FAIRROTA_TEST_PG_DSN names one)
	@$(GO_TEST) $(LONGEST) ./...

.PHONY: test-pg
test-pg: ## Run the store's tests on a PostgreSQL of their own
	@.ci/with-postgres $(GO_TEST) ./store/...

.PHONY: test-check
test-check: ## Run the engine's tests with every delta and every reduced cost checked against a plain evaluation
	@$(GO_TEST) -tags rostercheck ./scheduler/search ./scheduler/colgen

.PHONY: test-bench
test-bench: ## Fail if rosters of a few instances cost more than the baselines in scheduler/bench/results, one of 40 generated wards breaks a rule, or the demo is not made as it should be
	@go test -count=1 -v -run NoWorse ./scheduler/bench
	@go test -count=1 -v -run '^TestSeedDemo$$' ./cmd/fairrota
	@FAIRROTA_WARDS=40 FAIRROTA_WARDS_STEPS=20000 go test -count=1 -v -run BreakNoRule ./scheduler/bench/nhs

# Wards are numbered from FROM on; those that results/reasons.csv has already are left out.
WARDS ?= 200
FROM ?= 0
.PHONY: reasons
reasons: ## Have every reason on WARDS=200 contested wards confirmed by another solve, into scheduler/bench/results/reasons.csv
	@FAIRROTA_TEST_REASONS=200 go test -count=1 -timeout 1h -v -run TinyWards ./scheduler/explain
	@FAIRROTA_REASONS_WARDS='$(WARDS)' FAIRROTA_REASONS_FROM='$(FROM)' go test -count=1 -timeout 12h -v -run ReasonsOfWards ./scheduler/bench

# Wards that var/wards has a row of, by this build with so many steps, are left out; a million
# steps take about a second. A build that has changes that are not committed has no name.
STEPS ?= 1000000
AT_ONCE ?= 2
BUILD = $$(git rev-parse --short=12 HEAD)
.PHONY: wards
wards: ## Solve WARDS=10000 generated wards and have both referees look for broken rules, into scheduler/bench/results/wards.csv
	@FAIRROTA_WARDS='$(if $(filter command line,$(origin WARDS)),$(WARDS),10000)' FAIRROTA_WARDS_FROM='$(FROM)' FAIRROTA_WARDS_STEPS='$(STEPS)' \
		FAIRROTA_WARDS_AT_ONCE='$(AT_ONCE)' FAIRROTA_WARDS_BUILD="$(BUILD)" go test -count=1 -timeout 48h -v -run BreakNoRule ./scheduler/bench/nhs

.PHONY: wards-ranges
wards-ranges: ## Solve the generated wards from FROM=0 up to TO=9999 as wards does, a hundred at a time, each a row of results/wards-STEPS.csv as it is done; those that have one are left out
	@FAIRROTA_WARDS_FROM='$(FROM)' FAIRROTA_WARDS_TO='$(or $(TO),9999)' FAIRROTA_WARDS_STEPS='$(STEPS)' FAIRROTA_WARDS_AT_ONCE='$(AT_ONCE)' \
		FAIRROTA_RANGES_BUILD="$(BUILD)" go test -count=1 -timeout 96h -v -run WardsInRanges ./scheduler/bench/nhs

.PHONY: wards-long
wards-long: ## Compare solves of 10 s and 300 s on WARDS=200 generated wards by their shortfalls, two at once, into results/wards-long.csv
	@FAIRROTA_LONG_WARDS='$(WARDS)' FAIRROTA_LONG_FROM='$(FROM)' FAIRROTA_WARDS_BUILD="$(BUILD)" \
		go test -count=1 -parallel 2 -timeout 48h -v -run LongSolves ./scheduler/bench/nhs

.PHONY: wards-product
wards-product: ## Take 200 generated wards through database, nightly run and publication
	@FAIRROTA_TEST_NHS_WARDS='$(WARDS)' go test -count=1 -timeout 2h -v -run GeneratedWards ./cmd/fairrota

.PHONY: ward40
ward40: ## Solve three wards of 40 people and 6 weeks with every feature for 30 s, into results/ward40.csv
	@FAIRROTA_FORTY=3 FAIRROTA_WARDS_BUILD="$(BUILD)" go test -count=1 -timeout 1h -v -run FortyPeople ./scheduler/bench/nhs

.PHONY: parts
parts: ## Solve some instances for TIME=60 s each with every part of the search and with one after the other left out, into results/parts.csv
	@FAIRROTA_PARTS_S='$(TIME)' FAIRROTA_PARTS_BUILD="$(BUILD)" go test -count=1 -timeout 12h -v -run PartsGain ./scheduler/bench

.PHONY: fair
fair: ## Compare staged solving with all rosters of 2,000 tiny wards and with plain solving on WARDS=20, into scheduler/bench/results/fair.csv
	@FAIRROTA_TEST_STAGES=2000 FAIRROTA_TEST_STAGES_STEPS=1000000 go test -count=1 -timeout 4h -v -run TinyWards ./scheduler/stages
	@FAIRROTA_FAIR_WARDS='$(if $(filter file,$(origin WARDS)),20,$(WARDS))' FAIRROTA_FAIR_FROM='$(FROM)' go test -count=1 -timeout 4h -v -run FairOfWards ./scheduler/bench

.PHONY: repairs
repairs: ## Repair WARDS=200 published wards after people fell sick, beside a solve from nothing, into scheduler/bench/results/repairs.csv
	@FAIRROTA_REPAIRS_WARDS='$(WARDS)' FAIRROTA_REPAIRS_FROM='$(FROM)' go test -count=1 -timeout 12h -v -run RepairsOfWards ./scheduler/bench

# Without the race detector, which makes these ten times as slow and has nothing to find in one
# goroutine.
.PHONY: test-deep
test-deep: ## Compare the engine with all rosters of 10,000 tiny instances and check 1,000,000 of its moves
	@FAIRROTA_TEST_MOVES=1000000 go test -count=1 -timeout 1h -v -tags rostercheck -run EveryMove ./scheduler/search
	@FAIRROTA_TEST_TINY=10000 go test -count=1 -timeout 3h -v -run FindsTheBest ./scheduler

.PHONY: fe
fe: $(FE_MODULES) ## Check types, lint and unit-test the web app
	@cd frontend && npm run typecheck && npm run lint && npm test

.PHONY: e2e
e2e: build ## Run the end-to-end tests in headless Chromium
	@chromium="$$(.ci/need-chromium)"; cd frontend && CHROMIUM="$$chromium" npm run e2e

.PHONY: kill
kill: build ## Kill serve and worker with -9 fifty times during bids, solves and publishing
	@FAIRROTA_TEST_KILLS=50 .ci/with-postgres $(GO_TEST) -v -run Kill ./cmd/fairrota/blackbox

.PHONY: load
load: build ## Put 64 clients on one SQLite server and print rates and latencies
	@FAIRROTA_TEST_LOAD=12800 $(GO_TEST) -v -run Load ./cmd/fairrota/blackbox

.PHONY: lint
lint: $(GOLANGCI) ## Lint the Go code
	@$(GOLANGCI) run --allow-parallel-runners ./...

$(GOLANGCI): Makefile
	@if [ "$$($@ version --short 2>/dev/null)" != "$(GOLANGCI_VERSION)" ]; then \
		GOFLAGS= GOBIN="$(CURDIR)/.tools/bin" go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$(GOLANGCI_VERSION); \
	fi
	@touch $@

.PHONY: fmt
fmt: $(GOLANGCI) ## Format the Go code
	@$(GOLANGCI) fmt ./...

.PHONY: fuzz
fuzz: ## Fuzz every target for FUZZTIME (30s) each
	@.ci/fuzz $(FUZZTIME)

.PHONY: bench
bench: $(if $(BENCH),bin/fairrota) ## Run the optimiser's benchmarks, or with BENCH=../shared/bench solve the published instances
ifdef BENCH
	@TIME='$(TIME)' SEEDS='$(SEEDS)' ONLY='$(ONLY)' THREADS='$(THREADS)' .ci/bench '$(BENCH)'
else
	@go test -run '^$$' -bench . -benchmem ./scheduler/...
endif

.PHONY: profile
profile: ## Profile the optimiser's benchmarks into coverage/cpu.prof
	@mkdir -p coverage
	@go test -run '^$$' -bench . -cpuprofile coverage/cpu.prof -o coverage/scheduler.test ./scheduler
	@go tool pprof -top -nodecount 25 coverage/scheduler.test coverage/cpu.prof

## Generated files

.PHONY: generate
generate: $(FE_MODULES) ## Write docs/rules.md, the OpenAPI document and the TypeScript types from the Go code
	@.ci/generate

.PHONY: verify-generated
verify-generated: $(FE_MODULES) ## Fail if a generated file is not what the sources say
	@.ci/verify-generated

.PHONY: clean
clean: ## Remove what was built (databases in var/ and tools in .tools/ stay)
	@rm -rf bin coverage frontend/node_modules frontend/test-results
	@find frontend/dist -mindepth 1 -not -name .gitkeep -delete 2>/dev/null || true
