import GoldenSupport

/// One true operation of a planted log: where its wordings lie, and what it is worth.
struct PlantedMaker {
  let key: Int
  let centre: [Float]
  let effect: Double

  static let dimension = 24

  static func all(_ count: Int, perKey: Int, _ random: inout SeededGenerator) -> [PlantedMaker] {
    var makers: [PlantedMaker] = []
    while makers.count < count {
      let subject = unit(spread(&random))
      for _ in 0..<perKey { makers.append(PlantedMaker(key: makers.count / perKey, about: subject, &random)) }
    }
    return makers
  }

  /// Operations of one key have cosines of about a half.
  private init(key: Int, about subject: [Float], _ random: inout SeededGenerator) {
    self.key = key
    centre = PlantedMaker.beside(subject, cosine: 0.5.squareRoot(), &random)
    effect = [6, 6, -6, 0, 2].randomElement(using: &random) ?? 0
  }

  func wording(cosine: Double, _ random: inout SeededGenerator) -> [Float] {
    PlantedMaker.beside(centre, cosine: cosine, &random)
  }

  /// Over tau from the other, and nearer to it than to its own.
  func wording(drawnTo other: PlantedMaker, _ random: inout SeededGenerator) -> [Float] {
    while true {
      let share = Float.random(in: 0.5...0.9, using: &random)
      let between = PlantedMaker.unit(zip(centre, other.centre).map { (1 - share) * $0 + share * $1 })
      let row = PlantedMaker.beside(between, cosine: .random(in: 0.84...0.98, using: &random), &random)
      let (own, its) = (PlantedMaker.dot(row, centre), PlantedMaker.dot(row, other.centre))
      if its > 0.805, own < its { return row }
    }
  }

  private static func beside(_ row: [Float], cosine: Double, _ random: inout SeededGenerator) -> [Float] {
    var side = spread(&random)
    let along = dot(side, row)
    for place in side.indices { side[place] -= along * row[place] }
    side = unit(side)
    let (a, b) = (Float(cosine), Float((1 - cosine * cosine).squareRoot()))
    return row.indices.map { a * row[$0] + b * side[$0] }
  }

  private static func spread(_ random: inout SeededGenerator) -> [Float] {
    (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
  }

  private static func unit(_ row: [Float]) -> [Float] {
    let length = dot(row, row).squareRoot()
    return row.map { $0 / length }
  }

  private static func dot(_ first: [Float], _ second: [Float]) -> Float {
    zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
