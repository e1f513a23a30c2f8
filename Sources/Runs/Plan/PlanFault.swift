/// Why runs cannot be planned as they were asked for. Nothing has run then, and nothing was written.
package enum PlanFault: Error, Equatable {
  /// `--sweep` wants `NAME=VALUES`.
  case badSweep(String)
  case emptySweep(String)
  /// One parameter is given by two options.
  case givenTwice(parameter: String)
  case noSuchParameter(String, script: String, suggestion: String?)
  case wrongValue(parameter: String, seen: String, expected: String)
  case noRows(path: String)
  case badRows(path: String, place: String, seen: String, expected: String)
  case nothingMatches(pattern: String)
  /// `--over` names no parameter, and the script has not exactly one that is a file.
  case whichFile(script: String, parameters: [String])
  /// Two runs would write to one folder.
  case sameFolder(name: String, first: String, second: String)
  case tooManyRuns(Int, most: Int)
  /// The folder holds something else already.
  case folderInUse(path: String)
  case folderLocked(path: String)
  /// Several runs of a script that writes files, and no folder for each.
  case needsFolder(script: String)
  case noSuchRun(Int, runs: Int)
  case unknownFigure(String, suggestion: String?)
}
