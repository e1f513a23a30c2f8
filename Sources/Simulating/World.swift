/// What a simulated run is like: how many operations there are, what they are worth, how batches differ, and how
/// badly the scorer sees. `docs/simulation.md` has the formulas.
///
///     var world = World(.drifting)
///     world.operations = 500
///     let log = Simulation(world, seed: 7).log()
public struct World: Sendable, Equatable {
  // How much there is.
  public var operations = 200
  public var batches = 40
  public var epochs = 4
  /// The bank the log begins with.
  public var items = 30

  // How operations are proposed.
  public var wordings = 3
  /// How often an operation is proposed, on average.
  public var proposals = 5.0
  /// The share of the batches over which operations appear for the first time.
  public var arrival = 0.6
  public var modifies = 0.5
  public var deletes = 0.03

  // What they are worth. Whatever is left of the shares is stable.
  public var harmful = 0.25
  public var spurious = 0.25
  public var sceneSpecific = 0.15
  /// The mean size of an effect, in points of the score.
  public var effect = 4.0
  /// What a spurious operation seems to bring in the batch that first proposes it.
  public var lure = 8.0
  public var scenes = 4

  // How batches differ.
  public var level = 60.0
  public var jitter = 4.0
  public var wave = 0.0
  public var period = 20
  public var trend = 0.0
  public var compression = 0.0

  // How they are scored.
  /// How often a single delta has the sign of the effect, over operations that have one.
  public var accuracy = 0.8
  public var group = 8
  public var positionBias = 0.0
  public var missing = 0.0
  public var repeats = 1
  /// How many operations the recorded run scores again in each batch.
  public var pool = 20
  /// Scores every live operation in every batch.
  public var isComplete = false
  /// What is planted to do harm, and which share of the operations that is.
  public var attack: Attack?
  public var attackShare = 0.05
  public var tasks = 4

  public init() {}
}

extension World {
  /// Worlds with one difficulty each. They are descriptions, not worlds in which some method is known to win.
  public enum Regime: String, Sendable, CaseIterable {
    /// Nothing drifts and the scorer sees well.
    case calm
    /// Batches become easier and harder, and near the ends of the range scores are compressed.
    case drifting
    /// The scorer is right little more often than a coin. 0.615 is the order of magnitude that the paper
    /// (arXiv 2606.20475) reports.
    case weak
    /// Half of the operations help in some scenes and harm in others.
    case scenes
  }

  public init(_ regime: Regime) {
    switch regime {
    case .calm: break
    case .drifting:
      wave = 30
      trend = 10
      compression = 0.7
    case .weak: accuracy = 0.615
    case .scenes:
      sceneSpecific = 0.5
      harmful = 0.15
      spurious = 0.15
      scenes = 6
    }
  }

  /// What every operation that is none of the others is.
  public var stable: Double { max(0, 1 - harmful - spurious - sceneSpecific) }

  /// Lowest and highest score.
  public static let range = 0.0...100.0
}

/// What an operation truly is.
public enum OperationClass: String, Sendable, CaseIterable {
  case stable, harmful, spurious
  case sceneSpecific = "scene-specific"
}
