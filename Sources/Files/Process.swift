import Glibc

/// Ends the process; buffers of `Output` are the caller's to flush.
package func exitProcess(_ code: Int32) -> Never { exit(code) }
