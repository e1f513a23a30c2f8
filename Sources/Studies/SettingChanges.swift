import Language

extension Call {
  /// The settings that a statement gives: by its words, in this order, and by flags of their name.
  package func changes(_ names: [SettingName], flags: [SettingName]) -> [(name: SettingName, text: String)] {
    let words = zip(names, self.words).map { (name: $0, text: $1) }
    return words + flags.compactMap { name in self[name.rawValue].map { (name, $0) } }
  }
}
