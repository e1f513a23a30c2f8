/// A value of a document. What it is not, it has not: `text` of a number is nil.
package struct JSONValue {
  let document: JSONDocument
  let place: Int

  private var tape: Tape { document.tape }

  package var text: String? { tape.isString(place) ? document.string(place) : nil }

  package var number: Double? { tape.double(place) }

  /// A whole number, also when it is written `3.0`.
  package var whole: Int? { tape.integer(place) }

  package var flag: Bool? {
    switch tape.type(place) {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  package var isNull: Bool { tape.type(place) == UInt8(ascii: "n") }

  /// The member of an object; the first one where a name is repeated.
  ///
  /// Complexity: O(members).
  package subscript(name: String) -> JSONValue? {
    guard tape.type(place) == UInt8(ascii: "{") else { return nil }
    let end = tape.close(place)
    var at = place + 1
    while at < end {
      if document.string(at) == name { return JSONValue(document: document, place: at + 1) }
      at = tape.after(at + 1)
    }
    return nil
  }

  /// The members of an object in their order.
  package var members: [(name: String, value: JSONValue)]? {
    guard tape.type(place) == UInt8(ascii: "{") else { return nil }
    var members: [(name: String, value: JSONValue)] = []
    let end = tape.close(place)
    var at = place + 1
    while at < end {
      members.append((document.string(at), JSONValue(document: document, place: at + 1)))
      at = tape.after(at + 1)
    }
    return members
  }

  /// The elements of a list.
  package var elements: [JSONValue]? {
    guard tape.type(place) == UInt8(ascii: "[") else { return nil }
    var elements: [JSONValue] = []
    let end = tape.close(place)
    var at = place + 1
    while at < end {
      elements.append(JSONValue(document: document, place: at))
      at = tape.after(at)
    }
    return elements
  }

  /// A list of numbers and nothing else.
  package var numbers: [Double]? {
    guard tape.type(place) == UInt8(ascii: "[") else { return nil }
    let end = tape.close(place)
    var numbers: [Double] = []
    numbers.reserveCapacity((end - place) / 2)
    var at = place + 1
    while at < end {
      guard let number = tape.double(at) else { return nil }
      numbers.append(number)
      at += 2
    }
    return numbers
  }

  /// What kind of value it is, for a person.
  package var kind: String {
    switch tape.type(place) {
    case UInt8(ascii: "{"): "an object"
    case UInt8(ascii: "["): "a list"
    case UInt8(ascii: "\""): "a text"
    case UInt8(ascii: "n"): "null"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): "true or false"
    default: "a number"
    }
  }
}
