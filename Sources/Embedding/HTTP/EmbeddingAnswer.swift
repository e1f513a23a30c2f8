import HTTP
import JSON

/// The vectors in a server's answer: `{"data":[{"index":0,"embedding":[…]},…]}`, in the order of the texts.
struct EmbeddingAnswer {
  private let client: HTTPClient
  private let texts: ArraySlice<String>
  private var host: String { client.endpoint.host }

  init(to texts: ArraySlice<String>, from client: HTTPClient) {
    self.texts = texts
    self.client = client
  }

  /// One vector of unit length for each text. `dimension` is what earlier answers had, if there were any.
  func vectors(in document: JSONDocument, dimension: Int?) throws(EmbeddingFault) -> [[Float]] {
    let entries = try self.entries(in: document.root)
    guard entries.count == texts.count else {
      throw .wrongCount(host: host, seen: entries.count, expected: texts.count)
    }
    var vectors = [[Float]](repeating: [], count: texts.count)
    var dimension = dimension
    for (number, entry) in entries.enumerated() {
      let index = try index(of: entry, number, vectors)
      let numbers = try numbers(of: entry, number)
      guard numbers.count == dimension ?? numbers.count else {
        throw .dimensions(host: host, first: dimension ?? 0, other: numbers.count)
      }
      dimension = numbers.count
      vectors[index] = try unit(numbers, for: texts[texts.startIndex + index])
    }
    return vectors
  }

  private func entries(in root: JSONValue) throws(EmbeddingFault) -> [JSONValue] {
    guard let data = root["data"] else {
      // Some servers report a fault with a status that says all is well.
      let error = root["error"]?["message"]?.text ?? root["error"]?.text
      throw form("the answer", error ?? "no data", "a list named data")
    }
    return try demand { () throws(JSONMismatch) in try data.demandList() }
  }

  private func index(of entry: JSONValue, _ number: Int, _ taken: [[Float]]) throws(EmbeddingFault) -> Int {
    let (place, expected) = ("data[\(number)].index", "the number of a text")
    let seen = try demand { () throws(JSONMismatch) in
      try entry.member("index", expected).demandNumber(expected)
    }
    guard let index = Int(exactly: seen), taken.indices.contains(index) else {
      throw form(place, "\(seen)", "a whole number from 0 to \(taken.count - 1)")
    }
    guard taken[index].isEmpty else { throw form(place, "\(index) again", "each text once") }
    return index
  }

  private func numbers(of entry: JSONValue, _ number: Int) throws(EmbeddingFault) -> [Double] {
    let numbers = try demand { () throws(JSONMismatch) in
      try entry.member("embedding", "a list of numbers").demandNumbers()
    }
    guard !numbers.isEmpty, numbers.count <= client.limits.dimension else {
      let place = "data[\(number)].embedding"
      throw form(place, "\(numbers.count) numbers", "from 1 to \(client.limits.dimension)")
    }
    return numbers
  }

  private func unit(_ numbers: [Double], for text: String) throws(EmbeddingFault) -> [Float] {
    // Beyond what Float holds, a number is no coordinate any more; squares of what it holds fit a Double.
    guard numbers.allSatisfy({ abs($0) <= Double(Float.greatestFiniteMagnitude) }) else {
      throw .badVector(host: host, text: shortened(text, to: 60), what: .notFinite)
    }
    var squares = 0.0
    for number in numbers { squares += number * number }
    guard squares >= Double.leastNormalMagnitude else {
      throw .badVector(host: host, text: shortened(text, to: 60), what: .zero)
    }
    let scale = 1 / squares.squareRoot()
    return numbers.map { Float($0 * scale) }
  }

  private func demand<T>(_ read: () throws(JSONMismatch) -> T) throws(EmbeddingFault) -> T {
    do { return try read() } catch { throw form(error.place, error.seen, error.expected) }
  }

  private func form(_ place: String, _ seen: String, _ expected: String) -> EmbeddingFault {
    .form(host: host, place: place, seen: client.seen(seen), expected: expected)
  }
}
