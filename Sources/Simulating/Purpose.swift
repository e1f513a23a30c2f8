/// Each use of randomness has a stream of its own: another number of tasks does not change a score.
enum Purpose {
  static let grammar: UInt64 = 1
  static let scenes: UInt64 = 2
  static let anchors: UInt64 = 3
  static let calendar: UInt64 = 4
  static let wordings: UInt64 = 5
  static let order: UInt64 = 6
  static let noise: UInt64 = 7
  static let missing: UInt64 = 8
  static let tasks: UInt64 = 9
  static let outcomeTasks: UInt64 = 10
  static let retrieval: UInt64 = 11
  static let results: UInt64 = 12
  static let opinions: UInt64 = 13
  static let pairs: UInt64 = 14

  /// Streams for each operation and each batch, which can be asked for in any order.
  static func operation(_ index: Int) -> UInt64 { 1 << 40 | UInt64(truncatingIfNeeded: index) }
  static func attack(_ index: Int) -> UInt64 { 1 << 43 | UInt64(truncatingIfNeeded: index) }
  static func item(_ index: Int) -> UInt64 { 1 << 42 | UInt64(truncatingIfNeeded: index) }
  static func batch(_ index: Int) -> UInt64 { 1 << 41 | UInt64(truncatingIfNeeded: index) }
}

/// Two decimals: as text and as a number the same everywhere.
func rounded(_ points: Double) -> Double { (points * 100).rounded() / 100 }
