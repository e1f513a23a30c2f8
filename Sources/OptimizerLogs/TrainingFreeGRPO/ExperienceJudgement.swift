import Importing
import JSON

/// What a model thought of each experience.
struct ExperienceJudgement {
  struct JudgedExperience {
    let id: String
    /// From -1 to 1.
    let value: Double
    /// `HELPFUL`, `NEUTRAL` or `HARMFUL`.
    let ruling: String?
  }

  let words: [JudgedExperience]
  /// Experiences that the judge spoke of twice; the first word counts.
  let repeated: [String]

  /// Scores are from 0 to 10; `psi_proxy` is their distance from 5 in fifths.
  init(_ root: JSONValue) throws(JSONMismatch) {
    let proxies = root["psi_proxy"]?.members
    guard let members = proxies ?? root["scores"]?.members else {
      throw root.mismatch(expected: "scores of experiences")
    }
    var rulings: [String: String] = [:]
    var repeated: [String] = []
    for one in root["individual_scores"]?.elements ?? [] {
      guard let id = one["experience_id"]?.word else { continue }
      if rulings[id] != nil { repeated.append(id) }
      rulings[id] = rulings[id] ?? one["classification"]?.text?.uppercased() ?? ""
    }
    var words: [JudgedExperience] = []
    for (id, score) in members {
      let number = try score.demandNumber("a judge's score")
      words.append(
        JudgedExperience(id: id, value: proxies == nil ? (number - 5) / 5 : number, ruling: rulings[id]))
    }
    (self.words, self.repeated) = (words, repeated)
  }

  /// Values by id, to tell a refinement that repeats them.
  var values: [String: Double] {
    Dictionary(words.map { ($0.id, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ExperienceJudgement.JudgedExperience {
  var isHelpful: Bool { ruling.map { $0 == "HELPFUL" } ?? (value > 0) }
  var isHarmful: Bool { ruling.map { $0 == "HARMFUL" } ?? (value < 0) }
}

extension ExperienceState {
  /// A judge's file: experiences and what was thought of them. `step0_round1` says where it belongs.
  init(judgement root: JSONValue, _ file: SourceFile) throws(JSONMismatch) {
    let stem = String(file.base.prefix { $0 != "." })
    let label = root["label"]?.text ?? stem
    let numbers = label.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
    let isStep = label.hasPrefix("step") && !numbers.isEmpty
    let home: Home =
      isStep
      ? .steps(folder: file.folder, step: numbers[0], round: numbers.count > 1 ? numbers[1] : 0) : .alike
    var entries: [Entry] = []
    for (id, content) in root["experiences"]?.members ?? [] {
      entries.append(Entry(id: id, content: try content.demandText("an experience")))
    }
    self.init(label, stem: stem, home, entries)
    time = root["timestamp"]?.text
    judgement = try ExperienceJudgement(root)
  }
}
