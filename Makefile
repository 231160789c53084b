# `make run` starts Cicerone, `make test` checks all of it. Both need Rust, Node 20.19 or later and, on Debian or Ubuntu, nothing else:
# they install what is missing. Elsewhere, install a C compiler (and Chromium for the tests) first.

SHELL := /bin/bash
APT := $(if $(filter 0,$(shell id -u)),,sudo) env DEBIAN_FRONTEND=noninteractive apt-get
export CARGO_NET_RETRY ?= 5

PAGE_PACKAGES := web-client/node_modules/.package-lock.json
STORY_PACKAGES := $(PAGE_PACKAGES) tests/browser/node_modules/.package-lock.json

# $(call install,command,packages) installs Debian packages unless the command is there.
define install
@command -v $(1) >/dev/null || { \
  command -v apt-get >/dev/null || { echo "Please install $(1) and try again."; exit 1; }; \
  $(APT) update -qq && $(APT) install -y -qq --no-install-recommends $(2); }
endef

.PHONY: help
help:
	@echo "make run     build everything and start the server (make run ARGS='--help' for its options)"
	@echo "make check   look over a change quickly: format, lint, types and unit tests"
	@echo "make test    run every check and every test, browser stories included (half an hour in a fresh clone)"
	@echo "make soak    kill the server at fifty random moments of a call, then tell every story whole (half an hour)"
	@echo "make shots   keep every state of every page in every size and language in artifacts/"
	@echo "make bench   measure a release build on this machine, beside Janus and the disk (QUICK=1: only see that it works)"

.PHONY: run
run: first-start rust node $(PAGE_PACKAGES)
	npm --prefix web-client run --silent build
	cargo run --bin cicerone -- serve $(ARGS)

.PHONY: first-start
first-start:
	@test -e target/debug/cicerone || echo "The first start compiles everything, which takes about five minutes on two processors; later ones take seconds."

.PHONY: check
check: rust node $(STORY_PACKAGES)
	@node .ci/test.mjs --quick

# The ledger counts what make installs first.
.PHONY: test
test: export BEGAN := $(shell date +%s)
test: rust node chromium python target/tools/bin/cargo-deny $(STORY_PACKAGES)
	@node .ci/test.mjs

# What the stories of `make test` only sample is looked at whole here; `make soak SEED=…` repeats the kills of the run that printed it.
.PHONY: soak
soak: rust node chromium $(STORY_PACKAGES)
	npm --prefix web-client run --silent build
	cargo build --bin cicerone
	SOAK=50 npm --prefix tests/browser run --silent test -- stories/kill.story.ts
	STORIES=whole npm --prefix tests/browser run --silent test -- --exclude stories/kill.story.ts

.PHONY: shots
shots: rust node chromium $(STORY_PACKAGES)
	npm --prefix web-client run --silent build
	cargo build --bin cicerone
	@for language in en es; do \
	  STORIES=whole STORIES_LANGUAGE=$$language npm --prefix tests/browser run --silent test -- states phone console disturbed review two || exit 1; done

.PHONY: bench
bench: rust node chromium $(STORY_PACKAGES)
	$(call install,janus,janus)
	npm --prefix web-client run --silent build
	cargo build --release --bin cicerone --bin cicerone-bench
	target/release/cicerone-bench $(if $(QUICK),--quick)
	cd tests/browser && CICERONE=$(CURDIR)/target/release/cicerone npx vitest run --config ../../bench/vitest.config.mts

# The C parts (aws-lc, SQLite) need a compiler and nothing more: their bindings come with the crates.
.PHONY: rust
rust:
	$(call install,cc,gcc libc6-dev)
	@command -v cargo >/dev/null || { echo "Please install Rust (https://rustup.rs) and try again."; exit 1; }

.PHONY: node
node:
	@command -v npm >/dev/null || { echo "Please install Node 20.19 or later and try again."; exit 1; }
	@node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' \
	  || { echo "Node is too old: 20.19 or later is needed."; exit 1; }

.PHONY: chromium
chromium:
	$(call install,chromium,chromium fonts-liberation)

# The second verifier of logs, written from the format's document alone, is in Python.
.PHONY: python
python:
	$(call install,python3,python3-minimal)

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@

# Built without optimisation: it runs for five seconds, and compiling it well would take minutes.
target/tools/bin/cargo-deny:
	CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deny --version 0.20.2 --locked --debug --no-default-features --root target/tools --target-dir target/tools/build
	rm -rf target/tools/build
