#include "Bytes.h"

#include <math.h>

#include "Tiles.h"

#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

#pragma STDC FP_CONTRACT OFF

int maa_tile_is_there(int tile) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (tile == maa_tile_avx2) return __builtin_cpu_supports("avx2") != 0;
  if (tile == maa_tile_avxvnni) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avxvnni");
  if (tile == maa_tile_avx512vnni)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni");
#elif defined(__aarch64__) && defined(__linux__)
  if (tile == maa_tile_dot) return (getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0;
#elif defined(__aarch64__) && defined(__APPLE__)
  if (tile == maa_tile_dot) return 1;
#endif
  return tile == maa_tile_portable;
}

int maa_best_tile(int level) {
  static const int levels[maa_tile_kinds] = {0, 1, 1, 2, 0};
  int best = maa_tile_portable;
  for (int tile = best; tile < maa_tile_kinds; tile++)
    if (levels[tile] <= level && maa_tile_is_there(tile)) best = tile;
  return best;
}

// What weighs most on either side of 0 among inputs that meet in one sum of 16 bits: two of every four, of 16.
static float heaviest(const float *weights, size_t inputs) {
  float most = 0;
  for (size_t first = 0; first < inputs; first += 16)
    for (size_t half = 0; half < 4; half += 2) {
      float above = 0, below = 0;
      for (size_t at = first + half; at < first + 16; at += 4)
        for (size_t input = at; input < at + 2; input++) {
          float weight = weights[input];
          above += weight > 0 ? weight : 0;
          below -= weight < 0 ? weight : 0;
        }
      most = fmaxf(most, fmaxf(above, below));
    }
  return most;
}

// 127 times eight weights of one side may come to 32,767, hence their bytes to 258, of which rounding may have added 4.
static float stepOf(const float *weights, size_t inputs) {
  float largest = 1e-20f;
  for (size_t input = 0; input < inputs; input++) largest = fmaxf(largest, fabsf(weights[input]));
  return fmaxf(largest / 127.0f, heaviest(weights, inputs) / 254.0f);
}

void maa_bytes_pack(
    const float *weights, size_t outputs, size_t inputs, int8_t *panels, float *steps, int32_t *sums) {
  for (size_t output = 0; output < outputs; output++) {
    const float *row = weights + output * inputs;
    int8_t *to = panels + output / PANEL * PANEL * inputs + output % PANEL * 4;
    float step = stepOf(row, inputs), scale = 1.0f / step;
    int32_t sum = 0;
    for (size_t input = 0; input < inputs; input++) {
      int whole = (int)rintf(row[input] * scale);
      int8_t byte = (int8_t)(whole > 127 ? 127 : whole < -127 ? -127 : whole);
      to[input / 4 * 4 * PANEL + input % 4] = byte;
      sum += byte;
    }
    steps[output] = step;
    sums[output] = sum;
  }
}
