import Accumulation

/// The operations of a log, named by type, anchor and content.
public func exampleOperations(of log: TraceLog) -> Operations {
  let fingerprints = (0..<log.proposals.count).map { proposal -> Fingerprint in
    let parts = [
      log.proposals.type[proposal].name, log.symbols[Int(log.proposals.anchor[proposal])],
      log.proposals.content[proposal],
    ]
    let text = parts.joined(separator: "\0")
    return Fingerprint(words: [hash(text, 1), hash(text, 2), hash(text, 3), hash(text, 4)])
  }
  return Operations(log: log, fingerprints: fingerprints)
}

/// FNV-1a (Fowler, Noll and Vo), begun in another way for each `seed`. It tells a few texts apart; nobody must have
/// reason to make two that it confuses.
func hash(_ text: String, _ seed: UInt64) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325 &+ seed &* 0x9E37_79B9_7F4A_7C15) {
    ($0 ^ UInt64($1)) &* 0x100_0000_01B3
  }
}
