import Answers
import Language

extension LanguageFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .unclosedQuote(let quote, _, let column):
      .usage(
        "the quote \(quote) opened in column \(column) is not closed",
        hint: "close it, or write \\\(quote.last.map(String.init) ?? "") for the character itself")
    case .openEnd: .usage("the text ends with a backslash")
    case .badEscape(let escape, _, let column):
      .usage(
        "\(escape) in column \(column) is no escape",
        hint: "inside $'…' there are \\n \\t \\r \\e \\\\ \\' \\\" and \\u{…}")
    case .badParameter(_, let column):
      .usage(
        "${ in column \(column) is not followed by a name and }",
        hint: "write ${name}, or \\$ for a dollar")
    }
  }
}

extension StatementFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .unknownVerb(let verb, let suggestion):
      .usage(
        "there is no command \(verb.isEmpty ? "''" : verb)\(Wording.didYouMean(suggestion))",
        hint: "help lists them all")
    case .unknownFlag(let flag, let verb, let suggestion, let known):
      .usage(
        "\(verb) has no flag --\(flag)\(Wording.didYouMean(suggestion.map { "--\($0)" }))",
        hint: ["as", "to"].contains(flag)
          ? "export TABLE --as csv, or --to FILE, hands out a table: export evidence --as csv"
          : known.isEmpty ? "it takes none" : "it has \(known.map { "--\($0)" }.joined(separator: " "))")
    case .repeatedFlag(let flag): .usage("--\(flag) is given twice")
    case .valueForSwitch(let flag): .usage("--\(flag) takes no value")
    case .missingValue(let flag): .usage("--\(flag) needs a value")
    case .missingWord(let word, let form): .usage("\(word) is missing", hint: form)
    case .extraWord(let word, let form): .usage("\(word) is one word too many", hint: form)
    case .pipe(let program, let verb):
      .usage(
        "a session runs no programs, so there is no pipe to \(Wording.named(program))",
        hint:
          "\(verb) --limit 10 and where … show less; for programs, in your system's shell: maa -c '…' | \(program)"
      )
    case .badValue(let name, let seen, let expected):
      Complaint(message: "\(name) is \(expected), not \(Wording.named(seen))")
    case .badChoice(let name, let seen, let choices, let suggestion):
      Complaint(
        message: "\(name) cannot be \(Wording.named(seen))\(Wording.didYouMean(suggestion))",
        hint: "it is one of \(choices.joined(separator: ", "))")
    case .flagsExclude(let one, let other): .usage("--\(one) and --\(other) exclude each other")
    case .flagBesideClause(let flag, let clause):
      .usage("--\(flag) and \(clause) exclude each other", hint: "say it one way")
    case .needsFlag(let flag, let other): .usage("--\(flag) goes with --\(other)")
    case .flagNotFor(let flag, let what): .usage("--\(flag) does not belong to \(what)")
    case .unknownParameter(let name, let suggestion):
      Complaint(
        message: "there is no parameter $\(name)\(Wording.didYouMean(suggestion.map { "$\($0)" }))",
        hint: "param \(name) = VALUE makes one")
    case .badParameterName(let name):
      Complaint(message: "\(name) cannot name a parameter", hint: "letters, digits and _, not a digit first")
    case .repeatedParameter(let name): Complaint(message: "the parameter \(name) stands already")
    }
  }
}

extension UsageFault: Phrased {
  package var complaint: Complaint {
    switch self {
    case .unknownOption(let option, let suggestion):
      .usage("there is no option \(option)\(Wording.didYouMean(suggestion))", hint: "maa --help lists them")
    case .missingValue(let option, let form): .usage("\(option) needs a value: \(option) \(form)")
    case .badAssignment(let text): .usage("--set wants name=value, not \(text)")
    case .badValue(let option, let seen, let expected): .usage("\(option) is \(expected), not \(seen)")
    case .nothingToRun(let name): .usage("\(name) needs at least one file", hint: "maa \(name) FILE…")
    case .valueForSwitch(let option): .usage("\(option) takes no value")
    case .optionOf(let option, let names, let seen):
      .usage(
        "\(option) belongs to \(names.map { "maa \($0)" }.joined(separator: ", "))\(seen.map { ", not to maa \($0)" } ?? "")",
        hint: "maa --help")
    case .optionNeeds(let option, let other): .usage("\(option) goes with \(other)")
    case .unexpected(let word): .usage("\(word) is one argument too many", hint: "maa --help")
    case .unknownParameters(let names):
      .usage(
        names.map { "the session has no parameter \($0.name)\(Wording.didYouMean($0.suggestion))" }
          .joined(separator: "; "))
    case .noTerminal:
      .usage(
        "the shell needs a terminal",
        hint: "maa run FILE runs a script, maa - reads statements from standard input")
    }
  }
}
