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
  var known = FirstPlaces(capacity: proposals.count / 2)
  var (firsts, distinct, namer) = ([Int](), [Fingerprint](), OperationNamer(log))
  var fingerprints: [Fingerprint] = []
  fingerprints.reserveCapacity(proposals.count)
  for proposal in proposals {
    if proposal % 4096 == 0 { try pulse.beat("naming", proposal, log.proposals.count) }
    let next = Int32(truncatingIfNeeded: firsts.count)
    let place = known.place(next, hash: namer.hash(of: proposal, known)) { place in
      namer.areSame(firsts[Int(place)], proposal)
    }
    if place == next {
      firsts.append(proposal)
      distinct.append(namer.fingerprint(of: proposal))
    }
    fingerprints.append(distinct[Int(place)])
  }
  return fingerprints
}

package func normalized(_ text: String) -> String {
  // Lent for the look.
  let staysAsItIs = text.utf8.withContiguousStorageIfAvailable { isPlain(UnsafeRawBufferPointer($0)) }
  return staysAsItIs == true ? text : foldingWhitespace(nfc(text))
}

/// Names proposals by type, anchor and text, in room that is used again. Texts are told apart by bytes: strings are put in
/// canonical order to be compared, which takes the square of a run of marks.
private struct OperationNamer {
  private let proposals: Proposals
  private let symbols: TextColumn
  private var message: [UInt8] = []

  init(_ log: TraceLog) { (proposals, symbols) = (log.proposals, log.symbols) }

  func hash(of proposal: Int, _ known: FirstPlaces) -> UInt64 {
    let key =
      UInt64(UInt32(bitPattern: proposals.anchor[proposal])) << 8 | UInt64(proposals.type[proposal].rawValue)
    return proposals.content.withText(proposal) { known.hash($0, with: key << 24) }
  }

  func areSame(_ first: Int, _ second: Int) -> Bool {
    proposals.anchor[first] == proposals.anchor[second] && proposals.type[first] == proposals.type[second]
      && proposals.content.areSame(first, second)
  }

  mutating func fingerprint(of proposal: Int) -> Fingerprint {
    message.removeAll(keepingCapacity: true)
    message.append(contentsOf: proposals.type[proposal].name.utf8)
    message.append(0)
    message.append(contentsOf: symbols[Int(proposals.anchor[proposal])].utf8)
    message.append(0)
    let isTaken = proposals.content.withText(proposal) { text in
      guard isPlain(text) else { return false }
      message.append(contentsOf: text)
      return true
    }
    if !isTaken { message.append(contentsOf: normalized(proposals.content[proposal]).utf8) }
    return Fingerprint(words: message.withUnsafeBytes(Digest.words))
  }
}
