import Importing

extension FormatPage {
  /// The program's own log, explained as the others are, with a log that is small but whole.
  package static let ownLog: String =
    text(
      FormatManual(
        name: FormatFlags.traceName,
        title: "This program's own log: what an optimizer proposed, scored and took",
        recognizes: "JSON Lines of objects with a kind, plain or packed with gzip or zstd.",
        reads:
          "header, item, batch, proposal, scores, applied, task and eval records, a line each; a record stands after everything that it names.",
        makes: "Just what it says: the order of batch records is the order of time.",
        loses: "Nothing: records of other kinds are counted, and fields that are not known are passed over."))
      + """


          a small log; docs/trace-format.md has all fields
        {"kind":"header","format":"maa-trace","version":1,"source":"kitchen, run 7","range":[0,100]}
        {"kind":"item","id":"m1","content":"Look around before acting."}
        {"kind":"batch","batch":1}
        {"kind":"proposal","batch":1,"id":"b1p0","type":"modify","anchor":"m1","content":"Look into drawers too."}
        {"kind":"scores","batch":1,"call":0,"baseline":61,"u":{"b1p0":67}}
        {"kind":"applied","batch":1,"id":"b1p0"}
        {"kind":"task","batch":1,"task":"kitchen-102","outcome":1,"items":["m1"]}
      """
}
