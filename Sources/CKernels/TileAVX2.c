#include "Tiles.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))

// Three rows by two vectors of eight outputs: with the sums of 16 bits and what feeds them that fills the registers.
enum { ROWS = 3, VECTORS = 2, STEPS = 4 };

__attribute__((always_inline)) AVX2 static inline void strip(
    const uint8_t *bytes, size_t inputs, const int8_t *panel, int32_t *sums) {
  __m256i total[ROWS][VECTORS];
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++)
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++) total[row][v] = _mm256_setzero_si256();
  for (size_t k = 0; k < inputs; k += 4 * STEPS) {
    // Eight products to a lane of 16 bits: widening them costs as much as multiplying.
    __m256i pairs[ROWS][VECTORS];
#pragma clang loop unroll(full)
    for (int step = 0; step < STEPS; step++) {
      __m256i weights[VECTORS];
#pragma clang loop unroll(full)
      for (int v = 0; v < VECTORS; v++)
        weights[v] = _mm256_loadu_si256((const __m256i *)(panel + (k + 4 * step) * PANEL + 32 * v));
#pragma clang loop unroll(full)
      for (int row = 0; row < ROWS; row++) {
        int32_t word;
        memcpy(&word, bytes + row * inputs + k + 4 * step, 4);
        __m256i four = _mm256_set1_epi32(word);
#pragma clang loop unroll(full)
        for (int v = 0; v < VECTORS; v++) {
          __m256i products = _mm256_maddubs_epi16(four, weights[v]);
          pairs[row][v] = step ? _mm256_add_epi16(pairs[row][v], products) : products;
        }
      }
    }
#pragma clang loop unroll(full)
    for (int row = 0; row < ROWS; row++)
#pragma clang loop unroll(full)
      for (int v = 0; v < VECTORS; v++)
        total[row][v] = _mm256_add_epi32(total[row][v], _mm256_madd_epi16(pairs[row][v], _mm256_set1_epi16(1)));
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++)
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++)
      _mm256_storeu_si256((__m256i *)(sums + row * TILE_WIDTH + 8 * v), total[row][v]);
}

AVX2 void maa_tile_by_avx2(
    const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]) {
  for (size_t output = 0; output < TILE_WIDTH; output += PANEL)
    for (size_t row = 0; row < TILE_HEIGHT; row += ROWS)
      strip(bytes + row * inputs, inputs, panels + output * inputs, sums[row] + output);
}
#endif
