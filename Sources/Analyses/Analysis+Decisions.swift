import Assessing
import Identity
import Language
import Studies

extension Analysis {
  /// `3 of 40 decisions name wordings this log has not`; nil where none does.
  package func absentDecisions() throws -> String? {
    guard study.log != nil else { return nil }
    let absent = Set(try constraints().absent)
    guard !absent.isEmpty else { return nil }
    let all = study.decisions.all
    let count = all.count { absent.contains($0.first) || absent.contains($0.second) }
    let of = "\(count) of \(counted(all.count, "decision"))"
    return "\(of) \(count == 1 ? "names" : "name") wordings this log has not"
  }

  /// What the log's labels say of who is the same.
  package func trueIdentities() throws -> TrueIdentities {
    TrueIdentities(log: try trace(), operations: try operations())
  }
}
