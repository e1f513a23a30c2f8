import Commands
import Language
import Sessions

/// What `--help` and `--manual` print.
enum Usage {
  static let text = """
    maa: an evidence notebook for agent memory

      maa                     the shell
      maa FILE.maa            the shell, on a saved session
      maa LOG.jsonl           the shell, on a trace log
      maa run FILE.maa…       runs sessions headlessly
      maa -c 'STATEMENT; …'   runs statements
      maa -                   runs statements from standard input
      maa --pipe              serves a program: requests and answers as JSON (docs/python.md)
      maa kernel install      lets Jupyter run sessions (needs Python with maa and ipykernel)

      --json                  one JSON object per statement
      --echo                  shows each statement before its answer
      --set NAME=VALUE        gives a session's parameter another value
      --allow-changed-inputs  takes inputs that are not the files recorded
      --allow-network         lets `embed http` send the log's texts to the server it names
      --journals FOLDER       keeps journals there; without it only the shell keeps them
      --no-cache              neither uses nor keeps vectors of earlier sessions
      --no-init               the shell does not run its init file
      --manual markdown|man   prints the manual
      --version, --help

    Exit codes: 0 done, 1 a statement failed or an expectation did not hold, 2 wrong usage or an unreadable
    script, 3 another result than recorded, 4 an input is not the file recorded, 130 interrupted.
    `maa -c help` lists the commands.

    """

  static func manual(_ form: String, version: String) throws -> String {
    switch form {
    case "markdown": return ManualPage.markdown(Registry.all.vocabulary)
    case "man": return ManualPage.troff(Registry.all.vocabulary, version: version, options: text)
    default: throw UsageFault.badValue(option: "--manual", seen: form, expected: "markdown or man")
    }
  }
}
