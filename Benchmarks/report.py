#!/usr/bin/env python3
"""How long Chromium takes to open the HTML report of 5,000 units from disk, up to its load event and to the first
paint; to sort the table and to filter it. The first opening is that of a browser just started."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import ROOT

sys.path.insert(0, str(ROOT / "Tests" / "browser"))
import browser  # noqa: E402

TIMES = """(() => {
  const load = performance.getEntriesByType('navigation')[0].loadEventEnd;
  return [load, performance.getEntriesByType('paint')[0].startTime];
})()"""

SORT = """(() => {
  const start = performance.now();
  [...document.querySelectorAll('#evidence th button')].find(button => button.textContent === 'n').click();
  document.body.offsetHeight;
  return performance.now() - start;
})()"""

FILTER = """(() => {
  const input = document.querySelector('#evidence .tools input');
  input.value = 'report';
  const start = performance.now();
  input.dispatchEvent(new Event('input'));
  document.body.offsetHeight;
  return performance.now() - start;
})()"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    program = browser.path()
    if program is None:
        sys.exit("report: there is no chromium on the PATH: tools/setup test")
    with tempfile.TemporaryDirectory() as folder:
        page, log = Path(folder) / "report.html", Path(folder) / "world.jsonl"
        statements = f"simulate --operations 5000 --batches 60 --seed 7 --to {log}; load {log}; report --to {page}"
        subprocess.run([ROOT / ".build/release/maa", "-c", statements], check=True, stdout=subprocess.DEVNULL)
        print(f"report of 5,000 units: {page.stat().st_size / 1e6:.2f} MB")
        window = browser.Browser(program)
        try:
            window.resize(1280)
            for run in range(runs):
                window.open(page.as_uri())
                load, paint = window.run(TIMES)
                print(f"  opening {run + 1}: load event {load:.0f} ms, first paint {paint:.0f} ms")
            print(f"  sort {window.run(SORT):.0f} ms, filter {window.run(FILTER):.0f} ms")
        finally:
            window.close()


if __name__ == "__main__":
    main()
