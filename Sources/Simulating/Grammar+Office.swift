/// Advice for agents that work on spreadsheets, on code and with customers.
extension Grammar {
  private static let columns = [
    "date", "amount", "customer name", "region", "invoice number", "tax rate", "quantity", "unit price",
    "currency",
    "e-mail", "postcode", "department", "due date", "discount", "product code", "status", "category",
    "supplier",
  ]
  private static let steps = [
    "sorting", "filtering", "removing duplicates", "merging sheets", "computing totals", "drawing a chart",
    "exporting", "building a pivot table", "writing formulas", "splitting cells", "formatting",
    "sharing the file",
    "importing", "grouping rows", "hiding columns", "locking the sheet", "renaming the tab",
  ]
  private static let counts = (2...20).map(String.init)

  static let spreadsheets = [
    Advice(
      verbs: ["convert", "normalize", "clean"],
      frames: [
        "{v} the {0} column and the {1} column before {2}",
        "before {2}, {v} the {0} column and the {1} column",
        "{v} both the {0} column and the {1} column ahead of {2}",
        "when {2} comes next, {v} the {0} column and also the {1} column",
      ], gaps: [columns, columns, steps]),
    Advice(
      verbs: ["inspect", "look at", "read"],
      frames: [
        "{v} the first {1} rows of the {0} column before {2}",
        "before {2}, {v} the first {1} rows of the {0} column",
        "{v} {1} rows of the {0} column at least, and only then think of {2}",
        "do not begin {2} until you {v} the first {1} rows of the {0} column",
      ], gaps: [columns, counts, steps]),
    Advice(
      verbs: ["fill", "replace", "complete"],
      frames: [
        "{v} empty cells of the {0} column from the {1} column before {2}",
        "before {2}, {v} empty cells of the {0} column from the {1} column",
        "where the {0} column has gaps, {v} them from the {1} column and then go on to {2}",
        "{v} gaps in the {0} column out of the {1} column ahead of {2}",
      ], gaps: [columns, columns, steps]),
  ]

  private static let changes = [
    "renaming a function", "adding a dependency", "editing the parser", "touching the build script",
    "changing a schema", "moving a module", "fixing a race", "caching results", "deleting dead code",
    "handling a timeout", "raising a version", "changing a signature", "splitting a class", "adding a retry",
    "widening a type", "closing a leak", "logging an error",
  ]
  private static let checks = [
    "unit test suite", "linter", "type checker", "integration suite", "benchmark run", "formatter", "fuzzer",
    "documentation build", "static analyser", "migration test", "smoke test", "coverage report",
    "end-to-end suite",
    "snapshot suite",
  ]

  static let coding = [
    Advice(
      verbs: ["run", "start", "execute"],
      frames: [
        "{v} the {0} before the {1} after {2}",
        "after {2}, {v} the {0} before the {1}",
        "once you are done with {2}, {v} the {0} first and the {1} second",
        "{v} the {0} and then the {1} as soon as {2} is done",
      ], gaps: [checks, checks, changes]),
    Advice(
      verbs: ["read", "study", "open"],
      frames: [
        "{v} {1} callers before {2} and keep the {0} green",
        "before {2}, {v} {1} callers and keep the {0} green",
        "keep the {0} green and {v} {1} callers ahead of {2}",
        "when {2} is asked for, {v} {1} callers first, with the {0} green",
      ], gaps: [checks, counts, changes]),
    Advice(
      verbs: ["stop", "halt", "pause"],
      frames: [
        "{v} {2} when the {0} fails {1} times in a row",
        "when the {0} fails {1} times in a row, {v} {2}",
        "if {1} runs of the {0} fail one after another, {v} {2}",
        "{v} {2} as soon as the {0} has failed {1} times without a break",
      ], gaps: [checks, counts, changes]),
  ]

  private static let cases = [
    "refund request", "late delivery", "broken item", "wrong invoice", "locked account", "cancelled flight",
    "lost parcel", "double charge", "changed address", "warranty claim", "missing voucher", "seat change",
    "password reset", "tariff change", "meter reading", "damaged suitcase", "lost card",
  ]
  private static let facts = [
    "order number", "customer's name", "date of purchase", "payment method", "booking code", "home address",
    "contract number", "phone number", "serial number", "loyalty level", "invoice", "photo of the damage",
    "delivery note", "tracking code",
  ]

  static let support = [
    Advice(
      verbs: ["ask for", "request", "obtain"],
      frames: [
        "{v} the {0} before the {1} in case of a {2}",
        "in case of a {2}, {v} the {0} before the {1}",
        "when a {2} comes in, {v} the {0} first and the {1} later",
        "{v} the {0} first and the {1} after it whenever there is a {2}",
      ], gaps: [facts, facts, cases]),
    Advice(
      verbs: ["hand over", "escalate", "pass on"],
      frames: [
        "{v} a {2} after {1} messages without the {0}",
        "after {1} messages without the {0}, {v} a {2}",
        "if the {0} is still not there after {1} messages, {v} a {2}",
        "{v} a {2} when {1} messages have not brought the {0}",
      ], gaps: [facts, counts, cases]),
    Advice(
      verbs: ["verify", "confirm", "double-check"],
      frames: [
        "{v} the {0} against the {1} before you settle a {2}",
        "before you settle a {2}, {v} the {0} against the {1}",
        "settle a {2} only after you {v} the {0} against the {1}",
        "to settle a {2}, first {v} the {0} against the {1}",
      ], gaps: [facts, facts, cases]),
  ]
}
