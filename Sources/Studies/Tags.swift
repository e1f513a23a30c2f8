import TraceLogs

/// What a person wants of an edit or of an item, whatever the evidence says.
package struct Tags: Sendable, Equatable {
  package enum Mark: String, Sendable, CaseIterable { case keep, drop, wait }

  package enum Subject: Sendable, Equatable {
    /// The unit that holds this wording.
    case wording(OperationName)
    /// An item of memory, by its id.
    case item(String)
  }

  package struct Tag: Sendable, Equatable {
    package let subject: Subject
    package let mark: Mark
    package let reason: String?
  }

  /// In the order in which they were put.
  package private(set) var all: [Tag] = []

  package init() {}

  package subscript(_ subject: Subject) -> Tag? { all.last { $0.subject == subject } }

  /// A new tag takes the place of an older one.
  package mutating func put(_ mark: Mark, on subject: Subject, because reason: String?) {
    remove(subject)
    all.append(Tag(subject: subject, mark: mark, reason: reason))
  }

  package mutating func remove(_ subject: Subject) { all.removeAll { $0.subject == subject } }
}
