/// What the process ends with (see the manual).
package enum ExitCode {
  package static let done: Int32 = 0
  package static let failed: Int32 = 1
  package static let usage: Int32 = 2
  package static let otherResult: Int32 = 3
  package static let otherInput: Int32 = 4
  package static let interrupted: Int32 = 130
}
