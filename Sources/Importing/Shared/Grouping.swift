extension Sequence {
  /// Elements by a key, keys in the order in which they are first met.
  package func grouped<Key: Hashable>(by key: (Element) -> Key) -> [(key: Key, elements: [Element])] {
    var (places, groups) = ([Key: Int](), [(key: Key, elements: [Element])]())
    for element in self {
      let key = key(element)
      if let place = places[key] {
        groups[place].elements.append(element)
      } else {
        places[key] = groups.count
        groups.append((key, [element]))
      }
    }
    return groups
  }
}
