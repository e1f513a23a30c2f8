#include "Tiles.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

// One instruction multiplies four bytes of each output and adds them to its sum.
#define WIDE __attribute__((target("avx512f,avx512vnni")))
#define NARROW __attribute__((target("avx2,avxvnni")))

WIDE void maa_tile_by_avx512vnni(
    const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]) {
  __m512i total[TILE_HEIGHT][2];
#pragma clang loop unroll(full)
  for (int row = 0; row < TILE_HEIGHT; row++) total[row][0] = total[row][1] = _mm512_setzero_si512();
  for (size_t k = 0; k < inputs; k += 4) {
    __m512i low = _mm512_loadu_si512(panels + k * PANEL);
    __m512i high = _mm512_loadu_si512(panels + (inputs + k) * PANEL);
#pragma clang loop unroll(full)
    for (int row = 0; row < TILE_HEIGHT; row++) {
      int32_t word;
      memcpy(&word, bytes + row * inputs + k, 4);
      __m512i four = _mm512_set1_epi32(word);
      total[row][0] = _mm512_dpbusd_epi32(total[row][0], four, low);
      total[row][1] = _mm512_dpbusd_epi32(total[row][1], four, high);
    }
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < TILE_HEIGHT; row++) {
    _mm512_storeu_si512(sums[row], total[row][0]);
    _mm512_storeu_si512(sums[row] + PANEL, total[row][1]);
  }
}

enum { ROWS = 6 };

__attribute__((always_inline)) NARROW static inline void strip(
    const uint8_t *bytes, size_t inputs, const int8_t *panel, int32_t *sums) {
  __m256i total[ROWS][2];
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++) total[row][0] = total[row][1] = _mm256_setzero_si256();
  for (size_t k = 0; k < inputs; k += 4) {
    __m256i low = _mm256_loadu_si256((const __m256i *)(panel + k * PANEL));
    __m256i high = _mm256_loadu_si256((const __m256i *)(panel + k * PANEL + 32));
#pragma clang loop unroll(full)
    for (int row = 0; row < ROWS; row++) {
      int32_t word;
      memcpy(&word, bytes + row * inputs + k, 4);
      __m256i four = _mm256_set1_epi32(word);
      total[row][0] = _mm256_dpbusd_avx_epi32(total[row][0], four, low);
      total[row][1] = _mm256_dpbusd_avx_epi32(total[row][1], four, high);
    }
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++) {
    _mm256_storeu_si256((__m256i *)(sums + row * TILE_WIDTH), total[row][0]);
    _mm256_storeu_si256((__m256i *)(sums + row * TILE_WIDTH + 8), total[row][1]);
  }
}

NARROW void maa_tile_by_avxvnni(
    const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]) {
  for (size_t output = 0; output < TILE_WIDTH; output += PANEL)
    for (size_t row = 0; row < TILE_HEIGHT; row += ROWS)
      strip(bytes + row * inputs, inputs, panels + output * inputs, sums[row] + output);
}
#endif
