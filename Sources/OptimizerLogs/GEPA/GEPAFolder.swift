import Importing
import JSON

/// The files of one run.
struct GEPAFolder {
  let name: String
  private var files: [(file: SourceFile, piece: GEPAPiece)] = []

  /// Runs by the folders they stand in, in the order of the files. Each result that stands beside another is a run of its
  /// own.
  static func folders(_ pieces: [(file: SourceFile, piece: GEPAPiece)]) -> [GEPAFolder] {
    var folders: [GEPAFolder] = []
    for (file, piece) in pieces where [.result, .candidates, .steps, .textLog].contains(piece) {
      let index = folders.firstIndex { $0.takes(file, piece) }
      if let index {
        folders[index].files.append((file, piece))
      } else {
        let isOnly = !folders.contains { $0.files.first?.file.folder == file.folder }
        let name = isOnly && !file.folder.isEmpty ? file.folder : String(file.base.prefix { $0 != "." })
        folders.append(GEPAFolder(name: name, files: [(file, piece)]))
      }
    }
    return folders.filter { $0.files.contains { $0.piece.isTelling } }
  }

  private func takes(_ file: SourceFile, _ piece: GEPAPiece) -> Bool {
    files.first?.file.folder == file.folder && !files.contains { $0.piece == piece }
  }

  func read(_ source: ImportSource, score: String, on shelf: BankShelf, into draft: inout LogDraft) throws {
    var (candidates, steps, log) = (GEPACandidates(), [GEPAStep](), GEPATextLog())
    for (file, piece) in files {
      switch piece {
      case .result:
        candidates = try source.reading(file) { try GEPACandidates(result: GEPAFolder.result(in: $0)) }
      case .candidates where candidates.count == 0:
        candidates = try source.reading(file) { try GEPACandidates(list: $0) }
      case .steps:
        steps = try source.reading(file) { root in
          try root.demandList("a list of iterations").map { try GEPAStep($0) }
        }
      case .textLog: log = GEPATextLog(try source.text(file))
      default: break
      }
    }
    GEPAFolder.take(log, into: &steps)
    candidates.complete(from: log)
    GEPAFolder.learnParents(of: &candidates, from: steps)
    try GEPAWriter(candidates, steps, score: score, shelf).write(into: &draft)
  }

  /// The result itself, or a member that is one.
  private static func result(in root: JSONValue) throws -> JSONValue {
    if root["candidates"] != nil { return root }
    let inner = root.members?.first {
      $0.value["candidates"] != nil && $0.value["val_aggregate_scores"] != nil
    }
    return inner?.value ?? root
  }

  /// Where an iteration tried one candidate, all that was proposed is its; where several, each has one text.
  private static func take(_ log: GEPATextLog, into steps: inout [GEPAStep]) {
    for index in steps.indices {
      let number = Int(steps[index].label.drop { !("0"..."9").contains($0) }) ?? 0
      guard let texts = log.proposed[number] else { continue }
      let tried = steps[index].trials.indices.filter { steps[index].trials[$0].after != nil }
      if tried.count == 1 {
        steps[index].trials[tried[0]].texts = texts
      } else if tried.count == texts.count {
        for (place, text) in zip(tried, texts) { steps[index].trials[place].texts = [text] }
      }
    }
  }

  private static func learnParents(of candidates: inout GEPACandidates, from steps: [GEPAStep]) {
    for trial in steps.flatMap(\.trials) {
      guard let program = trial.program, candidates.parents.indices.contains(program),
        candidates.parents[program] == nil
      else { continue }
      candidates.parents[program] = trial.parents
    }
  }
}
