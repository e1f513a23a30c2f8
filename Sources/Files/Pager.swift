import Glibc

/// Hands a text to the user's pager and waits until it is left. False where it could not be started.
package func page(_ text: String, through command: String) -> Bool {
  // `less` then leaves at once when all fits, keeps colours, and leaves the text on the screen.
  // Its last line says how to go on and how to leave, in ASCII: a prompt of `less` knows no other letters.
  setenv("LESS", "FRX -Psq leaves, Space goes on, b goes back, / searches$", 0)
  // What is typed into it may not write files, run programs or open others.
  setenv("LESSSECURE", "1", 1)
  guard let pipe = popen(command, "w") else { return false }
  fputs(text, pipe)
  let status = pclose(pipe)
  // The shell's answer for a command it does not find.
  return status >> 8 != 127
}
