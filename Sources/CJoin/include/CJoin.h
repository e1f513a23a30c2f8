#pragma once
#include <stdint.h>

// Which pairs of rows may be similar, told from rows cut down to bytes. Here, and not in Swift, because Swift cannot
// compile one function for a processor that others do not have. All numbers are whole until the last step, and
// that step adds and multiplies in one order, so every variant gives the same answer.

// Columns stand side by side in tiles of this many.
enum { MAA_JOIN_TILE = 64 };

// Depth: bytes of a row, a multiple of four and at most this, so that no sum leaves 32 bits.
enum { MAA_JOIN_MOST_DEPTH = 32768 };

// What is left of a row: x = scale * bytes + remainder.
typedef struct {
  float scale;     // above 0
  float residual;  // no less than the length of the remainder; infinite where bytes say nothing of the row
  int32_t sum;     // of the bytes
} MaaRowFigures;

// The bytes lie from -127 to 127, so that no variant overflows. Rows longer than about 1.001, and those
// that hold something else than numbers, get zeros and an infinite residual.
MaaRowFigures maa_join_quantise(const float *row, long dimension, int8_t *bytes, long depth);

// A tile holds depth / 4 steps of 64 columns of 4 bytes, 128 added to each.
void maa_join_pack(const int8_t *bytes, long depth, uint8_t *tile, long column);
void maa_join_unpack(const uint8_t *tile, long depth, long column, int8_t *bytes);

typedef struct {
  const int8_t *bytes;   // count rows of depth bytes
  const int32_t *sums;
  const float *reach;
  const float *least;
  long count;
} MaaScreenRows;

typedef struct {
  const uint8_t *bytes;
  const float *scale;     // 64 of each
  const float *residual;
} MaaScreenTile;

// Bit c of hits[r] is set where dot(r, c) * scale[c] + residual[c] * reach[r] >= least[r].
typedef void (*MaaScreen)(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);

enum { MAA_SCREEN_PORTABLE, MAA_SCREEN_SSE2, MAA_SCREEN_AVX2, MAA_SCREEN_VNNI, MAA_SCREEN_KINDS };

// NULL where this processor does not have what the variant needs.
MaaScreen maa_join_screen(int kind);

// results[i] is the dot product of a row with the row others[i] of `values`, to the bit as `dot` in Identity sums it up.
typedef void (*MaaDots)(
    const float *values, long dimension, long row, const int32_t *others, long count, float *results);

// For a kind that maa_join_screen() knows.
MaaDots maa_join_dots(int kind);
