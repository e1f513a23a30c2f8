import Glibc

/// Gives the standard descriptors that the caller closed something to stand for: a file opened later must not
/// get their numbers, or output meant for a person would land in it. Reading and writing them still fails.
package func guardStandardStreams() {
  for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)] {
    // The lowest free number is the one that was closed, for they are looked at in order.
    if fcntl(descriptor, F_GETFD) == -1 { _ = open("/dev/null", mode) }
  }
}
