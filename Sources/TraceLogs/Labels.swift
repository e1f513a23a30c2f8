import Basics

/// Planted or gold truth about a proposal. Quality figures read it; the method never does.
public struct Label: Sendable, Equatable {
  public var proposal: Int32
  public var sameAs: String?
  public var effect: Double?
  public var category: String?

  public init(proposal: Int32, sameAs: String? = nil, effect: Double? = nil, category: String? = nil) {
    self.proposal = proposal
    self.sameAs = sameAs
    self.effect = effect
    self.category = category
  }
}

/// All labels of a log, in columns: there may be as many as there are proposals.
public struct Labels: Sendable, Equatable {
  package var proposal: [Int32] = []
  package var sameAs = OptionalTexts()
  package var effect = OptionalNumbers()
  package var category = OptionalTexts()

  public init() {}

  public init(_ labels: some Sequence<Label>) {
    for label in labels { append(label) }
  }

  public mutating func append(_ label: Label) {
    proposal.append(label.proposal)
    sameAs.append(label.sameAs)
    effect.append(label.effect)
    category.append(label.category)
  }

  /// Behind these, of proposals that stand so much further back.
  mutating func append(_ other: Labels, offset: Int32) {
    proposal += other.proposal.map { $0 + offset }
    sameAs.append(contentsOf: other.sameAs)
    effect.append(contentsOf: other.effect)
    category.append(contentsOf: other.category)
  }
}

extension Labels: RandomAccessCollection, ExpressibleByArrayLiteral {
  public init(arrayLiteral labels: Label...) { self.init(labels) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { proposal.count }

  public subscript(index: Int) -> Label {
    Label(proposal: proposal[index], sameAs: sameAs[index], effect: effect[index], category: category[index])
  }
}

/// Texts of which some are missing.
package struct OptionalTexts: Sendable, Equatable {
  /// 0 or 1, and an empty text where it is 0.
  package var isThere: [UInt8] = []
  package var texts = TextColumn()

  package init() {}

  package var count: Int { isThere.count }
  package subscript(index: Int) -> String? { isThere[index] == 0 ? nil : texts[index] }

  package mutating func append(_ text: String?) {
    isThere.append(text == nil ? 0 : 1)
    texts.append(text ?? "")
  }

  mutating func append(contentsOf other: OptionalTexts) {
    isThere += other.isThere
    texts.append(contentsOf: other.texts)
  }
}

/// Numbers of which some are missing.
package struct OptionalNumbers: Sendable, Equatable {
  /// 0 or 1, and 0 for the number where it is 0.
  package var isThere: [UInt8] = []
  package var numbers: [Double] = []

  package init() {}

  package var count: Int { isThere.count }
  package subscript(index: Int) -> Double? { isThere[index] == 0 ? nil : numbers[index] }

  package mutating func append(_ number: Double?) {
    isThere.append(number == nil ? 0 : 1)
    numbers.append(number ?? 0)
  }

  mutating func append(contentsOf other: OptionalNumbers) {
    isThere += other.isThere
    numbers += other.numbers
  }
}
