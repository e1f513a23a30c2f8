import Identity
import Language

/// The values of tau that a sweep goes through.
package struct TauRange {
  static let usualLow = Cosine(tenThousandths: 4_000)
  static let usualHigh = Cosine(tenThousandths: 9_500)
  static let usualStep = Cosine(tenThousandths: 100)
  package static let mostSteps = 1_001

  package var low = usualLow
  package var high = usualHigh
  /// From one to the next; above 0.
  package var step = usualStep

  package init() {}

  package var count: Int { Int(high.tenThousandths - low.tenThousandths) / Int(step.tenThousandths) + 1 }

  /// The present one is among them wherever the range holds it, so that the others can be read against it.
  package func taus(with present: Cosine) -> [Cosine] {
    var taus = stride(from: low.tenThousandths, through: high.tenThousandths, by: Int(step.tenThousandths))
      .map {
        Cosine(tenThousandths: $0)
      }
    if low <= present, present <= high, let place = taus.firstIndex(where: { $0 >= present }) {
      if taus[place] != present { taus.insert(present, at: place) }
    } else if low <= present, present <= high {
      taus.append(present)
    }
    return taus
  }

  /// `A..B`.
  package static func ends(_ text: String) -> (low: Cosine, high: Cosine)? {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false)
    guard parts.count == 2, let low = tau(String(parts[0])), let high = tau(String(parts[1])) else {
      return nil
    }
    return (low, high)
  }

  /// A number from 0 to 1.
  private static func tau(_ text: String) -> Cosine? {
    guard let value = decimal(text), (0...1).contains(value) else { return nil }
    return Cosine(value)
  }
}
