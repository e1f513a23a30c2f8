import Answers
import CBuild
import CCurl
import CKernels
import CSQLite

/// What `--version` says: the version, the commit it was built from, and what this machine lets it do.
enum VersionText {
  static var text: String {
    """
    maa \(maaVersion)
    commit: \(commit)
    features: \(features.joined(separator: ", "))

    """
  }

  /// Safe because the C string is a constant of the program.
  private static var commit: String { String(cString: maa_build_commit()) }

  private static var features: [String] {
    [
      "minilm \(kernels)", maa_sqlite() == nil ? "no sql (libsqlite3 is missing)" : "sql",
      maa_curl_is_there() == 0 ? "no http (libcurl is missing)" : "http",
    ]
  }

  private static var kernels: String {
    switch Int(maa_best_level()) {
    case maa_level_avx512: "avx512"
    case maa_level_avx2: "avx2"
    default: "portable"
    }
  }
}
