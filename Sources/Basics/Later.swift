import Synchronization

/// What is made when it is first asked for, once, for all who hold it.
public final class Later<Value: Sendable>: Sendable {
  private let made: Mutex<Value?>

  /// With a value it is there already.
  public init(_ value: Value? = nil) { made = Mutex(value) }

  /// Nil where nobody has asked yet.
  public var known: Value? { made.withLock { $0 } }

  public func value(_ make: () -> Value) -> Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
