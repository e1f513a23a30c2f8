import Files
import Importing
import JSON
import Spans

/// What one log of Inspect holds: its evaluation and the scores of its samples.
struct InspectLog {
  struct ScoredSample {
    var id: String
    var epoch: Int
    var scores: [InspectScore]
  }

  let file: String
  private(set) var task = ""
  private(set) var model = ""
  private(set) var created: String?
  private(set) var status = ""
  private(set) var samples: [ScoredSample] = []

  /// The longest member that is read. A sample with its events has megabytes.
  static let longest = 256 << 20

  // MARK: The two kinds of file

  init(archive file: SourceFile, _ source: ImportSource, _ draft: inout LogDraft) throws {
    self.file = file.base
    let input = try InputFile(source.filePath(file))
    source.note(file, sha256: try input.finishReading())
    let archive = try ZipArchive(source.filePath(file))
    let reader = MemberReader(archive: archive, file: file, source: source)
    if let header = archive.member("header.json") ?? archive.member("_journal/start.json") {
      try takeHeader(try reader.document(header).root, in: "\(source.shown(file))/\(header.name)")
    }
    if archive.member("header.json") == nil {
      draft.account.noted("a log without its header was cut off while it ran; what it holds was read")
    }
    for member in archive.members where member.name.hasPrefix("samples/") && member.name.hasSuffix(".json") {
      let place = "\(source.shown(file))/\(member.name)"
      try reader.shallow(member) { walker in try takeSample(walker, in: place) }
    }
    if samples.isEmpty { try takeSummaries(archive, reader) }
    if samples.isEmpty, let reductions = archive.member("reductions.json") {
      takeReductions(try reader.document(reductions).root, &draft)
    }
    finish(&draft)
  }

  init(document file: SourceFile, _ source: ImportSource, _ draft: inout LogDraft) throws {
    self.file = file.base
    let input = try InputFile(source.filePath(file))
    let text = try input.unpacked().source
    var reductions: JSONDocument?
    do {
      let walker = try JSONWalker(limit: InspectLog.longest) { try text.read(into: $0) }
      try walker.eachMember { name in
        switch name {
        case "eval": try takeEvaluation(try walker.document().root, in: source.shown(file))
        case "status": status = try walker.document().root.text ?? ""
        case "samples" where try walker.kind() == .list:
          try walker.eachElement { try takeSample(walker, in: source.shown(file)) }
        case "reductions": reductions = try walker.document()
        default: break
        }
      }
    } catch let fault as JSONWalkFault {
      throw source.importFault(fault, file)
    }
    source.note(file, sha256: try input.finishReading())
    if samples.isEmpty, let reductions { takeReductions(reductions.root, &draft) }
    finish(&draft)
  }

  private mutating func finish(_ draft: inout LogDraft) {
    samples.sort { ($0.epoch, NaturalID($0.id)) < ($1.epoch, NaturalID($1.id)) }
    draft.account.leftOut(
      "a sample that was not scored", count: samples.count { $0.scores.isEmpty },
      example: samples.first { $0.scores.isEmpty }?.id, at: file)
    samples.removeAll { $0.scores.isEmpty }
    if status != "success", !status.isEmpty {
      draft.account.noted("a log whose run ended as \(status): what it scored until then was read")
    }
  }

  // MARK: What they hold

  private mutating func takeHeader(_ header: JSONValue, in place: String) throws {
    guard let evaluation = header["eval"] else {
      throw ImportFault.unfit(file: place, place: "eval", seen: "nothing", expected: "an evaluation")
    }
    try takeEvaluation(evaluation, in: place)
    status = header["status"]?.text ?? ""
  }

  private mutating func takeEvaluation(_ evaluation: JSONValue, in place: String) throws {
    guard let task = evaluation["task"]?.text else {
      throw ImportFault.unfit(
        file: place, place: "eval.task", seen: evaluation["task"]?.kind ?? "nothing", expected: "a text")
    }
    self.task = task
    model = evaluation["model"]?.text ?? ""
    created = evaluation["created"]?.text
  }

  /// A sample, of which its messages and events are passed over.
  private mutating func takeSample(_ walker: JSONWalker, in place: String) throws {
    var sample = ScoredSample(id: "", epoch: 1, scores: [])
    try walker.eachMember { name in
      switch name {
      case "id": sample.id = InspectLog.id(try walker.document().root)
      case "epoch": sample.epoch = try walker.document().root.whole ?? 1
      case "scores": sample.scores += InspectScore.all(try walker.document().root)
      // As logs before version 2 called the only one.
      case "score": sample.scores += InspectScore.only(try walker.document().root)
      default: break
      }
    }
    guard !sample.id.isEmpty else {
      throw ImportFault.unfit(file: place, place: "id", seen: "nothing", expected: "a sample's id")
    }
    samples.append(sample)
  }

  static func id(_ value: JSONValue) -> String { AttributeValue(value).text ?? "" }

  private mutating func takeSummaries(_ archive: ZipArchive, _ reader: MemberReader) throws {
    var members = archive.members.filter { $0.name == "summaries.json" }
    if members.isEmpty { members = archive.members.filter { $0.name.hasPrefix("_journal/summaries/") } }
    for member in members {
      for summary in try reader.document(member).root.elements ?? [] {
        samples.append(
          ScoredSample(
            id: summary["id"].map { InspectLog.id($0) } ?? "", epoch: summary["epoch"]?.whole ?? 1,
            scores: summary["scores"].map { InspectScore.all($0) } ?? []))
      }
    }
  }

  /// What the epochs of each sample came to; all that a log without samples keeps.
  private mutating func takeReductions(_ reductions: JSONValue, _ draft: inout LogDraft) {
    var scores: [String: [InspectScore]] = [:]
    var order: [String] = []
    for reduction in reductions.elements ?? [] {
      let scorer = reduction["scorer"]?.text ?? ""
      for sample in reduction["samples"]?.elements ?? [] {
        let id = sample["sample_id"].map { InspectLog.id($0) } ?? ""
        if scores[id] == nil { order.append(id) }
        scores[id, default: []] += InspectScore.values(named: scorer, sample["value"])
      }
    }
    samples = order.map { ScoredSample(id: $0, epoch: 1, scores: scores[$0] ?? []) }
    if !samples.isEmpty { draft.account.noted("a log without samples: what its epochs came to was read") }
  }
}

/// `s2` before `s10`.
struct NaturalID: Comparable {
  private let parts: [String]
  private let number: Int?
  private let id: String

  init(_ id: String) {
    self.id = id
    let digits = id.reversed().prefix { $0.isASCII && $0.isNumber }
    number = Int(String(digits.reversed()))
    parts = [String(id.dropLast(digits.count))]
  }

  static func < (left: NaturalID, right: NaturalID) -> Bool {
    if left.parts != right.parts { return left.parts.lexicographicallyPrecedes(right.parts) }
    return left.number != right.number ? (left.number ?? -1) < (right.number ?? -1) : left.id < right.id
  }
}

/// Members of an archive as JSON.
struct MemberReader {
  let archive: ZipArchive
  let file: SourceFile
  let source: ImportSource

  func document(_ member: ZipMember) throws -> JSONDocument {
    let bytes = try archive.bytes(of: member, limit: 64 << 20)
    guard let document = JSONDocument(bytes) else {
      throw ImportFault.notJSON(
        file: "\(source.shown(file))/\(member.name)", line: 1, column: 1, flaw: JSONFlaw.find(in: bytes))
    }
    return document
  }

  /// A member that is walked through, so that it may be long.
  func shallow(_ member: ZipMember, _ body: (JSONWalker) throws -> Void) throws {
    let content = try archive.open(member, limit: InspectLog.longest)
    do {
      let walker = try JSONWalker(limit: 16 << 20) { try content.read(into: $0) }
      try walker.eachDocument { try body(walker) }
    } catch let fault as JSONWalkFault {
      guard case .notJSON(_, let line, let column, let flaw) = source.importFault(fault, file) else {
        throw source.importFault(fault, file)
      }
      throw ImportFault.notJSON(
        file: "\(source.shown(file))/\(member.name)", line: line, column: column, flaw: flaw)
    }
  }
}
