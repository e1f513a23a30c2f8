import Answers
import Files
import Phrasing
import Sinks

@main
struct Maa {
  static func main() {
    guardStandardStreams()
    Interrupt.letWritesFail()
    do {
      let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
      exitProcess(try Program(arguments).run())
    } catch {
      let complaint = Wording.complaint(error)
      let errors = Output(Output.errors)
      TextSink(output: errors, errors: errors).fail(complaint, number: nil, statement: "")
      exitProcess(complaint.exitCode)
    }
  }
}
