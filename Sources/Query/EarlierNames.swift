/// What tables and columns were called once: queries of older scripts read as they did.
package struct EarlierNames: Sendable {
  private let currentNames: [String: String]

  package init(_ current: [String: String]) { currentNames = current }

  package func current(_ name: String) -> String { currentNames[name] ?? name }

  /// The query with today's name for the one that the fault misses; nil where that was never a name.
  package func mended(_ text: String, after fault: QueryFault) -> String? {
    guard let name = EarlierNames.missed(fault), let current = currentNames[name] else { return nil }
    let mended = SQLScanner(Array(text.utf8)).replacing(name, by: current)
    return mended == text ? nil : mended
  }

  /// Whether what is missed is a name of today: it was put there, and the table has never had it.
  package func miss(_ fault: QueryFault) -> Bool {
    EarlierNames.missed(fault).map { name in currentNames.contains { $0.value == name } } ?? false
  }

  private static func missed(_ fault: QueryFault) -> String? {
    switch fault {
    case .unknownColumn(let name, _, _), .unknownTable(let name, _):
      (name.split(separator: ".").last.map(String.init) ?? name).lowercased()
    default: nil
    }
  }
}
