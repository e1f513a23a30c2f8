import Answers
import Cache
import Language
import Sessions
import Tables
import Traces

enum CacheCommand: SessionCommand {
  static let manual = Manual(
    verb: "cache", group: .session, effect: .session,
    summary: "shows which vectors and logs are kept between sessions, or forgets them",
    words: [Positional("ACTION", .choice(["clear"]), optional: true)],
    showsTable: true,
    details: """
      Vectors of embedders that take their time are kept in one file, so that a log that is loaded again embeds \
      nothing. The file is private, all sessions share it, and what was not used for longest goes first when it \
      is full. It may be deleted at any time. --no-cache on the command line does without it; MAA_CACHE_LIMIT in \
      the environment is its size in MiB, 2048 unless set. found counts the texts of this session whose vector was \
      kept, embedded those that were embedded and can be kept.

      A log of 4 MiB and more is kept beside them as it was read, for as long as its file does not change, by size, by time \
      and by number, and for this very program: loading it again takes a fraction of the time. A file that changed in \
      the last two seconds is not kept yet, nor one of which something was left out. All kept logs together may take as much room again as the vectors.

      A server may change its model behind one address. Where its vectors then have another length, that is noticed, \
      and texts are embedded anew; where they have the same, nothing tells, and cache clear makes all anew, \
      --no-cache those of one session.
      """,
    examples: [
      Example("cache", "where it lies and how large it is", after: ""),
      Example("cache clear", "forgets every vector and every log", after: ""),
    ])

  static func run(_ call: Call, _ session: Session) throws -> Answer {
    if let word = call.words.first, word != "clear" {
      throw StatementFault.badChoice(name: "ACTION", seen: word, choices: ["clear"], suggestion: nil)
    }
    guard let cache = session.cache else { return .said("vectors are not kept in this session") }
    if call.words.isEmpty { return try shown(cache, session) }
    session.options.keptLogs?.clear()
    if let hindrance = try cache.clear(pulse: session.pulse) {
      _ = cache.takeNotices()
      throw CommandFault.cacheNotCleared(hindrance)
    }
    return .said("\(cache.path)   cleared")
  }

  private static func shown(_ cache: VectorCache, _ session: Session) throws -> Answer {
    guard let kept = try cache.contents(pulse: session.pulse) else { return .said(cache.path) }
    let columns: [Column] = [
      .number("vectors", essential: true), .number("mib", essential: true), .number("limit_mib"),
      .number("found"), .number("embedded"), .number("logs"), .number("logs_mib"),
    ]
    let logs = session.options.keptLogs?.contents ?? (count: 0, bytes: 0)
    let row: [Cell] = [
      .integer(kept.count), .number(mebibytes(kept.bytes), places: 1),
      .number(mebibytes(cache.limit), places: 0),
      .integer(cache.found), .integer(cache.embedded), .integer(logs.count),
      .number(mebibytes(logs.bytes), places: 1),
    ]
    return Answer([.said(cache.path), .table(Table("cache", columns, rows: [row]))])
  }

  private static func mebibytes(_ bytes: Int) -> Double { Double(bytes) / 1_048_576 }
}
