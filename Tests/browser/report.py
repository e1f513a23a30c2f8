"""Opens a report in a headless Chromium and says, as JSON, what happened: usage report.py FILE.

Prints {"skipped": WHY} where there is no Chromium."""

import json
import pathlib
import sys

import browser

# Ratio of luminance of each text to what is painted behind it (WCAG 2.2, 1.4.3); the texts below 4.5 are listed.
CONTRAST = """
(() => {
  const parse = colour => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const channel = value => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const luminance = c => 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a === 1) return colour;
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  };
  const low = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('style, title, desc, :disabled')) continue;
    const isDrawn = element.closest('svg') !== null;
    const ink = parse(isDrawn ? getComputedStyle(element).fill : getComputedStyle(element).color);
    const [a, b] = [luminance(ink), luminance(behind(element))].sort((x, y) => y - x);
    count += 1;
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(element.tagName + ' ' + walker.currentNode.data.trim().slice(0, 40));
  }
  return { count, low: low.slice(0, 5) };
})()
"""

COLUMN = """(name => {
  const table = [...document.querySelectorAll('#evidence table')].at(-1);
  const headers = [...table.tHead.rows[0].cells];
  const index = headers.findIndex(header => header.textContent === name);
  return [...table.querySelectorAll('tbody:not(.rest) tr')].map(row => row.cells[index].textContent);
})"""

CLICK = """(name => {
  const table = [...document.querySelectorAll('#evidence table')].at(-1);
  const header = [...table.tHead.rows[0].cells].find(header => header.textContent === name);
  header.querySelector('button').click();
  return header.getAttribute('aria-sort');
})"""

FILTER = """(words => {
  const box = [...document.querySelectorAll('#evidence .table')].at(-1);
  const input = box.querySelector('input');
  if (!input) return null;
  input.value = words;
  input.dispatchEvent(new Event('input'));
  return { rows: box.querySelectorAll('tbody:not(.rest) tr').length, said: box.querySelector('output').textContent };
})"""

FACTS = """(() => ({
  title: document.title,
  landmarks: ['header', 'nav', 'main'].filter(name => document.querySelector(name)),
  headers: [...document.querySelectorAll('th')].every(header => header.scope === 'col'),
  anchors: [...document.querySelectorAll('nav a')].every(link => document.querySelector(link.hash)),
  links: [...document.querySelectorAll('main a, header a')].map(link => link.href),
  elements: [...new Set([...document.querySelectorAll('body *')].map(e => e.tagName.toLowerCase()))].sort(),
  attributes: [...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))].sort(),
  ids: [...document.querySelectorAll('[id]')].map(e => e.id),
  pwned: window.pwned ?? null,
  text: document.body.textContent.includes('\\u202e') || document.body.textContent.includes('\\u001b'),
  wider: document.documentElement.scrollWidth > window.innerWidth,
}))()"""


def copied(page):
    page.run("document.querySelector('.script .copy').click()")
    page.run("new Promise(done => setTimeout(done, 200))")
    button = page.run("document.querySelector('.script .copy').textContent")
    return {"button": button, "script": page.run("document.querySelector('.script code').textContent")}


def look(page, address):
    seen = {}
    page.resize(1280)
    page.open(address)
    seen["facts"] = page.run(FACTS)
    seen["load"] = page.run("performance.getEntriesByType('navigation')[0].loadEventEnd")
    seen["light"] = page.run(CONTRAST)
    seen["before"] = page.run(f"{COLUMN}('mhat')")
    orders = {}
    for name in ("mhat", "mhat", "content", "content"):
        order = page.run(f"{CLICK}('{name}')")
        orders[f"{name} {order}"] = page.run(f"{COLUMN}('{name}')")
    seen["orders"] = orders
    page.run(f"{CLICK}('n')")
    seen["stable"] = list(zip(page.run(f"{COLUMN}('n')"), page.run(f"{COLUMN}('content')")))
    seen["filtered"] = page.run(f"{FILTER}('microwave')")
    seen["unfiltered"] = page.run(f"{FILTER}('')")
    seen["copied"] = copied(page)
    page.resize(1280, dark=True)
    seen["dark"] = page.run(CONTRAST)
    page.resize(360)
    seen["phone"] = page.run("document.documentElement.scrollWidth <= window.innerWidth")
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    page.open(address)
    page.send("Emulation.setScriptExecutionDisabled", value=False)
    seen["plain"] = page.run("[...document.querySelectorAll('tbody tr')].every(row => row.checkVisibility() || row.closest('details'))")
    return seen


def troubles(page):
    """What the console was told, and every request that was made."""
    said, requests = [], []
    for event in page.events:
        details = event["params"]
        if event["method"] == "Runtime.consoleAPICalled" and details["type"] in ("error", "warning", "assert"):
            said.append(str(details["args"]))
        elif event["method"] == "Runtime.exceptionThrown":
            said.append(str(details["exceptionDetails"]))
        elif event["method"] == "Log.entryAdded" and details["entry"]["level"] in ("error", "warning"):
            said.append(details["entry"]["text"])
        elif event["method"] == "Network.requestWillBeSent":
            requests.append(details["request"]["url"])
    return {"console": said, "requests": sorted(set(requests))}


def main():
    program = browser.path()
    if program is None:
        print(json.dumps({"skipped": "there is no chromium on the PATH"}))
        return
    address = pathlib.Path(sys.argv[1]).resolve().as_uri()
    page = browser.Browser(program)
    try:
        seen = look(page, address)
        print(json.dumps(seen | troubles(page) | {"address": address}))
    finally:
        page.close()


if __name__ == "__main__":
    main()
