import Basics
import CSignals
import Glibc

/// Ctrl-C and the other ways in which a session is told to stop, as flags that work looks at.
///
/// The flags live in a C shim: a handler may run between any two instructions, and only there is it
/// certain that touching one initialises nothing and takes no lock.
package enum Interrupt {
  /// From now on Ctrl-C, SIGTERM and SIGHUP are noted instead of ending the process.
  ///
  /// The shell survives any number of Ctrl-C. A headless run passes `true`: should the work not come to a
  /// beat, the second Ctrl-C ends the process with status 130.
  package static func install(secondEndsProcess: Bool = false) {
    maa_signal_second_interrupt_exits(secondEndsProcess ? 1 : 0)
    for signal in [SIGINT, SIGTERM, SIGHUP] { maa_signal_watch(signal) }
  }

  /// Ctrl-C was pressed and not yet answered.
  package static var isPending: Bool { maa_signal_is_pending(SIGINT) != 0 }

  /// SIGTERM or SIGHUP, once it came: whoever sees it saves and leaves. It stays set.
  package static var terminationSignal: Int32? {
    [SIGTERM, SIGHUP].first { maa_signal_is_pending($0) != 0 }
  }

  /// The Ctrl-C is answered.
  package static func clear() { maa_signal_clear(SIGINT) }

  /// Throws when the work should stop: what a beat of a `Pulse` calls.
  package static func check() throws {
    if isPending || terminationSignal != nil { throw Interrupted() }
  }

  /// A pulse that does nothing but stop where Ctrl-C was pressed.
  package static let pulse = Pulse { _, _, _ in try check() }

  /// Makes a write to a closed pipe fail with EPIPE, and one beyond the size that a file may have (`ulimit -f`) with
  /// EFBIG, instead of ending the process. Programs started afterwards inherit this: give them the default back.
  package static func letWritesFail() {
    for signal in [SIGPIPE, SIGXFSZ] { maa_signal_ignore(signal) }
  }
}
