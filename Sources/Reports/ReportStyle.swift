/// The style sheet of the HTML report: system fonts, one accent, figures of one width.
let reportStyle = reportRules + columnRules

private let reportRules = """

  :root {
    --paper: #ffffff; --wash: #f5f6f7; --line: #dfe2e6; --ink: #1b1e23; --quiet: #59616b; --accent: #0a5c9c;
    --warn: #8a4b00; --shade: rgba(20, 30, 40, .14);
    --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #14171a; --wash: #1c2024; --line: #31373d; --ink: #e3e6e9; --quiet: #9da6af; --accent: #74b7f2;
      --warn: #e5a85c; --shade: rgba(0, 0, 0, .6);
    }
  }
  .maa-plot {
    --maa-ink: var(--ink); --maa-soft: var(--quiet); --maa-rule: var(--line); --maa-axis: var(--quiet);
    --maa-paper: var(--paper);
  }
  * { box-sizing: border-box; }
  html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
  body {
    margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 60rem; background: var(--paper); color: var(--ink);
    font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
    font-variant-numeric: tabular-nums; overflow-wrap: break-word;
  }
  h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; }
  h2 {
    margin: 3.25rem 0 .75rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); font-size: 1.25rem;
    line-height: 1.3; font-weight: 650;
  }
  h3 { margin: 2rem 0 .5rem; font-size: 1rem; font-weight: 650; }
  p { margin: .5rem 0; max-width: 44rem; white-space: pre-wrap; }
  a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
  .skip { position: absolute; left: -100rem; }
  .skip:focus { left: 1rem; top: .5rem; padding: .25rem .5rem; background: var(--paper); z-index: 3; }

  .facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin: 0; }
  .facts dt { color: var(--quiet); font-size: .8125rem; }
  .facts dd { margin: 0; font-size: 1.0625rem; font-weight: 550; }

  nav { margin-top: 1.75rem; }
  nav ol { display: flex; flex-wrap: wrap; gap: .3rem 1.25rem; margin: 0; padding: 0; list-style: none; }
  nav a { color: var(--quiet); font-size: .875rem; text-decoration: none; }
  nav a:hover, nav a.here { color: var(--accent); }
  nav a:hover { text-decoration: underline; }

  .findings { margin: .5rem 0; padding: 0; list-style: none; font-size: 1.0625rem; }
  .findings li { margin: .2rem 0; }
  .note { margin: 1.75rem 0 .5rem; font-size: 1.0625rem; line-height: 1.5; }
  .note + .note { margin-top: .25rem; }
  .step { margin: 1rem 0 1.5rem; }
  .said { margin: .3rem 0; font-size: .9375rem; white-space: pre-wrap; }
  .warning { margin: .3rem 0; padding-left: .6rem; border-left: 3px solid var(--warn); color: var(--warn); }
  pre, code { font-family: var(--mono); }
  pre {
    margin: .5rem 0; padding: .55rem .8rem; border-radius: 6px; background: var(--wash); font-size: .8125rem;
    line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere;
  }
  .statement { display: flex; gap: .8rem; }
  .statement .number { flex: none; min-width: 1.4em; color: var(--quiet); text-align: right; user-select: none; }
  .script { position: relative; max-height: 32rem; overflow: auto; padding: .8rem; }

  .table { margin: .5rem 0 1rem; }
  /* Shadows at the edges behind which there is more: covers that scroll with the table hide those that do not. */
  .scroll {
    overflow-x: auto; background: linear-gradient(to right, var(--paper), transparent) 0 0 / 2.5rem 100% local,
      linear-gradient(to left, var(--paper), transparent) 100% 0 / 2.5rem 100% local,
      linear-gradient(to right, var(--shade), transparent) 0 0 / .75rem 100% scroll,
      linear-gradient(to left, var(--shade), transparent) 100% 0 / .75rem 100% scroll;
    background-repeat: no-repeat;
  }
  table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-size: 13px; line-height: 18px; }
  th, td { padding: 5px 8px; text-align: left; vertical-align: top; white-space: nowrap; }
  th { color: var(--quiet); font-weight: 500; vertical-align: bottom; border-bottom: 1px solid var(--line); }
  td { border-bottom: 1px solid var(--line); white-space: pre-line; max-width: 34rem; unicode-bidi: plaintext; }
  tbody:last-of-type tr:last-child td { border-bottom-color: transparent; }
  td:empty::before { content: "\u{2013}"; color: var(--quiet); }
  th:first-child, td:first-child { padding-left: 3px; position: sticky; left: 0; background: var(--paper); }
  tr.marked td { font-weight: 650; }
  tr.marked td:first-child { box-shadow: inset 3px 0 var(--accent); padding-left: 10px; }
  .js tbody.rest { display: none; }
  .foot { margin: .4rem 0; color: var(--quiet); font-size: .8125rem; }
  .tools {
    display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; margin: .25rem 0 .4rem; color: var(--quiet);
    font-size: .8125rem;
  }
  .tools input {
    width: 15rem; max-width: 100%; padding: .3rem .55rem; border: 1px solid var(--line); border-radius: 5px;
    background: var(--paper); color: var(--ink); font: inherit;
  }
  .tools input::placeholder { color: var(--quiet); opacity: 1; }
  .pager { display: flex; align-items: center; gap: .25rem; margin-left: auto; }
  button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
  .pager button, .copy {
    padding: .15rem .6rem; border: 1px solid var(--line); border-radius: 5px; background: var(--paper);
    color: var(--ink); font: .8125rem/1.5 system-ui, sans-serif;
  }
  .pager button:disabled { color: var(--quiet); opacity: .5; cursor: default; }
  .pager button:not(:disabled):hover, .copy:hover { border-color: var(--accent); }
  .copy { position: sticky; float: right; top: 0; margin-left: .8rem; }
  th button:hover { color: var(--ink); }
  th[aria-sort] { color: var(--ink); }
  th button { position: relative; }
  th button::after { position: absolute; left: 100%; width: 1em; text-align: center; }
  th[aria-sort="ascending"] button::after { content: "\u{2191}"; }
  th[aria-sort="descending"] button::after { content: "\u{2193}"; }
  summary { width: fit-content; color: var(--accent); cursor: pointer; font-size: .875rem; }
  details[open] summary { margin-bottom: .5rem; }
  figure { margin: .75rem 0 1.5rem; }
  figure svg { display: block; }
  .slim { display: none; }

  @media (min-width: 76rem) {
    body { max-width: 92rem; padding-left: 15rem; padding-right: 2rem; position: relative; }
    nav { position: fixed; top: 2.5rem; width: 11rem; margin: .4rem 0 0 -13rem; }
    nav ol { flex-direction: column; gap: .5rem; }
  }
  @media screen and (max-width: 34rem) {
    .wide { display: none; }
    .slim { display: block; }
    body { padding: 1.25rem 1rem 3rem; }
    h1 { font-size: 1.4rem; }
    h2 { margin-top: 2.5rem; }
    .facts { display: grid; grid-template-columns: repeat(2, 1fr); gap: .5rem 1rem; }
    .facts dd { font-size: .9375rem; overflow-wrap: anywhere; }
    .tools input { width: 100%; }
    .pager { margin-left: 0; }
    .cards, .cards tbody { display: block; }
    .cards thead { display: none; }
    .cards tr { display: flex; flex-wrap: wrap; gap: .15rem .9rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
    .js .cards tbody.rest { display: none; }
    .cards td { position: static; padding: 0; border: 0; min-width: 0 !important; max-width: none; }
    .cards td.long { flex: 1 0 100%; }
    .cards td::before { content: attr(data-c) " "; color: var(--quiet); }
    .cards td:empty { display: none; }
  }
  @media print {
    :root {
      --paper: #ffffff; --wash: #f5f6f7; --line: #c9ced4; --ink: #000000; --quiet: #4a525b; --accent: #0a5c9c;
      --warn: #8a4b00;
    }
    @page { margin: 16mm 14mm; }
    body { max-width: none; padding: 0; font-size: 10pt; }
    nav, .tools, .copy, .skip { display: none !important; }
    h2, h3, .note, .statement { break-after: avoid; }
    tr, figure { break-inside: avoid; }
    thead { display: table-header-group; }
    /* A button keeps a heading from coming again on the next page. */
    th button { display: contents; }
    .scroll { overflow: visible; background: none; }
    details::details-content { content-visibility: visible; block-size: auto; }
    .script { max-height: none; overflow: visible; }
    table { font-size: 7.5pt; line-height: 10pt; }
    th, td { padding: 2pt 4pt; max-width: none; }
    td { white-space: pre-line; }
    th:first-child, td:first-child { position: static; }
    .js .table:not(.huge) tbody.rest { display: table-row-group; }
  }

  """

/// Figures stand to the right, texts that may be long get room to wrap in.
private let columnRules: String = {
  func each(_ rule: (Int) -> String) -> String { (1...40).map(rule).joined(separator: ",\n") }
  let numbers = each { ".n\($0) th:nth-child(\($0)), .n\($0) td:nth-child(\($0))" }
  let flexible = each { ".f\($0) td:nth-child(\($0))" }
  let narrow =
    "@media print {\n\(flexible) { min-width: 6rem; overflow-wrap: break-word; }\n\(numbers) { white-space: nowrap; }\n}"
  let phone = "@media screen and (max-width: 34rem) {\n\(flexible) { min-width: 20rem; }\n}"
  let trends = each { ".t\($0) td:nth-child(\($0))" }
  return """
    \(trends) { color: var(--accent); }
    \(numbers) { text-align: right; }
    \(flexible) { min-width: 12rem; overflow-wrap: anywhere; }
    \(narrow)
    \(phone)

    """
}()
