#include "Tiles.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#define DOT __attribute__((target("dotprod")))

enum { ROWS = 4, VECTORS = 4 };

// Bytes up to 127 are signed ones as well.
__attribute__((always_inline)) DOT static inline void strip(
    const uint8_t *bytes, size_t inputs, const int8_t *panel, int32_t *sums) {
  int32x4_t total[ROWS][VECTORS];
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++)
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++) total[row][v] = vdupq_n_s32(0);
  for (size_t k = 0; k < inputs; k += 4) {
    int8x16_t weights[VECTORS];
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++) weights[v] = vld1q_s8(panel + k * PANEL + 16 * v);
#pragma clang loop unroll(full)
    for (int row = 0; row < ROWS; row++) {
      int8x16_t four = vreinterpretq_s8_s32(vld1q_dup_s32((const int32_t *)(bytes + row * inputs + k)));
#pragma clang loop unroll(full)
      for (int v = 0; v < VECTORS; v++) total[row][v] = vdotq_s32(total[row][v], four, weights[v]);
    }
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++)
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++) vst1q_s32(sums + row * TILE_WIDTH + 4 * v, total[row][v]);
}

DOT void maa_tile_by_dot(
    const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]) {
  for (size_t output = 0; output < TILE_WIDTH; output += PANEL)
    for (size_t row = 0; row < TILE_HEIGHT; row += ROWS)
      strip(bytes + row * inputs, inputs, panels + output * inputs, sums[row] + output);
}
#endif
