/// Why a statement cannot be understood. Data only: words for it are in `Wording`, as for every fault.
package enum StatementFault: Error, Equatable {
  case unknownVerb(String, suggestion: String?)
  case unknownFlag(String, verb: String, suggestion: String?, known: [String])
  case repeatedFlag(String)
  case valueForSwitch(String)
  case missingValue(flag: String)
  case missingWord(String, usage: String)
  case extraWord(String, usage: String)
  /// `| CMD` behind a statement.
  case pipe(to: String, verb: String)
  case badValue(name: String, seen: String, expected: String)
  case badChoice(name: String, seen: String, choices: [String], suggestion: String?)
  case unknownParameter(String, suggestion: String?)
  case badParameterName(String)
  case repeatedParameter(String)
  /// A flag says what a part of the SQL says already.
  case flagBesideClause(flag: String, clause: String)
  /// A flag that says nothing without another.
  case needsFlag(String, other: String)
  case flagsExclude(String, String)
  /// A flag of the verb that does not belong to what the words ask for.
  case flagNotFor(String, String)
}
