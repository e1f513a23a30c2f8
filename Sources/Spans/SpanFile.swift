import Basics
import Files
import JSON

/// What the spans of one file show. A file of JSON Lines is read by several threads, block by block; a document of any size is
/// walked through, one span at a time.
package struct SpanFile {
  package enum Shape: Sendable {
    /// A document in every line.
    case lines
    /// One document, or several, that lead to spans.
    case document
    /// Spans one after another, or in a list.
    case rows
  }

  package enum Fault: Error, Equatable {
    case badLine(line: Int)
    case lineTooLong
    case walk(JSONWalkFault)
    case noMemory
  }

  package let shape: Shape
  /// Bad lines are left out and counted.
  package let isLenient: Bool
  package let pulse: Pulse
  package let threads: Int
  /// A number of `sightings.names`.
  package let run: String?
  package let number: Int

  package init(_ shape: Shape, number: Int, run: String?, isLenient: Bool, pulse: Pulse, threads: Int = 2) {
    (self.shape, self.number, self.run) = (shape, number, run)
    (self.isLenient, self.pulse, self.threads) = (isLenient, pulse, threads)
  }

  /// Reads `text`, what `file` unpacks to, into `sightings`. Throws `Fault`, or what the file or a beat threw.
  package func read(_ text: any ByteSource, of file: InputFile, into sightings: inout Sightings) throws {
    if shape == .lines { return try readLines(text, file, into: &sightings) }
    let reading = DocumentReading(run)
    do {
      try reading.read(JSONWalker { try text.read(into: $0) }, hasRows: shape == .rows, pulse: pulse, file)
    } catch let fault as JSONWalkFault {
      throw Fault.walk(fault)
    }
    reading.sightings.gaps.place(file: number, linesBefore: 0)
    sightings.append(reading.sightings)
  }

  // MARK: Lines

  /// What one block shows, and how many lines it had.
  struct Part {
    var sightings = Sightings()
    var lineCount = 0
    /// The first bad line, counted in the block from 1; 0 where there is none.
    var badLine = 0
    var isTorn = false
  }

  private final class Merging {
    var sightings: Sightings
    var linesBefore = 0
    init(_ sightings: Sightings) { self.sightings = sightings }
  }

  private func readLines(_ text: any ByteSource, _ file: InputFile, into sightings: inout Sightings) throws {
    let merging = Merging(sightings)
    sightings = Sightings()  // so that one alone owns the columns, and changes them in place
    let blocks = BlockPipeline<Part>(
      text, file: file, pulse: pulse, threads: threads, blockSize: 1 << 20, makeContent: Part.init,
      merge: { try merge($0, into: merging) })
    let run = run
    try runInParallel(threads: blocks.threads) { _ in
      guard let parser = SpanLineParser(run) else { return blocks.fail(Fault.noMemory) }
      blocks.work { parser.parse($0) }
    }
    do {
      try blocks.finish()
    } catch is LineTooLong {
      throw Fault.lineTooLong
    }
    sightings = merging.sightings
  }

  private func merge(_ block: TextBlock<Part>, into merging: Merging) throws {
    if block.content.badLine > 0, !isLenient {
      throw Fault.badLine(line: merging.linesBefore + block.content.badLine)
    }
    block.content.sightings.gaps.place(file: number, linesBefore: merging.linesBefore)
    merging.sightings.append(block.content.sightings)
    merging.linesBefore += block.content.lineCount
  }
}

/// Spans off the lines of a block. One per thread.
final class SpanLineParser {
  private let json: LineParser
  private let reader = SpanReader()
  private let run: String?
  private var facts = SpanFacts()

  init?(_ run: String?) {
    guard let json = LineParser() else { return nil }
    (self.json, self.run) = (json, run)
  }

  func parse(_ block: TextBlock<SpanFile.Part>) {
    block.content = SpanFile.Part()
    let run = self.run.map { block.content.sightings.names.number(of: $0) } ?? -1
    // Stage one of the parser takes all lines at once; where a bad byte spoils that, they are taken one by one.
    let start = UnsafePointer(block.bytes) + block.lines.lowerBound
    let isIndexed = json.index(start, count: block.lines.count)
    var line = 0
    while line < block.lines.count {
      // Safe: the block's lines, which it owns, end where this range does.
      let end =
        UnsafeBufferPointer(start: start, count: block.lines.count)[line...].firstIndex(of: 10)
        ?? block.lines.count
      block.content.lineCount += 1
      take(block, start, line..<end, isIndexed, run)
      line = end + 1
    }
  }

  private func take(
    _ block: TextBlock<SpanFile.Part>, _ start: UnsafePointer<UInt8>, _ line: Range<Int>, _ isIndexed: Bool,
    _ run: Int32
  ) {
    switch next(start, line, isIndexed) {
    case .document(let tape): take(tape, run, into: &block.content)
    case .blank: break
    case .malformed:
      let isTorn = block.isLast && line.upperBound == block.lines.count
      if !isTorn, block.content.badLine == 0 { block.content.badLine = block.content.lineCount }
      block.content.sightings.gaps.note(
        isTorn ? .tornLine : .badLine, SpanLineParser.shortened(start, line), line: block.content.lineCount)
    }
  }

  private func next(_ start: UnsafePointer<UInt8>, _ line: Range<Int>, _ isIndexed: Bool) -> LineParser.Line {
    if isIndexed { return json.next(before: line.upperBound) }
    // Safe: a newline or the block's zeros end the line, and the block is padded.
    guard json.index(start + line.lowerBound, count: line.count) else { return .malformed }
    return json.next(before: line.count)
  }

  private func take(_ tape: Tape, _ run: Int32, into part: inout SpanFile.Part) {
    let line = part.lineCount
    SpanFinder.find(tape, Tape.first) { tape, at, isEvent in
      facts.removeAll()
      reader.read(tape, at, into: &facts)
      if isEvent {
        part.sightings.takeEvent(facts, line: line)
      } else {
        part.sightings.take(facts, run: run, line: line)
      }
    }
  }

  private static func shortened(_ start: UnsafePointer<UInt8>, _ line: Range<Int>) -> String {
    String(
      decoding: UnsafeBufferPointer(start: start + line.lowerBound, count: min(60, line.count)), as: UTF8.self
    )
  }
}

/// Spans of documents that are walked through.
private final class DocumentReading {
  var sightings: Sightings
  private var facts = SpanFacts()
  private let reader = SpanReader()
  private let run: Int32

  init(_ run: String?) {
    var sightings = Sightings()
    self.run = run.map { sightings.names.number(of: $0) } ?? -1
    self.sightings = sightings
  }

  func read(_ walker: JSONWalker, hasRows: Bool, pulse: Pulse, _ file: InputFile) throws {
    try walker.eachDocument {
      try pulse.beat("reading", file.position, file.size ?? 0)
      guard hasRows else { return try SpanFinder.walk(walker, take: take) }
      guard try walker.kind() == .list else {
        return try walker.take { SpanFinder.find($0, Tape.first, take: take) }
      }
      try walker.eachElement { try walker.take { SpanFinder.find($0, Tape.first, take: take) } }
    }
  }

  private func take(_ tape: Tape, _ at: Int, _ isEvent: Bool) {
    facts.removeAll()
    reader.read(tape, at, into: &facts)
    if isEvent { sightings.takeEvent(facts) } else { sightings.take(facts, run: run) }
  }
}
