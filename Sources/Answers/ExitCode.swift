/// What the process ends with (see the manual).
package enum ExitCode {
  package static let done: Int32 = 0
  package static let failed: Int32 = 1
  package static let usage: Int32 = 2
  package static let otherResult: Int32 = 3
  package static let otherInput: Int32 = 4
  /// The script is written for a newer language.
  package static let otherLanguage: Int32 = 5
  /// What is recorded was recorded by another version of the program.
  package static let otherEngine: Int32 = 6
  /// What is recorded was recorded with another embedder.
  package static let otherEmbedder: Int32 = 7
  /// As `timeout` of the GNU core utilities ends.
  package static let tookTooLong: Int32 = 124
  package static let tooMuchMemory: Int32 = 125
  package static let interrupted: Int32 = 130
}
