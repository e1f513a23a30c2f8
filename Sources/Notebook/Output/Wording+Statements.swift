import Tables

extension Wording {
  static func complaint(of fault: StatementFault) -> Complaint {
    form(of: fault) ?? queries(of: fault) ?? meaning(of: fault) ?? session(of: fault) ?? simulation(of: fault)
      ?? pairs(of: fault) ?? decisions(of: fault) ?? audit(of: fault)
      ?? Complaint(message: "\(fault)")
  }

  /// Faults of form: verbs, flags, words, values.
  private static func form(of fault: StatementFault) -> Complaint? {
    switch fault {
    case .unknownVerb(let verb, let suggestion):
      usage(
        "there is no command \(verb.isEmpty ? "''" : verb)\(didYouMean(suggestion))",
        hint: "help lists them all")
    case .unknownFlag(let flag, let verb, let suggestion, let known):
      usage(
        "\(verb) has no flag --\(flag)\(didYouMean(suggestion.map { "--\($0)" }))",
        hint: known.isEmpty ? "it takes none" : "it has \(known.map { "--\($0)" }.joined(separator: " "))")
    case .repeatedFlag(let flag): usage("--\(flag) is given twice")
    case .valueForSwitch(let flag): usage("--\(flag) takes no value")
    case .missingValue(let flag): usage("--\(flag) needs a value")
    case .missingWord(let word, let form): usage("\(word) is missing", hint: form)
    case .extraWord(let word, let form): usage("\(word) is one word too many", hint: form)
    case .badValue(let name, let seen, let expected):
      Complaint(message: "\(name) is \(expected), not \(named(seen))")
    case .badChoice(let name, let seen, let choices, let suggestion):
      Complaint(
        message: "\(name) cannot be \(named(seen))\(didYouMean(suggestion))",
        hint: "it is one of \(choices.joined(separator: ", "))")
    case .crossedBounds(let name, let seen, let other, let bound):
      Complaint(message: "\(name) cannot be \(seen): \(other) is \(bound)", hint: "set \(other) first")
    case .showsOnly(let flag, let verb):
      usage("--\(flag) only shows something and stands alone", hint: "\(verb) --\(flag) N")
    case .flagsExclude(let one, let other): usage("--\(one) and --\(other) exclude each other")
    case .needsFlag(let flag, let other): usage("--\(flag) goes with --\(other)")
    case .flagNotFor(let flag, let what): usage("--\(flag) does not belong to \(what)")
    case .noAssignment(let text):
      usage("a setting is given as SETTING=VALUE, not \(text)", hint: "compare signal=continuous signal=sign")
    case .embedderWantsWords(let kind):
      Complaint(message: "embedder cannot be \(kind) by its name alone", hint: EmbedCommand.httpUsage)
    case .flagOfAnother(let flag, let owner):
      usage("--\(flag) belongs to \(owner)", hint: EmbedCommand.httpUsage)
    case .onlyVectorsOfTheLog:
      Complaint(
        message: "recorded has vectors of the log's operations only, none of other texts",
        hint: "embed lexical and embed minilm make them from any text")
    case .networkNotAllowed:
      Complaint(
        message: "this session may not use the network",
        hint: "start maa with --allow-network to let it send the log's texts to the servers it names")
    case .unknownParameter(let name, let suggestion):
      Complaint(
        message: "there is no parameter $\(name)\(didYouMean(suggestion.map { "$\($0)" }))",
        hint: "param \(name) = VALUE makes one")
    case .badParameterName(let name):
      Complaint(message: "\(name) cannot name a parameter", hint: "letters, digits and _, not a digit first")
    case .repeatedParameter(let name): Complaint(message: "the parameter \(name) stands already")
    default: nil
    }
  }

  /// Faults of what a statement speaks of.
  private static func meaning(of fault: StatementFault) -> Complaint? {
    switch fault {
    case .noLog: Complaint(message: "no log is loaded", hint: "load FILE reads one")
    case .replayAtEnd(let batches):
      Complaint(
        message: "the replay is at the end of the log: \(counted(batches, "batch", "batches")) done",
        hint: "apply --to N goes back; memory --at N and pool --at N look back")
    case .unknownOperation(let name):
      Complaint(
        message: "the log holds no operation \(name)",
        hint: "an operation is named U12, op:1f3a90c2 (eight digits or more) or by a proposal's id")
    case .ambiguousOperation(let name, let matches):
      Complaint(message: "\(name) names more than one operation", details: matches, hint: "write more digits")
    case .tooManyUnits(let count, let most):
      Complaint(
        message: "\(count) units are more than the \(most) that are drawn at a time",
        hint: "export observations writes the numbers of all units")
    case .unknownBatch(let number, let first, let last):
      Complaint(message: "the log has no batch \(number)", hint: batches(first, last))
    case .noSignAccuracy(let verb):
      Complaint(
        message: "the log does not say how often a sign is right",
        hint: "\(verb) --accuracy P takes a figure; diagnose says which records would give one")
    case .noSuchRow(let row, let rows):
      Complaint(message: "the last merges table has \(rows) rows, not \(row)")
    case .noMergesShown:
      Complaint(message: "no merges were shown yet", hint: "merges lists candidates by row")
    case .noAnswer(let line):
      Complaint(
        message: "\(named(line)) is no answer",
        hint:
          "same, different, skip, unsure, why, undo, note TEXT, refresh, help, quit, or s d k u w z n r ? q")
    case .nobodyAnswers:
      Complaint(
        message: "a review needs answers, and standard input holds none",
        hint: "maa -c 'load LOG; review' < ANSWERS takes a line for each: same, different, skip, unsure")
    case .tooManyPairs(let limit, let tau):
      Complaint(
        message: "over \(limit) pairs of operations have a cosine of \(fixed(tau.value, places: 2)) or more",
        hint: "a higher tau leaves fewer: set tau 0.9")
    case .inputChanged(let path, let recorded, let found):
      Complaint(
        message: "\(path) is not the file that was recorded",
        details: ["recorded sha256 \(recorded)", "found    sha256 \(found)"],
        hint: "--allow-changed-inputs on the command line takes it all the same",
        exitCode: ExitCode.otherInput)
    case .expectation(let measure, let seen, let comparison, let expected):
      expectation(measure, seen, comparison, expected)
    case .resultDiffers(let recorded, let found):
      Complaint(
        message: "the session gives another result than recorded",
        details: ["recorded \(recorded)", "found    \(found)"], exitCode: ExitCode.otherResult)
    case .nothingDrawn(let path, let why):
      Complaint(
        message: "there is nothing to draw, so \(path) was not written", details: Array(why.prefix(3)))
    case .unknownFormat(let path, let known):
      Complaint(
        message: "\(path) has no ending I can write",
        hint: "an ending says the form: \(known.joined(separator: ", "))")
    default: nil
    }
  }

  private static func batches(_ first: Int?, _ last: Int?) -> String {
    guard let first, let last else { return "it has no batches at all" }
    return "its batches are numbered from \(first) to \(last); batches lists them"
  }

  private static func expectation(
    _ measure: String, _ seen: String, _ comparison: String, _ expected: String
  ) -> Complaint {
    let distance = Double(seen).flatMap { seen in Double(expected).map { abs(seen - $0) } } ?? 1
    return Complaint(
      message: "expected \(measure) \(comparison) \(expected), found \(seen)",
      hint: distance < 0.01 ? "--within 0.01 leaves room for rounding" : nil)
  }

  /// Faults of the session around the study.
  private static func session(of fault: StatementFault) -> Complaint? {
    switch fault {
    case .nothingToUndo: Complaint(message: "there is nothing to undo")
    case .nothingToRedo: Complaint(message: "there is nothing to redo")
    case .noSuchStatement(let number, let count):
      Complaint(
        message: "there is no statement \(number); the session has \(count)", hint: "history shows them")
    case .foldFailed(let number, let statement, let inner):
      Complaint(
        message: "statement \(number) would fail: \(inner.message)",
        details: [UndoCommand.shortened(statement)] + inner.details,
        hint: ["nothing was changed", inner.hint].compactMap { $0 }.joined(separator: "; "),
        exitCode: inner.exitCode)
    case .notInASession(let verb):
      Complaint(message: "\(verb) works on a session and cannot be part of one", exitCode: ExitCode.usage)
    case .fileExists(let path):
      Complaint(
        message: "\(path) exists and is not the session opened here",
        hint: "save \(Quoting.quoted(path)) --force")
    case .fileChanged(let path):
      Complaint(
        message: "\(path) changed since it was opened here",
        hint: "save under another name, or save \(Quoting.quoted(path)) --force")
    case .noFileName: Complaint(message: "the session has no file yet", hint: "save FILE.maa")
    case .isAnInput(let path):
      Complaint(message: "\(path) was loaded into this study and is not written over")
    case .standardInputIsTaken:
      Complaint(
        message: "standard input holds the statements", hint: "load a file, or put the statements into one")
    case .resultIsOnlyEqual: Complaint(message: "result can only be compared by =")
    case .nothingToRecover: Complaint(message: "there is no unsaved session to recover")
    case .cacheNotCleared(let notice):
      Complaint(
        message: "nothing was cleared", details: [Wording.notice(notice)],
        hint: "the file may also be deleted by hand")
    case .sessionNotEmpty:
      Complaint(message: "this session is not empty", hint: "save it, then start maa anew and recover")
    case .unsaved(let count):
      Complaint(
        message: "\(counted(count, "statement")) here \(count == 1 ? "is" : "are") not saved",
        hint: "save FILE.maa first, or open FILE --discard"
      )
    case .notASession(let path):
      usage("\(path) does not begin with `maa 1`", hint: "a session script's first line is: maa 1")
    case .newerSession(let path, let version):
      usage("\(path) is written for maa \(version); this one reads maa 1")
    case .invalidUTF8(let path): usage("\(path) is not valid UTF-8")
    default: nil
    }
  }

  private static func named(_ text: String) -> String { text.isEmpty ? "an empty text" : text }

  private static func usage(_ message: String, hint: String? = nil) -> Complaint {
    Complaint(message: message, hint: hint, exitCode: ExitCode.usage)
  }
}
