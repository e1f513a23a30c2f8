import Analyses
import Answers
import Basics
import Identity
import Studies

extension Turn {
  /// Refuses the number of a unit that a person has last seen as another unit's: nothing is ruled on by a number that a
  /// statement since has merged away or moved. Scripts name what they mean.
  package func refuseStale(_ text: String) throws {
    guard options.isInteractive, study.log != nil, let number = Turn.unitNumber(text),
      let seen = studyAsSeen(text), seen.log == study.log
    else { return }
    let before = Analysis(study: seen, stages: stages, pulse: pulse, allowsNetwork: options.allowsNetwork)
    guard number <= (try before.units().unitCount) else { return }
    let founder = try before.units().founder[number - 1]
    let unit = Int(try analysis.units().unitOf[Int(founder)])
    guard unit != number - 1 else { return }
    let wasMerged = try analysis.units().founder[unit] != founder
    throw SessionFault.staleNumber(text, isNow: unitName(unit), wasMerged: wasMerged)
  }

  /// The study when units were last shown; nil where that is now, or an answer since has named this one.
  private func studyAsSeen(_ text: String) -> Study? {
    var isLater = false
    for entry in entries.reversed() {
      if !entry.changesStudy { return isLater ? entry.study : nil }
      if entry.kept?.answer.names(text) == true { return nil }
      isLater = true
    }
    return nil
  }

  private static func unitNumber(_ text: String) -> Int? {
    guard let first = text.first, first == "U" || first == "u", let number = Int(text.dropFirst()), number > 0
    else { return nil }
    return number
  }
}

extension Answer {
  /// Whether a line of it begins with the unit: it stands now, and was not merged away.
  fileprivate func names(_ unit: String) -> Bool {
    blocks.contains { block in
      guard case .said(let line) = block else { return false }
      return line.split { !$0.isLetter && !$0.isNumber }.first?.lowercased() == unit.lowercased()
    }
  }
}
