# maa: `make demo` to see it, `make test` to check it.

PREFIX ?= /usr/local
# Where bash-completion, zsh and fish look.
BASH_COMPLETIONS = $(PREFIX)/share/bash-completion/completions
ZSH_COMPLETIONS = $(PREFIX)/share/zsh/site-functions
FISH_COMPLETIONS = $(PREFIX)/share/fish/vendor_completions.d
SWIFT ?= swift
export SWIFT
RELEASE := -c release --static-swift-stdlib
MAA := .build/release/maa
# The test library is not linked statically, so tests have a build folder of their own; they drive $(MAA). The index that
# this build writes is what tools/rooms and tools/tidy read.
TESTS := --scratch-path .build/tests -c release --enable-index-store

# What is packed holds its C libraries, so that it runs where none of them is installed.
PACKAGED := .build/package/maa

.PHONY: all build model demo tests test test-scale live lint tidy manual install uninstall bench clean
.PHONY: packaged wheel tarball image deb test-python test-packages
.PHONY: fuzz fuzz-short sanitize coverage determinism kernels

all: build

build:
	@tools/setup build
	@echo "building maa (release)" >&2
	@tools/swift-build $(RELEASE) --product maa >&2

# The weights of the sentence encoder, into the user's cache; nothing happens where they are.
model:
	@tools/setup model
	@tools/model

demo: build model
	@$(MAA) run --echo sessions/kitchen.maa
	@if [ -t 0 ] && [ -t 1 ]; then $(MAA) sessions/kitchen.maa; fi

tests:
	@tools/setup build
	@echo "building the tests" >&2
	@MAA_INVARIANTS=1 tools/swift-build $(TESTS) --build-tests >&2

test: build model tests
	@tools/setup test
	@tools/reference
	@MAA_BINARY="$(CURDIR)/$(MAA)" tools/test $(ROOMS)

# Any bytes for everything that reads bytes; each target has its share of the time. What breaks is kept under
# .build/fuzz/failures, and counts are summed over all runs. MINUTES=0.5 EXECUTIONS=1000000 for a look in passing.
MINUTES ?= 10
EXECUTIONS ?= 100000000000
FUZZ_SEED ?= 1
fuzz:
	@tools/setup build
	@echo "building maa-fuzz (release)" >&2
	@tools/swift-build $(RELEASE) --product maa-fuzz >&2
	@.build/release/maa-fuzz --minutes $(MINUTES) --executions $(EXECUTIONS) --seed $(FUZZ_SEED)

# A million inputs in passing, with what the tests' build made.
fuzz-short: tests
	@.build/tests/release/maa-fuzz --minutes 2 --executions 4000000 --seed $(FUZZ_SEED)

# The test suite with a sanitizer: SANITIZER=address, thread or undefined. A job of its own: it builds everything anew.
SANITIZER ?= address
sanitize: model
	@tools/sanitize $(SANITIZER) $(FILTER)

# The kernels in C at every level of this processor, and of an aarch64 one through qemu where Debian's qemu-user is there.
kernels:
	@tools/kernels

# How many lines of each room the tests reach.
coverage: build model
	@tools/setup test
	@tools/coverage

# The same session on other threads, locales, terminals and instructions, and on aarch64 where qemu is there.
determinism: build
	@tools/determinism

# The same bytes from Apache Spark: PySpark in an environment of its own, and Debian's Java.
test-scale: build
	@tools/test-scale

lint:
	@tools/setup lint
	@$(SWIFT) format lint --strict -r Package.swift Sources Tests Plugins Benchmarks Examples
	@tools/type-names
	@tools/rooms

tidy:
	@tools/setup lint
	@tools/tidy

# docs/manual.md is made from the commands' own descriptions; a test compares it.
manual: build
	@$(MAA) --manual markdown > docs/manual.md
	@$(MAA) --manual glossary > docs/glossary.md

packaged:
	@tools/setup package
	@tools/static-libraries
	@echo "building maa for packages (release)" >&2
	@MAA_STATIC_LIBRARIES=maa-static PKG_CONFIG_PATH="$(CURDIR)/.build/static" \
	  tools/swift-build $(RELEASE) --product maa -Xlinker '-rpath=$$ORIGIN/../lib/maa' >&2
	@install -D -m 755 $(MAA) $(PACKAGED)

# Python's way in: pip install dist/*.whl
wheel: packaged
	@tools/package wheel $(PACKAGED)

# A folder that may be put anywhere.
tarball: packaged
	@tools/package tarball $(PACKAGED)

# For `docker load` or `podman load`: the program, the C library, and nothing else.
image: packaged
	@tools/package image $(PACKAGED)

# With Debian's own libraries.
deb: build
	@tools/setup package
	@tools/package deb $(MAA)

# The loop with a real model, some hundred calls, in an environment of its own.
live: build
	@tools/live

# The Python package, the kernel and the hooks against the real packages, in an environment of its own.
test-python: build
	@tools/test-python

# What people install, made and tried: in an environment without anything else, in an image, wherever it is put.
test-packages: wheel tarball image
	@tools/test-python -k test_packages

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 755 $(MAA) "$(DESTDIR)$(PREFIX)/bin/maa"
	$(MAA) --manual man > "$(DESTDIR)$(PREFIX)/share/man/man1/maa.1"
	install -d "$(DESTDIR)$(BASH_COMPLETIONS)" "$(DESTDIR)$(ZSH_COMPLETIONS)" "$(DESTDIR)$(FISH_COMPLETIONS)"
	$(MAA) --completions bash > "$(DESTDIR)$(BASH_COMPLETIONS)/maa"
	$(MAA) --completions zsh > "$(DESTDIR)$(ZSH_COMPLETIONS)/_maa"
	$(MAA) --completions fish > "$(DESTDIR)$(FISH_COMPLETIONS)/maa.fish"
	install -d "$(DESTDIR)$(PREFIX)/share/maa"
	$(MAA) --grammar > "$(DESTDIR)$(PREFIX)/share/maa/maa.tmLanguage.json"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/maa" "$(DESTDIR)$(PREFIX)/share/man/man1/maa.1" \
	  "$(DESTDIR)$(BASH_COMPLETIONS)/maa" "$(DESTDIR)$(ZSH_COMPLETIONS)/_maa" \
	  "$(DESTDIR)$(FISH_COMPLETIONS)/maa.fish" "$(DESTDIR)$(PREFIX)/share/maa/maa.tmLanguage.json"

# Ratios to named peers, held against those that are kept; KEEP=--keep keeps these.
bench: build model
	@Benchmarks/run $(KEEP)

clean:
	rm -rf .build
