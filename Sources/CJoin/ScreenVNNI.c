#include "Screens.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

// Six rows by sixty-four columns: 24 sums, 4 registers of columns and one of a row, of 32.
enum { ROWS = 6, QUARTERS = 4 };

__attribute__((always_inline)) VNNI static inline uint64_t passing(
    const __m512i *dots, const MaaScreenTile *tile, float reach, float least) {
  uint64_t found = 0;
  for (int quarter = 0; quarter < QUARTERS; quarter++) {
    __m512 scale = _mm512_loadu_ps(tile->scale + quarter * 16);
    __m512 residual = _mm512_loadu_ps(tile->residual + quarter * 16);
    __m512 reached = _mm512_mul_ps(_mm512_cvtepi32_ps(dots[quarter]), scale);
    __m512 room = _mm512_mul_ps(residual, _mm512_set1_ps(reach));
    __mmask16 passes = _mm512_cmp_ps_mask(_mm512_add_ps(reached, room), _mm512_set1_ps(least), _CMP_GE_OQ);
    found |= (uint64_t)passes << (quarter * 16);
  }
  return found;
}

__attribute__((always_inline)) VNNI static inline void strip(
    const int count, const MaaScreenRows *rows, long first, const MaaScreenTile *tile, long depth, uint64_t *hits) {
  __m512i sums[ROWS][QUARTERS];
  // The instruction takes unsigned bytes times signed ones; the columns' 128 too many are taken off beforehand.
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++)
#pragma clang loop unroll(full)
    for (int quarter = 0; quarter < QUARTERS; quarter++)
      sums[row][quarter] = _mm512_set1_epi32(-128 * rows->sums[first + row]);
  for (long at = 0; at < depth; at += 4) {
    const uint8_t *step = tile->bytes + at * MAA_JOIN_TILE;
    __m512i columns[QUARTERS];
#pragma clang loop unroll(full)
    for (int quarter = 0; quarter < QUARTERS; quarter++)
      columns[quarter] = _mm512_loadu_si512(step + quarter * 64);
#pragma clang loop unroll(full)
    for (int row = 0; row < count; row++) {
      int32_t four;
      memcpy(&four, rows->bytes + (first + row) * depth + at, 4);
      __m512i bytes = _mm512_set1_epi32(four);
#pragma clang loop unroll(full)
      for (int quarter = 0; quarter < QUARTERS; quarter++)
        sums[row][quarter] = _mm512_dpbusd_epi32(sums[row][quarter], columns[quarter], bytes);
    }
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < count; row++)
    hits[first + row] = passing(sums[row], tile, rows->reach[first + row], rows->least[first + row]);
}

VNNI void maa_screen_vnni(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits) {
  long row = 0;
  for (; row + ROWS <= rows->count; row += ROWS) strip(ROWS, rows, row, tile, depth, hits);
  for (; row < rows->count; row++) strip(1, rows, row, tile, depth, hits);
}
#endif
