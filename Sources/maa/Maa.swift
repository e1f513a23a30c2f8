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
      let words = CommandLine.arguments.dropFirst()
      switch words.first {
      case "stage": exitProcess(try StageProgram.run(words.dropFirst()))
      case "kernel": exitProcess(try KernelProgram.run(Array(words.dropFirst())))
      default: break
      }
      let arguments = try Arguments(Array(words))
      exitProcess(try Program(arguments).run())
    } catch {
      let complaint = Wording.complaint(error)
      let errors = Output(Output.errors)
      TextSink(output: errors, errors: errors).fail(complaint, number: nil, statement: "")
      exitProcess(complaint.exitCode)
    }
  }
}
