extension FormatFit {
  /// Of a large folder, so many files are looked at.
  static let looks = 400
}
