/// An embedder gave vectors of two lengths within one piece of work: there is no cosine between them.
package struct MixedDimensions: Error, Equatable {
  package let embedder: String
  package let first, other: Int

  package init(embedder: String, first: Int, other: Int) {
    self.embedder = embedder
    self.first = first
    self.other = other
  }
}
