/// What is alike among the pairs of an audit, so that each kind can be drawn as often as it is worth.
public enum AuditStratum: String, Sendable, CaseIterable {
  /// In one unit.
  case merged
  /// Apart, of one key, with a cosine of tau or more.
  case over
  /// Apart, up to 0.10 under tau.
  case near
  /// Apart, from there to 0.20 under tau.
  case under
  /// Apart, and further from tau.
  case far
}

/// How an audit came to ask for a pair: so many pairs were drawn of so many of its stratum, each as likely.
///
/// It belongs to the merging at the time of drawing, and stays with the answer whatever becomes of the merging.
public struct AuditShare: Sendable, Hashable {
  public let stratum: AuditStratum
  public let drawn: Int
  public let count: Int

  public init(_ stratum: AuditStratum, drawn: Int, of count: Int) {
    self.stratum = stratum
    self.drawn = drawn
    self.count = count
  }

  /// How likely each pair was to be drawn.
  public var probability: Double { count > 0 ? Double(drawn) / Double(count) : 0 }

  /// `near:12/3187`
  public var text: String { "\(stratum.rawValue):\(drawn)/\(count)" }

  /// Nil for what `text` never is.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let stratum = AuditStratum(rawValue: String(parts[0])) else { return nil }
    let numbers = parts[1].split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let drawn = numbers[0], let count = numbers[1], drawn >= 1, drawn <= count,
      count <= AuditShare.most
    else { return nil }
    self.init(stratum, drawn: drawn, of: count)
    guard self.text == text else { return nil }
  }

  /// Far more pairs than a log can have, and few enough for a number in floating point.
  private static let most = 1 << 53
}
