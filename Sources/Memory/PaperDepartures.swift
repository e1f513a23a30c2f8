/// Where the loop of Appendix A of arXiv 2606.20475, taken literally, is another than the one that `maa` runs.
public struct PaperDepartures: OptionSet, Sendable, Hashable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Age counts steps since a unit entered, and being selected does not start it anew.
  public static let ages = PaperDepartures(rawValue: 1)
  /// Who leaves loses its evidence; a proposal is compared with members of the pool only, and founds a unit where none is
  /// near enough.
  public static let forgets = PaperDepartures(rawValue: 2)
  /// An eval before the first step is the one to beat, by `epsilon`; an epoch that does not takes memory back to the last
  /// snapshot, and `patience` of them in a row end the run.
  public static let rollsBack = PaperDepartures(rawValue: 4)
  /// An addition is skipped only where an equal text stands at its very position, and is never pruned for its own item.
  public static let places = PaperDepartures(rawValue: 8)

  public static let all: PaperDepartures = [.ages, .forgets, .rollsBack, .places]
}

extension PoolRules {
  /// How the pool's rules are read.
  public enum Reading: String, Sendable, CaseIterable {
    case maa
    /// Appendix A to the letter.
    case paper
  }

  public var reading: Reading {
    get { departures.isEmpty ? .maa : .paper }
    set { departures = newValue == .paper ? .all : [] }
  }
}
