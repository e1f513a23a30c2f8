import Memory
import Tables

/// Policies side by side.
package enum PoliciesView {
  static let columns: [Column] = [
    .text("policy", essential: true), .number("applied", essential: true), .number("good"),
    .number("missed"), .number("harmful", essential: true), .number("gain", essential: true),
    .number("area"), .number("regret", essential: true), .number("coverage", essential: true),
  ]

  package static func table(_ figures: [PolicyFigures]) -> Table {
    let isPlanted = figures.contains { $0.worth != nil }
    return Table(
      "policies", columns, rows: figures.map(row),
      footer: isPlanted ? nil : "the log has no labels with effects, so what was truly good is not known")
  }

  private static func row(_ figures: PolicyFigures) -> [Cell] {
    let worth = figures.worth
    return [
      .text(figures.kind.rawValue), .integer(figures.applied), .optional(worth?.good),
      .optional(worth?.missed), .optional(worth?.harmful), .optional(worth?.gain, places: 2),
      .optional(worth?.area, places: 2), .optional(worth?.regret, places: 2),
      .optional(figures.coverage, places: 2),
    ]
  }

  package static func sources(_ kinds: [PolicyKind]) -> Table {
    let columns: [Column] = [
      .text("policy", essential: true), .text("source", flexible: true, essential: true),
    ]
    return Table("sources", columns, rows: kinds.map { [.text($0.rawValue), .text($0.source)] })
  }
}
