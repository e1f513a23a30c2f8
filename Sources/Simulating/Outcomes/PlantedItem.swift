import Basics

/// What an item of an outcome world is worth, and for which tasks it is retrieved. A function of seed and index.
public struct PlantedItem: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case helpful, harmful, idle
  }

  public let kind: Kind
  /// How much more probable it makes success.
  public let effect: Double
  /// Retrieved for hard tasks (1) or for easy ones (-1).
  let leaning: Double
  public var isForHardTasks: Bool { leaning > 0 }
  /// What the judge takes it for: 1, -1, or 0.
  let judged: Double

  init(_ index: Int, _ world: OutcomeWorld, _ seed: UInt64) {
    var random = Randomness(seed: seed, purpose: Purpose.item(index))
    let place = random.uniform()
    let size = world.effect * (0.25 + 1.5 * random.uniform())
    let rounded = (size * 1_000).rounded() / 1_000
    kind = place < world.helpful ? .helpful : (place < world.helpful + world.harmful ? .harmful : .idle)
    effect = kind == .helpful ? rounded : (kind == .harmful ? -rounded : 0)
    leaning = random.happens(world.backwards) ? -1 : 1
    let sign = effect > 0 ? 1.0 : (effect < 0 ? -1 : 0)
    judged = random.happens(world.misjudged) ? -sign : sign
  }
}

/// Two items that bring more, or less, than they do apart.
public struct PlantedPair: Sendable, Equatable {
  public let first: Int
  public let second: Int
  public let effect: Double

  /// Different pairs; every second one works against itself.
  static func all(_ world: OutcomeWorld, _ seed: UInt64) -> [PlantedPair] {
    guard world.items > 1 else { return [] }
    var random = Randomness(seed: seed, purpose: Purpose.pairs)
    var pairs: [PlantedPair] = []
    var tries = 0
    while pairs.count < world.interactions, tries < 20 * world.interactions {
      tries += 1
      let (one, other) = (random.below(world.items), random.below(world.items))
      let (first, second) = (min(one, other), max(one, other))
      guard first != second, !pairs.contains(where: { $0.first == first && $0.second == second }) else {
        continue
      }
      pairs.append(
        PlantedPair(
          first: first, second: second, effect: pairs.count % 2 == 0 ? world.synergy : -world.synergy))
    }
    return pairs
  }
}
