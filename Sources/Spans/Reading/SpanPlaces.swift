import JSON

/// Where spans stand in exports: below members of these names, and nowhere else.
package enum SpanPlace {
  /// A list, or an object, that leads on.
  case leadsOn
  /// A list of spans.
  case spans
  /// A list of records of events.
  case events

  private static let leading = [
    "resourceSpans", "resource_spans", "batches", "scopeSpans", "scope_spans", "instrumentationLibrarySpans",
    "instrumentation_library_spans", "resourceLogs", "resource_logs", "scopeLogs", "scope_logs", "data",
    "result", "trace",
    "traces",
  ]

  private static let table = WordTable(leading + ["spans", "logRecords", "log_records"])

  package init?(_ name: UnsafeRawBufferPointer) {
    let found = SpanPlace.table.find(name)
    guard found >= 0 else { return nil }
    let others: [SpanPlace] = [.spans, .events, .events]
    self = found < SpanPlace.leading.count ? .leadsOn : others[found - SpanPlace.leading.count]
  }

  package init?(_ name: String) {
    var name = name
    guard let place = name.withUTF8({ SpanPlace(UnsafeRawBufferPointer($0)) }) else { return nil }
    self = place
  }
}

/// Finds the spans of a document that is on a tape, or that is walked through, and hands each to `take`.
///
/// An object that leads nowhere is a span itself: programs print them one by one, and so do rows of a table.
enum SpanFinder {
  /// Takes a span or, if it says so, a record of an event.
  typealias Take = (_ tape: Tape, _ at: Int, _ isEvent: Bool) -> Void

  private static let deepest = 12

  static func find(_ tape: Tape, _ at: Int, depth: Int = 0, take: Take) {
    guard depth < SpanFinder.deepest else { return }
    switch tape.type(at) {
    case UInt8(ascii: "["):
      for element in tape.elements(at) { find(tape, element, depth: depth + 1, take: take) }
    case UInt8(ascii: "{"): if !leadOn(tape, at, depth, take) { take(tape, at, false) }
    default: break
    }
  }

  private static func leadOn(_ tape: Tape, _ at: Int, _ depth: Int, _ take: Take) -> Bool {
    var leads = false
    for member in tape.members(at) {
      guard let place = SpanPlace(tape.string(member.name)), holds(tape, member.value) else { continue }
      leads = true
      switch place {
      case .leadsOn: find(tape, member.value, depth: depth + 1, take: take)
      case .spans, .events: takeAll(tape, member.value, place == .events, take)
      }
    }
    return leads || depth > 0 && isEnvelope(tape, at)
  }

  private static func holds(_ tape: Tape, _ at: Int) -> Bool {
    tape.type(at) == UInt8(ascii: "{") || tape.type(at) == UInt8(ascii: "[")
  }

  /// A resource or scope without spans.
  private static func isEnvelope(_ tape: Tape, _ at: Int) -> Bool {
    tape.members(at).contains {
      ["resource", "scope", "instrumentationLibrary"].contains(tape.text($0.name))
    }
  }

  private static func takeAll(_ tape: Tape, _ at: Int, _ isEvent: Bool, _ take: Take) {
    guard tape.type(at) == UInt8(ascii: "[") else { return }
    let end = tape.close(at)
    var place = at + 1
    while place < end {
      take(tape, place, isEvent)
      place = tape.after(place)
    }
  }

  // MARK: Walking

  /// The same for documents of any size: lists are entered, spans are taken one at a time.
  static func walk(_ walker: JSONWalker, depth: Int = 0, take: Take) throws {
    guard depth < SpanFinder.deepest else { return }
    switch try walker.kind() {
    case .list: try walker.eachElement { try walk(walker, depth: depth + 1, take: take) }
    case .object: try walker.eachMember { name in try walk(walker, name, depth, take) }
    default: break
    }
  }

  private static func walk(_ walker: JSONWalker, _ name: String, _ depth: Int, _ take: Take) throws {
    guard let place = SpanPlace(name) else { return }
    if place == .leadsOn { return try walk(walker, depth: depth + 1, take: take) }
    guard try walker.kind() == .list else { return }
    try walker.eachElement { try walker.take { tape in take(tape, Tape.first, place == .events) } }
  }
}
