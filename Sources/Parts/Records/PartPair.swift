import Identity
import TraceLogs

/// Two wordings of one key that reach tau.
package struct PartPair {
  package let key: String
  package let first: Fingerprint
  package let second: Fingerprint
  package let cosine: Cosine
}

extension PartPair {
  /// The one with the lesser fingerprint stands first, whichever block it came from.
  init(_ a: PartWording, _ b: PartWording, _ cosine: Cosine) {
    let (first, second) = a.fingerprint < b.fingerprint ? (a, b) : (b, a)
    self.init(key: a.key, first: first.fingerprint, second: second.fingerprint, cosine: cosine)
  }

  package init(_ record: PartRecord) throws(PartFault) {
    let cosine = try record.whole("cosine")
    guard (-10_000...10_000).contains(cosine) else {
      throw record.bad("cosine", "ten-thousandths of a cosine")
    }
    self.init(
      key: try record.text("key"), first: try record.fingerprint("a"), second: try record.fingerprint("b"),
      cosine: Cosine(tenThousandths: Int32(cosine)))
  }

  package var line: String {
    var text = PartText(.pair)
    text.add("key", key)
    text.add("a", first)
    text.add("b", second)
    text.add("cosine", Int(cosine.tenThousandths))
    return text.line
  }
}
