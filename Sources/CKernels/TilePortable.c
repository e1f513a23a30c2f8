#include <string.h>

#include "Tiles.h"

// Vectors are handed over between functions that are always inlined, and between no others.
#pragma clang diagnostic ignored "-Wpsabi"

// Vectors of the compiler, which it makes of whatever the processor has.
typedef int8_t b16 __attribute__((ext_vector_type(16)));
typedef int16_t h16 __attribute__((ext_vector_type(16)));
typedef int32_t w8 __attribute__((ext_vector_type(8)));
typedef int32_t w4 __attribute__((ext_vector_type(4)));

// Four inputs of four outputs side by side: their sum for each output.
static inline __attribute__((always_inline)) w4 added(h16 products) {
  w8 pairs = __builtin_bit_cast(w8, products);
  w8 both = ((pairs << 16) >> 16) + (pairs >> 16);
  return both.even + both.odd;
}

enum { ROWS = 2 };

static inline __attribute__((always_inline)) h16 four(const uint8_t *bytes) {
  int32_t word;
  memcpy(&word, bytes, 4);
  w4 words = word;
  return __builtin_convertvector(__builtin_bit_cast(b16, words), h16);
}

// Four outputs of some rows. Products of 16 inputs, four to a lane, stay within 16 bits.
static inline __attribute__((always_inline)) void quarter(
    const uint8_t *bytes, size_t inputs, const int8_t *panel, int32_t (*sums)[TILE_WIDTH]) {
  w4 total[ROWS] = {0};
  for (size_t k = 0; k < inputs; k += 16) {
    h16 products[ROWS] = {0};
#pragma clang loop unroll(full)
    for (size_t step = 0; step < 16; step += 4) {
      b16 weights;
      memcpy(&weights, panel + (k + step) * PANEL, sizeof weights);
      h16 wide = __builtin_convertvector(weights, h16);
#pragma clang loop unroll(full)
      for (int row = 0; row < ROWS; row++) products[row] += wide * four(bytes + row * inputs + k + step);
    }
#pragma clang loop unroll(full)
    for (int row = 0; row < ROWS; row++) total[row] += added(products[row]);
  }
#pragma clang loop unroll(full)
  for (int row = 0; row < ROWS; row++) memcpy(sums[row], &total[row], sizeof total[row]);
}

void maa_tile_by_portable(const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]) {
  for (size_t output = 0; output < TILE_WIDTH; output += 4) {
    const int8_t *panel = panels + output / PANEL * PANEL * inputs + output % PANEL * 4;
    for (size_t row = 0; row < TILE_HEIGHT; row += ROWS) {
      int32_t part[ROWS][TILE_WIDTH];
      quarter(bytes + row * inputs, inputs, panel, part);
      for (size_t r = 0; r < ROWS; r++) memcpy(sums[row + r] + output, part[r], 4 * sizeof(int32_t));
    }
  }
}
