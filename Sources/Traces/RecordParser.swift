import CJSON
import JSON

/// Turns the text of a block into its records. One per thread: it owns a JSON parser.
final class RecordParser {
  private let json: LineParser
  let fieldNames = NameTable(Field.allCases.map(\.name))
  let kindNames = NameTable(RecordKind.allCases.map(\.name))
  let typeNames = NameTable(["add", "modify", "delete"])
  /// The anchor of an addition that names none. Its bytes are part of the program.
  let tail = UnsafeRawBufferPointer(start: tailText.utf8Start, count: tailText.utf8CodeUnitCount)

  /// Nil if there is no memory.
  init?() {
    guard let json = LineParser() else { return nil }
    self.json = json
  }

  /// Fills `records` from whole lines. Stage one of the parser takes them all at once; where a bad byte
  /// spoils that, they are taken one by one.
  func parse(_ text: BlockText, into records: inout BlockRecords) {
    records.removeAll()
    var start = 0
    while start < text.count {
      let end = text.stretchEnd(from: start)
      // Two calls, so that the compiler makes a loop of its own for each.
      if json.index(text.bytes + start, count: end - start) {
        parseLines(text, start..<end, isIndexed: true, into: &records)
      } else {
        parseLines(text, start..<end, isIndexed: false, into: &records)
      }
      start = end + 1
    }
    // The last line, if it is empty: the loop above saw no byte of it.
    if text.count == 0 || text.bytes[text.count - 1] == 10 { records.lineCount += 1 }
  }

  private func parseLines(
    _ text: BlockText, _ stretch: Range<Int>, isIndexed: Bool, into records: inout BlockRecords
  ) {
    let base = isIndexed ? stretch.lowerBound : nil
    var start = stretch.lowerBound
    while start <= stretch.upperBound && start < text.count {
      let end = text.lineEnd(from: start, before: stretch.upperBound)
      parseLine(text, start..<end, indexedFrom: base, into: &records)
      records.lineCount += 1
      start = end + 1
    }
  }

  @inline(__always)
  private func parseLine(
    _ text: BlockText, _ line: Range<Int>, indexedFrom base: Int?, into records: inout BlockRecords
  ) {
    switch nextDocument(text, line, indexedFrom: base) {
    case .document(let tape): takeDocument(tape, text, line, into: &records)
    case .blank: break
    case .malformed: reportMalformed(text, line, into: &records)
    }
  }

  @inline(__always)
  private func nextDocument(_ text: BlockText, _ line: Range<Int>, indexedFrom base: Int?) -> LineParser.Line
  {
    if let base { return json.next(before: line.upperBound - base) }
    guard json.index(text.bytes + line.lowerBound, count: line.count) else { return .malformed }
    return json.next(before: line.count)
  }

  @inline(__always)
  private func takeDocument(
    _ tape: Tape, _ text: BlockText, _ line: Range<Int>, into records: inout BlockRecords
  ) {
    let start = Int32(truncatingIfNeeded: line.lowerBound)
    do throws(RecordFault) {
      guard let kind = try takeRecord(tape, into: &records) else { return }
      records.kinds.append(kind)
      records.starts.append(start)
    } catch {
      records.faults.append(text.fault(error, in: line))
    }
  }

  /// A last line without a newline that is no JSON was cut off while it was written.
  private func reportMalformed(_ text: BlockText, _ line: Range<Int>, into records: inout BlockRecords) {
    let fault = text.malformed(line)
    if text.isLast && line.upperBound == text.count {
      records.tornLine = fault
    } else {
      records.faults.append(fault)
    }
  }
}

private let tailText: StaticString = "tail"
