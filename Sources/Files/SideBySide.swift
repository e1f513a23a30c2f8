import Glibc

/// Whether other threads of this process keep the processors busy with work like this thread's: then it does the parts of
/// its work itself, for threads that wait for each other would bring nothing.
package enum SideBySide {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Of the thread that asks.
  static var isOn: Bool { pthread_getspecific(key) != nil }

  package static func run<Value>(_ body: () throws -> Value) rethrows -> Value {
    let before = pthread_getspecific(key)
    // Safe: it is told from none, and never followed.
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: 1))
    defer { pthread_setspecific(key, before) }
    return try body()
  }
}
