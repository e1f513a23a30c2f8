import Foundation

/// SplitMix64 (Steele, Lea and Flood 2014): the same seed gives the same run on every machine.
package struct SeededGenerator: RandomNumberGenerator {
  package let seed: UInt64
  private var state: UInt64

  package init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A new seed for each run, said on standard error; `MAA_SEED` in the environment repeats one.
  /// `usual` is for tests whose promise is about so many worlds and not about all.
  package static func announced(_ test: String = #function, usual: UInt64? = nil) -> SeededGenerator {
    let given = ProcessInfo.processInfo.environment["MAA_SEED"].flatMap { UInt64($0) }
    let seed = given ?? usual ?? .random(in: 0...UInt64.max)
    FileHandle.standardError.write(Data("\(test): MAA_SEED=\(seed)\n".utf8))
    return SeededGenerator(seed: seed)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
