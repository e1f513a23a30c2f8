import Tables

/// What a statement has to say.
package struct Answer: Sendable, Equatable {
  package enum Block: Sendable, Equatable {
    case said(String)
    case table(Table)
    /// A table for programs, where a person gets a sentence instead.
    case data(Table)
    /// A picture, and for programs the numbers in it.
    case plot(Plot, data: Table)
    /// A text to be shown as it is, such as help.
    case text(String)
  }

  package var blocks: [Block]

  package init(_ blocks: [Block] = []) { self.blocks = blocks }

  package static func said(_ lines: String...) -> Answer { Answer(lines.map(Block.said)) }
  package static func table(_ table: Table) -> Answer { Answer([.table(table)]) }

  package static func + (left: Answer, right: Answer) -> Answer { Answer(left.blocks + right.blocks) }
}

extension Answer {
  /// The tables for programs. The numbers of a picture that a table above it holds already are not given twice.
  package var tables: [Table] {
    blocks.reduce(into: []) { tables, block in
      switch block {
      case .table(let table), .data(let table): tables.append(table)
      case .plot(_, let table): if !tables.contains(table) { tables.append(table) }
      case .said, .text: break
      }
    }
  }

  /// Whether a table of the answer shows these numbers by itself.
  package func shows(_ numbers: Table) -> Bool {
    blocks.contains { if case .table(let table) = $0 { table == numbers } else { false } }
  }
}

/// A statement that succeeded, as the sinks receive it.
package struct Outcome: Sendable {
  /// Nil for what is not recorded.
  package let number: Int?
  package let statement: String
  package let answer: Answer
  package let warnings: [String]
  /// Tables are shown in full.
  package var isWide = false
  private static let news = "news"

  /// What a statement tells while it works, or as it is stopped.
  package init(news answer: Answer) {
    self.init(number: nil, statement: Outcome.news, answer: answer, warnings: [])
  }

  /// Shown also to whoever pressed Ctrl-C.
  package var isNews: Bool { number == nil && statement == Outcome.news }

  package init(number: Int?, statement: String, answer: Answer, warnings: [String], isWide: Bool = false) {
    (self.number, self.statement, self.answer) = (number, statement, answer)
    (self.warnings, self.isWide) = (warnings, isWide)
  }
}
