import Analyses
import Basics
import Memory
import TraceLogs

/// Memory as it is now: as the log's own run left it, or, where the log says of no edit that it was applied, as the replay
/// leaves it.
struct HeldMemory {
  let bank: Bank
  let isRecorded: Bool
  /// The item that says a text.
  private let places: [String: String]

  init(_ analysis: Analysis) throws {
    let trace = try analysis.trace()
    isRecorded = !trace.applied.isEmpty
    bank =
      isRecorded
      ? RecordedRun(log: trace, through: trace.batches.count).bank
      : try analysis.replay(at: trace.batches.count).bank
    places = Dictionary(bank.items.map { (foldedText($0.content), $0.id) }) { first, _ in first }
  }

  func item(saying text: String) -> String? { places[foldedText(text)] }
}
