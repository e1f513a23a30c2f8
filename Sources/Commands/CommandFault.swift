import Cache

/// Why one command, and no other, cannot do what it was asked for.
package enum CommandFault: Error, Equatable {
  /// A flag of `embed http` beside another embedder.
  case flagOfAnother(flag: String, owner: String, usage: String)
  /// A parameter of the type `file`.
  case noSuchFile(parameter: String, path: String)
  /// What came through a pipe was recorded, and is gone.
  case pipeIsGone
  case replayAtEnd(batches: Int)
  case tooManyUnits(Int, most: Int)
  /// A flag that shows something stands beside words that change something.
  case showsOnly(flag: String, verb: String)
  /// `compare` wants `SETTING=VALUE`.
  case noAssignment(String)
  /// The log says nothing of how often signs are right.
  case noSignAccuracy(verb: String)
  case noSuchStatement(Int, count: Int)
  case resultDiffers(recorded: String, found: String)
  case noFileName
  case resultIsOnlyEqual
  case nothingToRecover
  case cacheNotCleared(CacheNotice)
  case sessionNotEmpty
  case unsaved(count: Int)
  case oneUnitAlready(String)
  /// An import would be written over what it reads.
  case replacesItsSource(path: String)
  /// `help VERB NAME` of a verb that takes no format.
  case noFormats(verb: String)
  /// No decision names just these two.
  case noDecision(String, String)
}
