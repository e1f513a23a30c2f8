#include <math.h>
#include <string.h>
#include "CJoin.h"

// Every processor measures the same remainder.
#pragma STDC FP_CONTRACT OFF

// Sixteen running sums, so that the compiler may take them side by side.
enum { LANES = 16 };

static float total(const float *lanes) {
  float sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += lanes[lane];
  return sum;
}

typedef struct {
  float squares;
  float largest;
} Extent;

// Called with a constant for all but the end of a row, so that the compiler may unroll it.
__attribute__((always_inline)) static inline void widen(
    const float *row, const int lanes, float *squares, float *largest) {
  for (int lane = 0; lane < lanes; lane++) {
    float value = row[lane], size = fabsf(value);
    squares[lane] += value * value;
    largest[lane] = size > largest[lane] ? size : largest[lane];
  }
}

static Extent extent(const float *row, long count) {
  float squares[LANES] = {0}, largest[LANES] = {0};
  long at = 0;
  for (; at + LANES <= count; at += LANES) widen(row + at, LANES, squares, largest);
  widen(row + at, (int)(count - at), squares, largest);
  Extent extent = {total(squares), 0};
  for (int lane = 0; lane < LANES; lane++)
    extent.largest = largest[lane] > extent.largest ? largest[lane] : extent.largest;
  return extent;
}

__attribute__((always_inline)) static inline void cut(
    const float *row, const int lanes, float scale, float inverse, int8_t *bytes, int32_t *sums, float *squares) {
  for (int lane = 0; lane < lanes; lane++) {
    float value = row[lane], share = value * inverse;
    // Half away from zero: any rounding will do, since the remainder is measured.
    int32_t whole = (int32_t)(share + copysignf(0.5f, share));
    whole = whole > 127 ? 127 : whole < -127 ? -127 : whole;
    float rest = value - scale * (float)whole;
    bytes[lane] = (int8_t)whole;
    sums[lane] += whole;
    squares[lane] += rest * rest;
  }
}

// Writes the bytes and their sum; the squares of what they leave over.
static float cutRow(const float *row, long count, float scale, int8_t *bytes, int32_t *sum) {
  float squares[LANES] = {0};
  int32_t sums[LANES] = {0};
  float inverse = 1 / scale;
  long at = 0;
  for (; at + LANES <= count; at += LANES) cut(row + at, LANES, scale, inverse, bytes + at, sums, squares);
  cut(row + at, (int)(count - at), scale, inverse, bytes + at, sums, squares);
  *sum = 0;
  for (int lane = 0; lane < LANES; lane++) *sum += sums[lane];
  return total(squares);
}

MaaRowFigures maa_join_quantise(const float *row, long dimension, int8_t *bytes, long depth) {
  memset(bytes, 0, (size_t)depth);
  Extent all = extent(row, dimension);
  // Written so that what is no number fails. Rounding of the sum leaves the length under 1.002.
  if (!(all.squares <= 1.002f) || depth < dimension) return (MaaRowFigures){1, INFINITY, 0};
  // Too small to divide by, and too small to matter.
  if (all.largest < 1e-18f) return (MaaRowFigures){1, 1e-6f, 0};
  MaaRowFigures figures = {.scale = all.largest / 127};
  float squares = cutRow(row, dimension, figures.scale, bytes, &figures.sum);
  // More than what single precision may have taken from it: 6e-5 of it by summing, 2e-7 by subtracting.
  figures.residual = sqrtf(squares) * 1.0001f + 1e-6f;
  return figures;
}

void maa_join_pack(const int8_t *bytes, long depth, uint8_t *tile, long column) {
  for (long at = 0; at < depth; at += 4) {
    uint32_t four;
    memcpy(&four, bytes + at, 4);
    four ^= 0x80808080u;
    memcpy(tile + at * MAA_JOIN_TILE + column * 4, &four, 4);
  }
}

void maa_join_unpack(const uint8_t *tile, long depth, long column, int8_t *bytes) {
  for (long at = 0; at < depth; at += 4) {
    uint32_t four;
    memcpy(&four, tile + at * MAA_JOIN_TILE + column * 4, 4);
    four ^= 0x80808080u;
    memcpy(bytes + at, &four, 4);
  }
}
