import Basics

/// What an operation of a simulated world is and is worth. A function of seed and index: nothing is remembered.
package struct PlantedOperation: Sendable {
  package let category: OperationClass
  package let type: Kind
  /// What it was planted for, where it was.
  package let attack: Attack?
  /// In each scene, in points. Of one value where scenes make no difference.
  private let effects: [Double]

  package enum Kind: Sendable {
    case add, modify, delete
  }

  package init(_ index: Int, world: World, seed: UInt64) {
    var random = Randomness(seed: seed, purpose: Purpose.operation(index))
    let place = random.uniform()
    let kind = random.uniform()
    if let planted = PlantedOperation.attack(index, world, seed) {
      (attack, category) = (planted, planted == .trigger ? .sceneSpecific : .harmful)
      // Who plants words has words.
      type = planted == .graft || kind < world.deletes + world.modifies ? .modify : .add
      effects = PlantedOperation.effects(of: planted, world, &random)
      return
    }
    attack = nil
    category = PlantedOperation.category(place, world)
    type = kind < world.deletes ? .delete : (kind < world.deletes + world.modifies ? .modify : .add)
    switch category {
    case .stable: effects = [PlantedOperation.size(&random, world)]
    case .harmful: effects = [-PlantedOperation.size(&random, world)]
    case .spurious: effects = [0]
    case .sceneSpecific: effects = PlantedOperation.mixed(&random, world)
    }
  }

  private static func category(_ place: Double, _ world: World) -> OperationClass {
    if place < world.harmful { return .harmful }
    if place < world.harmful + world.spurious { return .spurious }
    return place < world.harmful + world.spurious + world.sceneSpecific ? .sceneSpecific : .stable
  }

  private static func attack(_ index: Int, _ world: World, _ seed: UInt64) -> Attack? {
    guard let attack = world.attack else { return nil }
    var random = Randomness(seed: seed, purpose: Purpose.attack(index))
    return random.happens(world.attackShare) ? attack : nil
  }

  /// The scene of a trigger is none of the most frequent.
  private static func effects(of attack: Attack, _ world: World, _ random: inout Randomness) -> [Double] {
    guard attack == .trigger else { return [-size(&random, world)] }
    let trigger = 1 + random.below(max(1, world.scenes - 1))
    let help = size(&random, world)
    return (0..<world.scenes).map { $0 == trigger ? -rounded(Attack.harm * world.effect) : help }
  }

  /// Evenly from a quarter of the mean to seven quarters of it.
  private static func size(_ random: inout Randomness, _ world: World) -> Double {
    max(0.01, rounded(world.effect * (0.25 + 1.5 * random.uniform())))
  }

  /// Helps in at least one scene and harms in at least one.
  private static func mixed(_ random: inout Randomness, _ world: World) -> [Double] {
    var helps = (0..<world.scenes).map { _ in random.happens(0.5) }
    let first = random.below(world.scenes)
    let second = (first + 1 + random.below(max(1, world.scenes - 1))) % world.scenes
    helps[first] = true
    helps[second] = false
    return helps.map { ($0 ? 1 : -1) * size(&random, world) }
  }

  package func effect(in scene: Int) -> Double { effects.count == 1 ? effects[0] : effects[scene] }

  /// Over scenes, weighted by how often they come.
  func meanEffect(_ scenes: Scenes) -> Double {
    guard effects.count > 1 else { return effects[0] }
    let mean = zip(effects, scenes.weights).reduce(0) { $0 + $1.0 * $1.1 }
    return (mean * 10_000).rounded() / 10_000
  }
}

/// How often each scene comes: scene `i`, from 1, with a weight of 1/i.
package struct Scenes: Sendable {
  package let weights: [Double]

  package init(_ world: World) {
    let raw = (0..<world.scenes).map { 1 / Double($0 + 1) }
    let sum = raw.reduce(0, +)
    weights = raw.map { $0 / sum }
  }

  /// The scene at a place between 0 and 1.
  func scene(at place: Double) -> Int {
    var rest = place
    for (scene, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return scene }
    }
    return weights.count - 1
  }

  func name(_ scene: Int) -> String { "scene \(scene + 1)" }
}
