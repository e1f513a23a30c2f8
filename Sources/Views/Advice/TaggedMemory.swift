import Analyses
import Basics
import Identity
import Memory
import Studies
import TraceLogs

/// A bank as a person's tags want it: what is tagged keep stands in it, what is tagged drop does not.
package struct TaggedMemory {
  package private(set) var bank: Bank
  private var kept = 0
  private var dropped = 0
  /// What a tag could not do, in words.
  package private(set) var notices: [String] = []
  private let analysis: Analysis

  package init(_ bank: Bank, _ analysis: Analysis) throws {
    (self.bank, self.analysis) = (bank, analysis)
    for tag in analysis.study.tags.all where tag.mark != .wait {
      switch tag.subject {
      case .item(let id): if tag.mark == .drop { take(out: id) } else { note(missing: id) }
      case .wording(let name): try follow(tag.mark, name)
      }
    }
  }

  /// `2 kept and 1 dropped by tags`; nil where tags changed nothing.
  package var words: String? {
    kept + dropped > 0 ? "\(kept) kept and \(dropped) dropped by tags" : nil
  }

  private mutating func note(missing id: String) {
    if !bank.holds(id) { notices.append("\(id) is tagged keep, and memory does not hold it") }
  }

  private mutating func take(out id: String) {
    guard bank.holds(id) else { return }
    do throws(EditRefusal) {
      try bank.apply(Edit(.modify(item: id), content: ""))
      dropped += 1
    } catch { return }
  }

  private mutating func follow(_ mark: Tags.Mark, _ name: OperationName) throws {
    guard let operation = try analysis.operations().matches(name).first else { return }
    let unit = Int(try analysis.units().unitOf[operation])
    let edits = try analysis.replay(at: analysis.trace().batches.count).material.edits
    guard let edit = edits[unit] else { return }
    if mark == .drop {
      for item in try items(of: unit) { take(out: item) }
    } else if try items(of: unit).isEmpty || edit.content.isEmpty {
      apply(edit, of: unitName(unit))
    }
  }

  private mutating func apply(_ edit: Edit, of unit: String) {
    do throws(EditRefusal) {
      try bank.apply(edit)
      kept += 1
    } catch .stands {
      return
    } catch {
      notices.append("\(unit) is tagged keep, and \(TaggedMemory.reason(error, edit))")
    }
  }

  private static func reason(_ refusal: EditRefusal, _ edit: Edit) -> String {
    switch refusal {
    case .anchorGone: "\(edit.anchorItem ?? "its item") does not stand in memory"
    case .idTaken: "its item stands or stood with other words"
    case .nothingToAdd: "there is no text to add"
    case .stands: "memory says so already"
    }
  }

  /// Items that say what a wording of the unit says.
  private func items(of unit: Int) throws -> [String] {
    let (trace, operations) = (try analysis.trace(), try analysis.operations())
    let texts = Set(
      try analysis.units().members(of: unit).map {
        foldedText(trace.proposals.content[Int(operations.firstProposal[Int($0)])])
      }.filter { !$0.isEmpty })
    return bank.items.filter { texts.contains(foldedText($0.content)) }.map(\.id)
  }
}

/// What a tag is on, and what the evidence says of it.
package struct TagEffect {
  private let analysis: Analysis

  package init(_ analysis: Analysis) { self.analysis = analysis }

  package func words(_ subject: Tags.Subject) throws -> String {
    switch subject {
    case .item(let id):
      let content = try analysis.trace().items.last { $0.id == id }?.content ?? ""
      return "\(id)  \(content)"
    case .wording(let name):
      guard let operation = try analysis.operations().matches(name).first else { return name.description }
      let unit = Int(try analysis.units().unitOf[operation])
      return
        "\(unitName(unit))  \(try analysis.content(of: operation))  (\(try AdviceWords(analysis).batches(unit)))"
    }
  }
}
