import TraceLogs

/// The unit of a wording. The record of a founder says what the unit is called by.
package struct PartUnit {
  package let fingerprint: Fingerprint
  package let unit: Fingerprint
  package let at: PartPlace
  /// Of a founder.
  package let face: PartFace?
}

/// What a unit shows of its founder.
package struct PartFace {
  package let at: PartPlace
  package let type: String
  package let anchor: String
  package let content: String

  init(_ record: PartRecord) throws(PartFault) {
    (at, type) = (try record.place("at"), try record.type("type").name)
    (anchor, content) = (try record.text("anchor"), try record.text("content"))
  }

  package init(_ wording: PartWording) {
    (at, type, anchor) = (wording.at, wording.type.name, wording.anchor)
    content = wording.content
  }

  func add(to text: inout PartText) {
    text.add("at", at)
    text.add("type", type)
    text.add("anchor", anchor)
    text.add("content", content)
  }
}

extension PartUnit {
  init(_ wording: PartWording, founder: PartWording) {
    (fingerprint, unit, at) = (wording.fingerprint, founder.fingerprint, wording.at)
    face = fingerprint == unit ? PartFace(wording) : nil
  }

  package init(_ record: PartRecord) throws(PartFault) {
    (fingerprint, unit) = (try record.fingerprint("wording"), try record.fingerprint("unit"))
    at = try record.place("at")
    face = fingerprint == unit ? try PartFace(record) : nil
  }

  package var line: String {
    var text = PartText(.unit)
    text.add("wording", fingerprint)
    text.add("unit", unit)
    if let face { face.add(to: &text) } else { text.add("at", at) }
    return text.line
  }
}
