// The deprecated and throwing parts of simdjson are not used; without them it compiles faster.
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <new>

#include "CJSON.h"

namespace {
// Deeper nesting than this is refused. A record of a log needs three levels.
constexpr size_t max_depth = 128;
}  // namespace

struct MaaJSON {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  simdjson::dom::document document;
};

MaaJSON *maa_json_new(void) {
  MaaJSON *json = new (std::nothrow) MaaJSON;  // nothrow: no exception may reach Swift
  if (!json) return nullptr;
  auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(0, max_depth, json->parser);
  if (!error) return json;
  delete json;
  return nullptr;
}

void maa_json_free(MaaJSON *json) { delete json; }

int maa_json_index(MaaJSON *json, const uint8_t *bytes, size_t count) {
  auto &parser = *json->parser;
  parser.n_structural_indexes = 0;
  parser.next_structural_index = 0;
  if (count == 0) return 0;
  if (count > parser.capacity()) {
    // Both grow together: stage two writes at most as much as the indexed text can need. Half as much
    // again, so that a file of ever longer lines does not allocate for each of them.
    if (parser.allocate(count + count / 2, max_depth)) return 1;
    if (json->document.allocate(count + count / 2)) return 1;
  }
  auto error = parser.stage1(bytes, count, simdjson::stage1_mode::regular);
  if (error == simdjson::EMPTY) parser.n_structural_indexes = 0;  // nothing but white space: lines to skip
  return error && error != simdjson::EMPTY;
}

int maa_json_next(MaaJSON *json, size_t line_end) {
  auto &parser = *json->parser;
  const uint32_t *places = parser.structural_indexes.get();
  uint32_t first = parser.next_structural_index;
  if (first >= parser.n_structural_indexes || places[first] >= line_end) return MAA_JSON_BLANK;
  auto error = parser.stage2_next(json->document);
  uint32_t after = parser.next_structural_index;
  // A good line holds one document: it ends in this line, and nothing comes after it there.
  bool whole = !error && after > first && places[after - 1] < line_end &&
               (after >= parser.n_structural_indexes || places[after] >= line_end);
  if (whole) return MAA_JSON_DOCUMENT;
  for (after = first; after < parser.n_structural_indexes && places[after] < line_end;) ++after;
  parser.next_structural_index = after;  // the next line begins afresh, whatever this one left behind
  return MAA_JSON_FAULT;
}

const uint64_t *maa_json_tape(const MaaJSON *json) { return json->document.tape.get(); }

const uint8_t *maa_json_strings(const MaaJSON *json) { return json->document.string_buf.get(); }
