import Basics
import Characters
import Files
import TraceLogs

/// SHA-256 over type, anchor and normalized content of every proposal, separated by zero bytes.
///
/// Content is normalized by Unicode NFC and folding of white space, so that the same advice has the same
/// name however an editor stored it. Texts that many proposals share are hashed once by each who shares the work. Of the
/// proposals from `first` on.
package func fingerprints(of log: TraceLog, from first: Int = 0, pulse: Pulse) throws -> [Fingerprint] {
  let count = log.proposals.count - first
  let workers = count < leastShared ? Workers.one : log.workers
  let parts = workers.map { part in
    let share = workers.share(part, of: count)
    return Result {
      try fingerprints(of: log, in: (first + share.lowerBound)..<(first + share.upperBound), pulse)
    }
  }
  return try parts.count == 1 ? parts[0].get() : parts.flatMap { try $0.get() }
}

/// Of fewer proposals a thread costs more than it brings.
private let leastShared = 8_192

private func fingerprints(of log: TraceLog, in proposals: Range<Int>, _ pulse: Pulse) throws -> [Fingerprint]
{
  var known = [OperationText: Fingerprint](minimumCapacity: proposals.count / 2)
  var fingerprints: [Fingerprint] = []
  fingerprints.reserveCapacity(proposals.count)
  for proposal in proposals {
    if proposal % 4096 == 0 { try pulse.beat("naming", proposal, log.proposals.count) }
    let text = OperationText(log, proposal)
    if let fingerprint = known[text] {
      fingerprints.append(fingerprint)
    } else {
      let fingerprint = text.fingerprint(symbols: log.symbols)
      known[text] = fingerprint
      fingerprints.append(fingerprint)
    }
  }
  return fingerprints
}

package func normalized(_ text: String) -> String { foldingWhitespace(nfc(text)) }

private struct OperationText: Hashable {
  let type: OperationType
  let anchor: Int32
  /// Compared by bytes: strings are put in canonical order to be compared, which takes the square of a run of marks.
  let content: ByteText

  init(_ log: TraceLog, _ proposal: Int) {
    type = log.proposals.type[proposal]
    anchor = log.proposals.anchor[proposal]
    content = ByteText(log.proposals.content[proposal])
  }

  func fingerprint(symbols: TextColumn) -> Fingerprint {
    let parts = [type.name, symbols[Int(anchor)], normalized(content.text)]
    let digest = Digest()
    digest.update(parts.joined(separator: "\0"))
    var words = SIMD4<UInt64>.zero
    for (index, byte) in digest.finishBytes().enumerated() {
      words[index / 8] = words[index / 8] << 8 | UInt64(byte)
    }
    return Fingerprint(words: words)
  }
}
