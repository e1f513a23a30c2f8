import Answers
import Characters
import Files
import Phrasing
import Sinks

@main
struct Maa {
  static func main() {
    guardStandardStreams()
    Interrupt.letWritesFail()
    PipeWait.tell { path, isToRead in
      let errors = Output(Output.errors)
      errors.write("\(visible(Wording.waiting(for: path, isToRead: isToRead)))\n")
      errors.flush()
    }
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
