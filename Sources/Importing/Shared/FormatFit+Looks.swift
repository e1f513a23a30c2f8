extension FormatFit {
  /// Of a large folder, so many files are looked at.
  package static let looks = 400
}
