import Basics
import Identity
import Language
import Sessions
import Studies
import TraceLogs

/// What a session says of the work that parts of it need to know: which logs, and how they are looked at. Statements that
/// only look say nothing here; those that need the whole log at hand are refused.
package struct PartPlan {
  /// As the session names them, in its order.
  package private(set) var logs: [String] = []
  package private(set) var settings = Settings()
  package private(set) var decisions: [Decision] = []
  package let allowsNetwork: Bool

  private static let settingVerbs: Set<String> = ["set", "embed", "signal", "accumulator", "param"]

  /// They change the study, and nothing that units or evidence rest on.
  private static let otherVerbs: Set<String> = ["note", "step", "apply", "unsure", "audit"]

  package init(session path: String, registry: Registry, options: SessionOptions) throws {
    let (_, statements) = try SessionFile.read(path)
    let session = try Session(registry: registry, options: options, pulse: .silent)
    allowsNetwork = options.allowsNetwork
    for statement in statements {
      do {
        try take(statement, session)
      } catch let fault as PartFault { throw fault } catch {
        throw ScriptFault(file: path, line: statement.line, fault: error)
      }
    }
    settings = session.study.settings
    guard !logs.isEmpty else { throw PartFault.noLog(session: path) }
  }

  package var line: String {
    var text = PartText(.plan)
    text.add("logs", logs)
    return text.line
  }

  private mutating func take(_ statement: Statement, _ session: Session) throws {
    let call = try Call(statement, in: session.registry.vocabulary, parameters: session.study.parameters)
    switch call.manual.verb {
    case let verb where PartPlan.settingVerbs.contains(verb): _ = try session.perform(statement)
    case "load": logs.append(call.words[0])
    case "same": try rule(.same, call, statement)
    case "different": try rule(.different, call, statement)
    case let verb where PartPlan.otherVerbs.contains(verb): break
    default:
      guard !session.registry.changesStudy(call) else {
        throw PartFault.statementOfTheWhole(verb: call.manual.verb, line: statement.line)
      }
    }
  }

  /// A ruling by full or short names of wordings. Units and proposals are known only where the whole log is.
  private mutating func rule(_ ruling: Decision.Ruling, _ call: Call, _ statement: Statement) throws {
    let names = try call.words.map { word in
      guard let name = OperationName(word) else {
        throw PartFault.statementOfTheWhole(verb: call.manual.verb, line: statement.line)
      }
      return name
    }
    let firsts = ruling == .same ? names.prefix(1) : names[...]
    for (index, first) in firsts.enumerated() {
      decisions += names.dropFirst(index + 1).map { Decision(ruling, first, $0) }
    }
  }
}
