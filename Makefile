# maa: `make demo` to see it, `make test` to check it.

PREFIX ?= /usr/local
SWIFT ?= swift
RELEASE := -c release --static-swift-stdlib
MAA := .build/release/maa
# The test library is not linked statically, so tests have a build folder of their own; they drive $(MAA).
TESTS := --scratch-path .build/tests -c release

.PHONY: all build model demo test test-scale lint tidy manual install uninstall bench clean

all: build

build:
	@tools/setup build
	@echo "building maa (release)" >&2
	@$(SWIFT) build $(RELEASE) --product maa >&2

# The weights of the sentence encoder, into the user's cache; nothing happens where they are.
model:
	@tools/setup model
	@tools/model

demo: build model
	@$(MAA) run --echo sessions/kitchen.maa
	@if [ -t 0 ] && [ -t 1 ]; then $(MAA) sessions/kitchen.maa; fi

test: build model
	@tools/setup test
	@tools/reference
	@echo "building the tests" >&2
	@MAA_INVARIANTS=1 $(SWIFT) build $(TESTS) --build-tests >&2
	@MAA_INVARIANTS=1 MAA_BINARY="$(CURDIR)/$(MAA)" $(SWIFT) test $(TESTS) --skip-build

# The same bytes from Apache Spark: PySpark in an environment of its own, and Debian's Java.
test-scale: build
	@tools/setup scale
	@[ -x .build/scale/bin/python ] || python3 -m venv .build/scale
	@.build/scale/bin/python -c 'import pyspark' 2>/dev/null || .build/scale/bin/python -m pip install -q pyspark
	@.build/scale/bin/python scale/test_scale.py

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

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 755 $(MAA) "$(DESTDIR)$(PREFIX)/bin/maa"
	$(MAA) --manual man > "$(DESTDIR)$(PREFIX)/share/man/man1/maa.1"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/maa" "$(DESTDIR)$(PREFIX)/share/man/man1/maa.1"

bench: build
	@Benchmarks/run

clean:
	rm -rf .build
