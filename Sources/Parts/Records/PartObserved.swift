import TraceLogs

/// The observations of a unit, in the order of time.
package struct PartObserved {
  package let unit: Fingerprint
  package let face: PartFace
  package let wordings: Int
  package let batches: [PartPlace]
  package let deltas: [Double]
}

extension PartObserved {
  package init(_ record: PartRecord) throws(PartFault) {
    (unit, face) = (try record.fingerprint("unit"), try PartFace(record))
    (wordings, batches) = (try record.whole("wordings"), try record.places("batches"))
    deltas = try record.numbers("deltas")
    guard deltas.count == batches.count else { throw record.bad("deltas", "one number per batch") }
  }

  package var line: String {
    var text = PartText(.observed)
    text.add("unit", unit)
    face.add(to: &text)
    text.add("wordings", wordings)
    text.add("batches", batches)
    text.add("deltas", deltas)
    return text.line
  }
}
