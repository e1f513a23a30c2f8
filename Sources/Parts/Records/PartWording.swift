import TraceLogs

/// A text with its type and anchor, as parts of the work hand it on.
package struct PartWording {
  package let fingerprint: Fingerprint
  package let type: OperationType
  package let anchor: String
  package let content: String
  /// Where it first stands.
  package let at: PartPlace
  /// At unit length, once there is one.
  package var vector: [Float]?

  package init(
    fingerprint: Fingerprint, type: OperationType, anchor: String, content: String, at: PartPlace,
    vector: [Float]? = nil
  ) {
    (self.fingerprint, self.type, self.anchor) = (fingerprint, type, anchor)
    (self.content, self.at, self.vector) = (content, at, vector)
  }

  /// What wordings share that may be one without a ruling.
  package var key: String { "\(type.name) \(anchor)" }
}

extension PartWording {
  package init(_ record: PartRecord) throws(PartFault) {
    self.init(
      fingerprint: try record.fingerprint("wording"), type: try record.type("type"),
      anchor: try record.text("anchor"), content: try record.text("content"), at: try record.place("at"))
    guard let packed = record.optionalText("vector") else { return }
    guard let vector = PackedVector.floats(packed), !vector.isEmpty else {
      throw record.bad("vector", "floats of four bytes in base64")
    }
    self.vector = vector
  }

  package var line: String {
    var text = PartText(.wording)
    text.add("wording", fingerprint)
    text.add("type", type.name)
    text.add("anchor", anchor)
    text.add("content", content)
    text.add("at", at)
    text.add("vector", vector.map(PackedVector.text))
    return text.line
  }
}

/// Wordings from any number of records: of several about one wording, the first place in the logs counts, whatever order
/// they come in.
package struct PartWordings {
  private var byName: [Fingerprint: PartWording] = [:]

  package init() {}

  package mutating func take(_ wording: PartWording) {
    if let known = byName[wording.fingerprint], known.at <= wording.at { return }
    byName[wording.fingerprint] = wording
  }

  package var count: Int { byName.count }

  /// In the order of the logs.
  package var all: [PartWording] { byName.values.sorted { $0.at < $1.at } }

  package subscript(name: Fingerprint) -> PartWording? { byName[name] }
}
