import Basics
import Files
import Importing
import JSON
import Spans

/// Files of spans as an import reads them.
extension ImportSource {
  /// What the spans of a file show, in bounded memory whatever its size.
  func spans(
    _ file: SourceFile, _ shape: SpanFile.Shape, _ request: ImportRequest, into sightings: inout Sightings
  ) throws {
    let input = try InputFile(filePath(file))
    let number = files.firstIndex(of: file) ?? 0
    let reading = SpanFile(
      shape, number: number, run: file.name, isLenient: request.lenient, pulse: request.pulse)
    do {
      try reading.read(try input.unpacked().source, of: input, into: &sightings)
    } catch let fault as SpanFile.Fault {
      throw importFault(fault, file)
    } catch FileFault.empty {
      // An empty file shows nothing.
    }
    note(file, sha256: try input.finishReading())
  }

  private func importFault(_ fault: SpanFile.Fault, _ file: SourceFile) -> ImportFault {
    switch fault {
    case .badLine(let line): .notJSON(file: shown(file), line: line, column: 1, flaw: nil)
    case .lineTooLong: .tooLarge(file: shown(file), size: file.size, limit: BlockReader.longestLine)
    case .walk(let fault): importFault(fault, file)
    case .noMemory: .tooLarge(file: shown(file), size: file.size, limit: 0)
    }
  }

  func importFault(_ fault: JSONWalkFault, _ file: SourceFile) -> ImportFault {
    switch fault.flaw {
    case .malformed, .expected: .notJSON(file: shown(file), line: fault.line, column: fault.column, flaw: nil)
    case .cutOff: .notJSON(file: shown(file), line: fault.line, column: fault.column, flaw: .cutOff)
    case .tooLong(let limit): .tooLarge(file: shown(file), size: file.size, limit: limit)
    case .noMemory: .tooLarge(file: shown(file), size: file.size, limit: 0)
    }
  }

  /// Whether a document ends on a line before another one begins, told by more of the file where its beginning does not say.
  func isLines(_ file: SourceFile) throws -> Bool {
    let head = JSONHead(try self.head(file))
    if head.isLines || head.hasWholeLine || !head.isJSON { return head.isLines }
    return JSONHead(try self.head(file, 1 << 20)).isLines
  }

  /// Every document of a file, or every element of the list that it is, one at a time; lines too.
  func eachValue(_ file: SourceFile, limit: Int = 64 << 20, _ body: (JSONValue) throws -> Void) throws {
    let input = try InputFile(filePath(file))
    do {
      let text = try input.unpacked().source
      let walker = try JSONWalker(limit: limit) { try text.read(into: $0) }
      try walker.eachDocument {
        try pulse.beat("reading", input.position, input.size ?? 0)
        guard try walker.kind() == .list else { return try body(checked(walker.document(), file).root) }
        try walker.eachElement { try body(checked(walker.document(), file).root) }
      }
    } catch let fault as JSONWalkFault {
      throw importFault(fault, file)
    } catch FileFault.empty {}
    note(file, sha256: try input.finishReading())
  }

  /// Keys that stand twice are refused: which of them counts, nobody knows.
  private func checked(_ document: JSONDocument, _ file: SourceFile) throws -> JSONDocument {
    guard let place = document.repeatedKey else { return document }
    throw ImportFault.repeatedKey(file: shown(file), line: nil, place: place)
  }

  /// Says what of spans could not be used.
  func tell(_ gaps: Gaps, into draft: inout LogDraft) {
    for kind in Gaps.Kind.allCases where gaps[kind].count > 0 {
      let gap = gaps[kind]
      let name = files.indices.contains(gap.file) ? files[gap.file].name : path
      draft.account.leftOut(
        kind.words, count: gap.count, example: gap.example.isEmpty ? nil : gap.example,
        at: gap.line > 0 ? "\(name):\(gap.line)" : name)
    }
  }
}

extension InputFile {
  /// Reads what is left, and gives the hash of all.
  func finishReading() throws -> String {
    var rest = [UInt8](repeating: 0, count: 64 << 10)
    while try rest.withUnsafeMutableBytes({ try read(into: $0) }) > 0 {}
    return finishDigest()
  }
}

extension Gaps.Kind {
  fileprivate var words: String {
    switch self {
    case .badLine: "a line that is no JSON"
    case .tornLine: "a last line that was cut off while it was written"
    case .noSpan: "an object that is no span"
    case .repeatedMember: "a span in which a name stands twice"
    case .noTrace: "a span or judgement that names no trace"
    case .otherEvent: "a record of an event that judges nothing"
    case .failedOperation: "an operation on a memory that failed"
    case .writtenUnseen: "a write of which the log keeps neither id nor content"
    case .readUnseen: "a search of which the log does not keep what it found"
    case .unreadableRecords: "records written in a way that is not understood"
    case .nothingDeleted: "a deletion that names no record"
    case .judgementWithoutNumber: "a judgement with neither a number nor a label"
    }
  }
}
