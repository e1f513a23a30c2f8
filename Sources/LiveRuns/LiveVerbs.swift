import Sessions

/// The verbs by which a session goes on with a model in the loop.
package enum LiveVerbs {
  /// `listed` is written at build time from the files in `Verbs/`.
  package static let all: [Registry.Listed] = Registry.listed
}
