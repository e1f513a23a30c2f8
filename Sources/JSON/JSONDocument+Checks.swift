/// What a reader of foreign files asks before and after.
extension JSONDocument {
  /// How much memory reading the bytes takes at most: the bytes twice, their texts, and what the parser notes for each
  /// value. Counts every comma as if a value followed, also those in texts.
  ///
  /// Complexity: O(bytes).
  package static func memory(for bytes: [UInt8]) -> Int {
    var (commas, others) = (0, 0)
    for byte in bytes {
      if byte == UInt8(ascii: ",") {
        commas += 1
      } else if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        others += 1
      }
    }
    return 3 * bytes.count + 24 * commas + 16 * others
  }

  /// The place of a key that stands a second time in its object, such as `data[3].id`.
  ///
  /// Complexity: O(values), and O(keys log keys) for an object of many keys.
  package var repeatedKey: String? {
    var at = Tape.first
    let end = tape.after(at)
    while at < end {
      if tape.type(at) == UInt8(ascii: "{"), let key = repeatedKey(of: at) {
        return JSONValue(document: self, place: key + 1).path
      }
      at += tape.wordCount(at)
    }
    return nil
  }

  /// The word of the second of two equal keys.
  private func repeatedKey(of object: Int) -> Int? {
    var keys: [Int] = []
    let end = tape.close(object)
    var at = object + 1
    while at < end {
      keys.append(at)
      at = tape.after(at + 1)
    }
    guard keys.count > 1 else { return nil }
    return keys.count <= 16 ? repeatedOfFew(keys) : repeatedOfMany(keys)
  }

  private func repeatedOfFew(_ keys: [Int]) -> Int? {
    for (index, key) in keys.enumerated().dropFirst() {
      let name = tape.string(key)
      for other in keys[..<index] where tape.string(other).elementsEqual(name) { return key }
    }
    return nil
  }

  private func repeatedOfMany(_ keys: [Int]) -> Int? {
    let sorted = keys.sorted { tape.string($0).lexicographicallyPrecedes(tape.string($1)) }
    return zip(sorted, sorted.dropFirst()).first { tape.string($0).elementsEqual(tape.string($1)) }
      .map { max($0, $1) }
  }
}

extension Tape {
  /// Of the value itself without what it holds: brackets, keys and texts take one word, numbers two.
  fileprivate func wordCount(_ at: Int) -> Int {
    switch type(at) {
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): 2
    default: 1
    }
  }
}
