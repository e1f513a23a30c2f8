#include "Screens.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF
#define AVX2 __attribute__((target("avx2")))

// Four rows by sixteen columns: eight sums, which with what feeds them fill the sixteen registers.
enum { ROWS = 4 };

// |a| * (p with the sign of a): two products of at most 127 * 127 stay within 16 bits, where the instruction's own
// mix of unsigned and signed bytes would not.
AVX2 static inline __m256i products(__m256i sizes, __m256i panel, __m256i signs) {
  __m256i pairs = _mm256_maddubs_epi16(sizes, _mm256_sign_epi8(panel, signs));
  return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}

AVX2 static inline uint64_t passing(__m256i dots, const MaaScreenTile *tile, int column, float reach, float least) {
  __m256 reached = _mm256_mul_ps(_mm256_cvtepi32_ps(dots), _mm256_loadu_ps(tile->scale + column));
  __m256 room = _mm256_mul_ps(_mm256_loadu_ps(tile->residual + column), _mm256_set1_ps(reach));
  __m256 passes = _mm256_cmp_ps(_mm256_add_ps(reached, room), _mm256_set1_ps(least), _CMP_GE_OQ);
  return (uint64_t)(uint32_t)_mm256_movemask_ps(passes) << column;
}

__attribute__((always_inline)) AVX2 static inline void strip(
    const int count, const MaaScreenRows *rows, long first, const MaaScreenTile *tile, long depth, int column,
    uint64_t *hits) {
  __m256i sums[ROWS][2];
  for (int row = 0; row < count; row++) sums[row][0] = sums[row][1] = _mm256_setzero_si256();
  const __m256i offset = _mm256_set1_epi8((char)0x80);
  for (long at = 0; at < depth; at += 4) {
    const uint8_t *step = tile->bytes + at * MAA_JOIN_TILE + column * 4;
    __m256i low = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)step), offset);
    __m256i high = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(step + 32)), offset);
    for (int row = 0; row < count; row++) {
      int32_t four;
      memcpy(&four, rows->bytes + (first + row) * depth + at, 4);
      __m256i signs = _mm256_set1_epi32(four), sizes = _mm256_abs_epi8(signs);
      sums[row][0] = _mm256_add_epi32(sums[row][0], products(sizes, low, signs));
      sums[row][1] = _mm256_add_epi32(sums[row][1], products(sizes, high, signs));
    }
  }
  for (int row = 0; row < count; row++) {
    float reach = rows->reach[first + row], least = rows->least[first + row];
    hits[first + row] |= passing(sums[row][0], tile, column, reach, least);
    hits[first + row] |= passing(sums[row][1], tile, column + 8, reach, least);
  }
}

AVX2 void maa_screen_avx2(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits) {
  memset(hits, 0, (size_t)rows->count * sizeof *hits);
  for (int column = 0; column < MAA_JOIN_TILE; column += 16) {
    long row = 0;
    for (; row + ROWS <= rows->count; row += ROWS) strip(ROWS, rows, row, tile, depth, column, hits);
    for (; row < rows->count; row++) strip(1, rows, row, tile, depth, column, hits);
  }
}
#endif
