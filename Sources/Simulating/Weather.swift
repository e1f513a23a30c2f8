import Basics

/// What a batch is like before anything is scored: its scene, and the score of the memory as it is. A function of
/// seed and index.
package struct Weather: Sendable {
  package let scene: Int
  /// What the scorer would say of the memory if it made no errors.
  package let level: Double
  /// The part of an effect that shows at this level.
  package let strength: Double

  package init(batch: Int, world: World, scenes: Scenes, seed: UInt64) {
    var random = Randomness(seed: seed, purpose: Purpose.batch(batch))
    scene = scenes.scene(at: random.uniform())
    let progress = world.batches > 1 ? Double(batch) / Double(world.batches - 1) : 0.5
    let wave = world.wave * Weather.triangle(Double(batch % world.period) / Double(world.period))
    let difficulty = wave + world.trend * (progress - 0.5) + world.jitter * random.normal()
    level = min(95, max(5, world.level - difficulty))
    let distance = (level - 50) / 50
    strength = 1 - world.compression * distance * distance
  }

  /// A wave of straight lines: 0, up to 1, down to -1, and back to 0 over a period. A sine would need a mathematical
  /// library, whose last digits differ between machines.
  static func triangle(_ phase: Double) -> Double {
    if phase < 0.25 { return 4 * phase }
    return phase < 0.75 ? 2 - 4 * phase : 4 * phase - 4
  }
}
