import Basics
import Files
import Identity
import Memory
import Scoring
import Studies
import TraceLogs

extension Analysis {
  /// Sixteen digits over all that the study says of its units: which proposals they hold and what they
  /// accumulated, and where the session replays memory, of its bank. Nil without a log. Two replays that agree on it gave the same result.
  package func result() throws -> String? {
    guard study.log != nil else { return nil }
    let (operations, partition) = (try operations(), try units())
    let evidence = try evidence()
    let digest = Digest()
    var lines: [UInt8] = []
    for operation in 0..<operations.count {
      operations.fingerprints[operation].append(to: &lines)
      lines.append(UInt8(ascii: " "))
      lines.append(Int(partition.unitOf[operation]))
      lines.append(UInt8(ascii: "\n"))
      if lines.count > 1 << 16 { digest.update(&lines) }
    }
    let (n, mhat) = (evidence.n, evidence.mhat)
    for unit in 0..<partition.unitCount {
      lines.append(Int(n[unit]))
      lines.append(UInt8(ascii: " "))
      lines.append(line: mhat[unit]?.description ?? "-")
      if lines.count > 1 << 16 { digest.update(&lines) }
    }
    digest.update(&lines)
    if study.position != nil {
      for item in try replay().bank.items { digest.update("\(item.id)\0\(item.content)\n") }
    }
    return String(digest.finish().prefix(16))
  }
}

extension Digest {
  /// Takes the text, and leaves its room for another.
  fileprivate func update(_ text: inout [UInt8]) {
    // Safe: the buffer is read while it lasts.
    text.withUnsafeBytes { update($0) }
    text.removeAll(keepingCapacity: true)
  }
}

extension [UInt8] {
  /// A number that is not negative, in digits.
  fileprivate mutating func append(_ number: Int) {
    let start = count
    var rest = number
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  fileprivate mutating func append(line: String) {
    append(contentsOf: line.utf8)
    append(UInt8(ascii: "\n"))
  }
}
