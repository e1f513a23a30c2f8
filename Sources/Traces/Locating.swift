/// The bytes of `place` in a line that holds one JSON object; the whole record where they cannot be told.
func locate(_ place: RecordPlace, in line: UnsafeBufferPointer<UInt8>) -> Range<Int> {
  let record = trimmed(line)
  return span(of: place, record, in: line) ?? record
}

private func span(
  of place: RecordPlace, _ record: Range<Int>, in line: UnsafeBufferPointer<UInt8>
) -> Range<Int>? {
  switch place {
  case .record: record
  case .field(let field): occurrences(field, record, in: line).first?.value
  case .repeated(let field): occurrences(field, record, in: line).dropFirst().first?.key
  case .element(let field, let index):
    occurrences(field, record, in: line).first.flatMap { at(index, elements(of: $0.value, in: line)) }
  case .key(let field, let index):
    occurrences(field, record, in: line).first.flatMap { at(index, members(of: $0.value, in: line))?.key }
  case .value(let field, let index):
    occurrences(field, record, in: line).first.flatMap { at(index, members(of: $0.value, in: line))?.value }
  }
}

private func at<Element>(_ index: Int, _ elements: [Element]) -> Element? {
  elements.indices.contains(index) ? elements[index] : nil
}

private func trimmed(_ line: UnsafeBufferPointer<UInt8>) -> Range<Int> {
  let start = line.firstIndex { $0 > 32 } ?? 0
  let end = line.lastIndex { $0 > 32 }.map { $0 + 1 } ?? line.count
  return start..<max(start, end)
}

private typealias Member = (key: Range<Int>, value: Range<Int>)

/// Where a field stands, as often as it does. A name written with escapes is not found.
private func occurrences(
  _ field: Field, _ record: Range<Int>, in line: UnsafeBufferPointer<UInt8>
) -> [Member] {
  members(of: record, in: line).filter { line[$0.key].dropFirst().dropLast().elementsEqual(field.name.utf8) }
}

private func members(of object: Range<Int>, in line: UnsafeBufferPointer<UInt8>) -> [Member] {
  var members: [Member] = []
  var scanner = LineScanner(line, at: object.lowerBound)
  guard scanner.accept("{") else { return [] }
  repeat {
    scanner.skipSpace()
    guard let key = scanner.span({ (scanner) throws(ScanFault) in try scanner.skipString() }) else { break }
    scanner.skipSpace()
    guard scanner.accept(":") else { break }
    scanner.skipSpace()
    guard let value = scanner.span({ (scanner) throws(ScanFault) in try scanner.skipValue() }) else { break }
    members.append((key, value))
    scanner.skipSpace()
  } while scanner.accept(",")
  return members
}

private func elements(of array: Range<Int>, in line: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
  var elements: [Range<Int>] = []
  var scanner = LineScanner(line, at: array.lowerBound)
  guard scanner.accept("[") else { return [] }
  repeat {
    scanner.skipSpace()
    guard let value = scanner.span({ (scanner) throws(ScanFault) in try scanner.skipValue() }) else { break }
    elements.append(value)
    scanner.skipSpace()
  } while scanner.accept(",")
  return elements
}

extension LineScanner {
  /// What `skip` goes over; nil if it finds a fault.
  fileprivate mutating func span(_ skip: (inout LineScanner) throws(ScanFault) -> Void) -> Range<Int>? {
    let start = at
    do throws(ScanFault) { try skip(&self) } catch { return nil }
    return start..<at
  }
}
