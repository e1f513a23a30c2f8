import Commands
import Language
import Scripts
import Sessions
import Terms

/// What `--help` and `--manual` print.
enum Usage {
  static let text = ProgramHelp.text

  static func manual(_ form: String, version: String) throws -> String {
    switch form {
    case "glossary": return Glossary.markdown
    case "markdown": return ManualPage.markdown(Registry.all.vocabulary)
    case "man": return ManualPage.troff(Registry.all.vocabulary, version: version, options: text)
    default: throw UsageFault.badValue(option: "--manual", seen: form, expected: "markdown, glossary or man")
    }
  }
}
