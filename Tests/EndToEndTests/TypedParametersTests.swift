import TerminalSupport
import Testing

@Suite struct TypedParametersTests {
  private func script(_ type: String, _ standard: String, _ folder: TemporaryFolder) throws -> String {
    try folder.write("p.maa", "maa 1\nparam x = \(standard) : \(type)\nnote \"x is $x\"\nhistory\n")
  }

  @Test(arguments: [
    ("number", "0.5", "7e-1", "high", "a number"), ("integer", "3", "4", "4.5", "a whole number"),
    ("flag", "true", "false", "no", "true or false"),
    ("choice red green", "red", "green", "blue", "one of red, green"), ("text", "a", "1.5", "", ""),
  ])
  func valuesAreOfTheirType(
    _ type: String, _ standard: String, _ good: String, _ bad: String, _ phrase: String
  )
    throws
  {
    let folder = try TemporaryFolder()
    let script = try script(type, standard, folder)
    let set = try Run(["run", script, "--set", "x=\(good)"])
    #expect(set.code == 0 && set.output.contains("x is \(good)"), "\(set.errors)")
    #expect(set.output.contains("param x = \(good) : \(type)"), "\(set.output)")
    guard !bad.isEmpty else { return }
    let refused = try Run(["run", script, "--set", "x=\(bad)"])
    #expect(
      refused.code == 2 && refused.errors.contains("--set x is \(phrase), not \(bad)"), "\(refused.errors)")
    let wrong = try self.script(type, bad, folder)
    #expect(try Run(["run", wrong]).errors.contains("x is \(phrase), not \(bad)"))
  }

  @Test func aFileIsThere() throws {
    let folder = try TemporaryFolder()
    let script = try script("file", "datasets/kitchen.jsonl", folder)
    #expect(try Run(["run", script]).code == 0)
    let run = try Run(["run", script, "--set", "x=nowhere"])
    #expect(run.code == 1 && run.errors.contains("x names a file, and there is no nowhere"), "\(run.errors)")
  }

  @Test func typesAreKnown() throws {
    let run = try Run(["-c", "param x = 1 : real"])
    #expect(run.code == 1 && run.errors.contains("it is one of number, integer, text, file, choice, flag"))
    #expect(try Run(["-c", "param x = 1 : choice 1"]).code == 2)
    #expect(try Run(["-c", "param x = 1 : number 2"]).code == 2)
    #expect(try Run(["-c", "param x = 1 number"]).code == 1)
    #expect(try Run(["-c", "param x = 1 :"]).code == 2)
  }
}
