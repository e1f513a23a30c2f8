import Language
import Studies

extension Turn {
  /// Whether the file at `path` is another than the one recorded by `--sha256`; throws where the command line does not
  /// allow that.
  package mutating func isOtherInput(_ call: Call, _ path: String, _ found: String) throws -> Bool {
    guard let recorded = call["sha256"], recorded != found else { return false }
    if call.dependsOnOverride(study.parameters) {
      warnings.append("\(path) was set on the command line; its hash is not compared")
    } else if options.allowsChangedInputs {
      warnings.append("\(path) is not the file that was recorded; taken all the same")
    } else {
      throw SessionFault.inputChanged(path: path, recorded: recorded, found: found)
    }
    return true
  }
}
