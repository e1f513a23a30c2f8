import Analyses
import Characters
import Identity
import Language
import Tables
import TraceLogs

extension DeskPage {
  /// More rows of one text are shortened.
  static let mostRows = 24

  /// The page for a person, no line wider than `width` columns.
  package func text(width: Int, styled: Bool) -> String {
    lines(width: max(12, width), styled: styled).map { $0 + "\n" }.joined()
  }

  private func lines(width: Int, styled: Bool) -> [String] {
    let setter = FieldSetter(width: width)
    var lines = setter.set(heading, separator: " · ", indent: 0).map { styled ? bold($0) : $0 }
    lines += sideLines(of: first, .first, 0, setter, styled)
    lines += sideLines(of: second, .second, 1, setter, styled)
    guard let opinion else { return lines }
    if !opinion.traps.isEmpty { lines += setter.set(["mind: \(opinion.traps.joined(separator: ", "))"]) }
    if let shared = opinion.shared {
      lines += setter.set(["both in \(unitName(opinion.units[0]))"] + fields(shared))
    }
    if let suspicion = opinion.suspicion { lines += setter.set(["suspect: \(suspicion)"]) }
    if let suggested = opinion.suggested {
      lines += setter.set(["a pair with nearly these texts was ruled \(suggested)"])
    }
    lines += setter.set("same", opinion.effects.same)
    lines += setter.set("different", opinion.effects.different)
    lines += setter.set([opinion.progress])
    if stale > 0 {
      lines += setter.set(["units and evidence as of \(counted(stale, "answer")) ago", "r refreshes"])
    }
    return lines
  }

  private var heading: [String] {
    let place = "\(number) of \(count)"
    guard let opinion else { return [place] }
    let cosine = fixed(opinion.cosine.value, places: 3)
    return [place, opinion.kind.rawValue, "cosine \(cosine)", "tau \(fixed(opinion.tau.value, places: 2))"]
  }

  private func sideLines(
    of side: Side, _ which: MarkedText.Side, _ index: Int, _ setter: FieldSetter, _ styled: Bool
  ) -> [String] {
    let unit = opinion.map { $0.shared == nil ? unitName($0.units[index]) : side.name.description }
    let wordings = opinion.flatMap { $0.shared == nil ? counted($0.wordings[index], "wording") : nil }
    let place = [unit, "\(side.type) \(visible(side.anchor))", side.shortBatches, wordings].compactMap { $0 }
    let marked = MarkedText(width: setter.width - 6, isStyled: styled, side: which)
    let text = marked.shortened(marked.rows(side.runs), to: DeskPage.mostRows)
    return setter.set(place) + (side.evidence.map { setter.set(fields($0), indent: 6) } ?? [])
      + (text.isEmpty ? setter.broken("(no text: deletes)", to: setter.width - 6) : text).map {
        "      " + $0
      }
  }

  private func fields(_ evidence: Course) -> [String] {
    let mhat = evidence.mhat.map { fixed($0, places: 2) } ?? "none"
    return [evidence.observed.words, "m̂ \(mhat)"] + (evidence.spark.isEmpty ? [] : [evidence.spark])
  }

  private func bold(_ text: String) -> String { "\u{1b}[1m\(text)\u{1b}[0m" }
}

extension DeskPage.Side {
  /// More than a few batches are counted.
  fileprivate var shortBatches: String {
    let most = 8
    let shown = batches.prefix(most).map(String.init).joined(separator: " ")
    let word = batches.count == 1 ? "batch" : "batches"
    return batches.count > most ? "\(word) \(shown) … \(batches.count) in all" : "\(word) \(shown)"
  }
}

/// Sets short fields one after another, and breaks lines between them where the screen ends.
package struct FieldSetter {
  package let width: Int

  package init(width: Int) {
    self.width = width
  }

  func set(_ fields: [String], separator: String = "   ", indent: Int = 2) -> [String] {
    var lines: [String] = []
    var line = ""
    for field in fields.flatMap({ broken($0, to: width - indent) }) {
      if line.isEmpty {
        line = field
      } else if displayWidth(line + separator + field) <= width - indent {
        line += separator + field
      } else {
        lines.append(line)
        line = field
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// A word, and beside it what it stands for, line by line.
  func set(_ word: String, _ texts: [String]) -> [String] {
    // On a narrow screen the word stands above what it stands for.
    if width < 36 { return set([word]) + texts.flatMap { set([visible($0)], indent: 4) } }
    let indent = 13
    let room = width - indent
    let lines = texts.flatMap { broken(visible($0), to: room) }
    return lines.enumerated().map { index, line in
      let head = index == 0 ? "  " + word : ""
      return head + String(repeating: " ", count: indent - head.count) + line
    }
  }

  /// Broken between words; a word longer than the room is broken within.
  package func broken(_ text: String, to room: Int) -> [String] {
    let room = max(4, room)
    guard displayWidth(text) > room else { return [text] }
    let rows = MarkedText(width: room, isStyled: true, side: .first)
      .rows([DeskPage.Stretch(text: text, isMarked: false)])
    return rows.map(\.text)
  }
}
