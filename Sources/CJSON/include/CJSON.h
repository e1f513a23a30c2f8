#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// simdjson, cut down to what reading JSON Lines needs. Its two stages are kept apart: the first looks at
// many lines at once (that is where the vector instructions pay), the second takes one line at a time
// (so that a bad line spoils no other, and line numbers stay exact). Swift reads the resulting tape itself.
typedef struct MaaJSON MaaJSON;

// What the second stage made of a line.
enum { MAA_JSON_DOCUMENT = 0, MAA_JSON_BLANK = 1, MAA_JSON_FAULT = 2 };

// NULL if there is no memory. One per thread.
MaaJSON *maa_json_new(void);
void maa_json_free(MaaJSON *json);

// Stage one over whole lines. `bytes[count]` must be a newline or a zero (the second stage stops at it), and
// 64 bytes after `count` must be readable. Returns 0, or else nonzero if the lines have to be taken one by
// one to find out which is bad.
int maa_json_index(MaaJSON *json, const uint8_t *bytes, size_t count);

// Stage two for the next line, which ends before `line_end` (an offset into the indexed bytes).
int maa_json_next(MaaJSON *json, size_t line_end);

// The tape of the last line and the strings it points to; valid until the next call of maa_json_next.
// A word holds its type, a character, in the top byte and a payload below:
//   r { [   where the next sibling begins (low 32 bits)     l u d   the number follows in the next word
//   "       offset of the string: 4 bytes of length, then UTF-8     t f n   themselves
const uint64_t *maa_json_tape(const MaaJSON *json);
const uint8_t *maa_json_strings(const MaaJSON *json);

#ifdef __cplusplus
}
#endif
