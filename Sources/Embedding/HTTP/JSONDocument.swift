import CJSON

/// A whole JSON text, parsed by simdjson; its values are places on the tape that CJSON.h describes.
///
/// Safe because a value holds its document, no document is parsed anew, and simdjson closes every list and
/// object that it opens: all places that are read are ones that the tape names.
package final class JSONDocument {
  private let parser: OpaquePointer
  private let tape: UnsafePointer<UInt64>
  private let strings: UnsafePointer<UInt8>

  /// Nil if the bytes are not one JSON value.
  package init?(_ bytes: [UInt8]) {
    guard let parser = maa_json_new() else { return nil }
    // The parser stops at the zero and may read up to 64 bytes behind it.
    let padded = bytes + [UInt8](repeating: 0, count: 65)
    let isDocument = padded.withUnsafeBufferPointer { buffer in
      maa_json_index(parser, buffer.baseAddress, bytes.count) == 0
        && Int(maa_json_next(parser, bytes.count)) == MAA_JSON_DOCUMENT
    }
    guard isDocument, let tape = maa_json_tape(parser), let strings = maa_json_strings(parser) else {
      maa_json_free(parser)
      return nil
    }
    (self.parser, self.tape, self.strings) = (parser, tape, strings)
  }

  deinit { maa_json_free(parser) }

  package var root: JSONValue { JSONValue(document: self, place: 1) }

  fileprivate func type(_ at: Int) -> UInt8 { UInt8(truncatingIfNeeded: tape[at] >> 56) }

  fileprivate func close(_ at: Int) -> Int { Int(tape[at] & 0xFFFF_FFFF) - 1 }

  fileprivate func after(_ at: Int) -> Int {
    switch type(at) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): close(at) + 1
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): at + 2
    default: at + 1
    }
  }

  fileprivate func string(_ at: Int) -> String {
    let start = UnsafeRawPointer(strings + Int(tape[at] & 0x00FF_FFFF_FFFF_FFFF))
    let count = Int(start.loadUnaligned(as: UInt32.self))
    return String(decoding: UnsafeRawBufferPointer(start: start + 4, count: count), as: UTF8.self)
  }

  fileprivate func number(_ at: Int) -> Double? {
    switch type(at) {
    case UInt8(ascii: "d"): Double(bitPattern: tape[at + 1])
    case UInt8(ascii: "l"): Double(Int64(bitPattern: tape[at + 1]))
    case UInt8(ascii: "u"): Double(tape[at + 1])
    default: nil
    }
  }
}

package struct JSONValue {
  fileprivate let document: JSONDocument
  fileprivate let place: Int

  package var text: String? { document.type(place) == UInt8(ascii: "\"") ? document.string(place) : nil }

  package var number: Double? { document.number(place) }

  /// The member of an object; the first one where a name is repeated.
  package subscript(name: String) -> JSONValue? {
    guard document.type(place) == UInt8(ascii: "{") else { return nil }
    let end = document.close(place)
    var at = place + 1
    while at < end {
      if document.string(at) == name { return JSONValue(document: document, place: at + 1) }
      at = document.after(at + 1)
    }
    return nil
  }

  /// The elements of a list.
  package var elements: [JSONValue]? {
    guard document.type(place) == UInt8(ascii: "[") else { return nil }
    var elements: [JSONValue] = []
    let end = document.close(place)
    var at = place + 1
    while at < end {
      elements.append(JSONValue(document: document, place: at))
      at = document.after(at)
    }
    return elements
  }

  /// A list of numbers and nothing else.
  var numbers: [Double]? {
    guard document.type(place) == UInt8(ascii: "[") else { return nil }
    let end = document.close(place)
    var numbers: [Double] = []
    numbers.reserveCapacity((end - place) / 2)
    var at = place + 1
    while at < end {
      guard let number = document.number(at) else { return nil }
      numbers.append(number)
      at += 2
    }
    return numbers
  }

  /// What kind of value it is, for a person.
  package var kind: String {
    switch document.type(place) {
    case UInt8(ascii: "{"): "an object"
    case UInt8(ascii: "["): "a list"
    case UInt8(ascii: "\""): "a text"
    case UInt8(ascii: "n"): "null"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): "true or false"
    default: "a number"
    }
  }
}
