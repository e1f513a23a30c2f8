import Basics
import TraceLogs

/// How many items must stand in a file before a record that names one of them.
struct NeededItems {
  /// So that the proposal's anchor is known.
  let ofProposal: [Int32]
  /// So that the item of that name is.
  let ofSymbol: [Int32]

  /// Complexity: O(items + symbols + proposals).
  init(_ log: TraceLog) {
    // Keyed by bytes: strings are equal when they look the same, ids are not.
    var count: [[UInt8]: Int32] = [:]
    for (index, item) in log.items.enumerated() {
      count[Array(item.id.utf8)] = Int32(truncatingIfNeeded: index + 1)
    }
    let symbols = (0..<log.symbols.count).map { log.symbols.bytes[log.symbols.range($0)] }
    let ofSymbol = symbols.map { count[Array($0)] ?? 0 }
    let after = "after:".utf8
    let ofPlace = symbols.map { $0.starts(with: after) ? count[Array($0.dropFirst(after.count))] ?? 0 : 0 }
    ofProposal = log.proposals.type.indices.map { index in
      let anchor = Int(log.proposals.anchor[index])
      return switch log.proposals.type[index] {
      case .add: ofPlace[anchor]
      case .modify: ofSymbol[anchor]
      case .merge: log.merges.parts(of: index).map { ofSymbol[Int($0)] }.max() ?? 0
      case .bundle: 0
      }
    }
    self.ofSymbol = ofSymbol
  }
}
