#include "Screens.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// What every x86-64 has. Four rows by four columns: eight sums, half of the sixteen registers, for the instruction
// overwrites one of its arguments. It multiplies halves, not bytes: rows are widened once for all columns, a stretch
// of them at a time, and the columns' 128 too many are taken off in the end.
enum { ROWS = 4, COLUMNS = 4, STEPS = 128 };

typedef struct {
  __m128i bytes[STEPS][ROWS];  // the four of a step, twice
} Stretch;

static inline void widen(Stretch *stretch, const int count, const int8_t *bytes, long depth, long steps) {
  for (int row = 0; row < count; row++)
    for (long step = 0; step < steps; step++) {
      int32_t four;
      memcpy(&four, bytes + row * depth + step * 4, 4);
      __m128i both = _mm_set1_epi32(four);
      // The upper half of a half is the byte; shifting brings it down with its sign.
      stretch->bytes[step][row] = _mm_srai_epi16(_mm_unpacklo_epi8(both, both), 8);
    }
}

__attribute__((always_inline)) static inline void multiply(
    const int count, const Stretch *stretch, long steps, const uint8_t *columns, int32_t *dots) {
  __m128i sums[ROWS][2];
  for (int row = 0; row < count; row++) sums[row][0] = sums[row][1] = _mm_setzero_si128();
  for (long step = 0; step < steps; step++) {
    __m128i four = _mm_loadu_si128((const __m128i *)(columns + step * 4 * MAA_JOIN_TILE));
    __m128i low = _mm_unpacklo_epi8(four, _mm_setzero_si128()), high = _mm_unpackhi_epi8(four, _mm_setzero_si128());
    for (int row = 0; row < count; row++) {
      __m128i bytes = stretch->bytes[step][row];
      sums[row][0] = _mm_add_epi32(sums[row][0], _mm_madd_epi16(bytes, low));
      sums[row][1] = _mm_add_epi32(sums[row][1], _mm_madd_epi16(bytes, high));
    }
  }
  for (int row = 0; row < count; row++) {
    int32_t halves[2 * COLUMNS];
    memcpy(halves, sums[row], sizeof halves);
    for (int column = 0; column < COLUMNS; column++) dots[row * MAA_JOIN_TILE + column] += halves[2 * column] + halves[2 * column + 1];
  }
}

__attribute__((always_inline)) static inline void strip(
    const int count, const MaaScreenRows *rows, long first, const MaaScreenTile *tile, long depth, uint64_t *hits) {
  Stretch stretch;
  int32_t dots[ROWS * MAA_JOIN_TILE] = {0};
  for (long at = 0; at < depth; at += 4 * STEPS) {
    long steps = (depth - at) / 4 < STEPS ? (depth - at) / 4 : STEPS;
    widen(&stretch, count, rows->bytes + first * depth + at, depth, steps);
    for (int column = 0; column < MAA_JOIN_TILE; column += COLUMNS) {
      multiply(count, &stretch, steps, tile->bytes + at * MAA_JOIN_TILE + column * 4, dots + column);
    }
  }
  for (int row = 0; row < count; row++)
    for (int column = 0; column < MAA_JOIN_TILE; column++) {
      int32_t dot = dots[row * MAA_JOIN_TILE + column] - 128 * rows->sums[first + row];
      hits[first + row] |= maa_screen_passes(rows, first + row, tile, column, dot) << column;
    }
}

void maa_screen_sse2(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits) {
  memset(hits, 0, (size_t)rows->count * sizeof *hits);
  long row = 0;
  for (; row + ROWS <= rows->count; row += ROWS) strip(ROWS, rows, row, tile, depth, hits);
  for (; row < rows->count; row++) strip(1, rows, row, tile, depth, hits);
}
#endif
