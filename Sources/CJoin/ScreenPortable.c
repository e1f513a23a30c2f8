#include "Screens.h"
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Any processor, by vectors of four that the compiler has instructions for nearly everywhere. Four rows by four
// columns: sixteen sums, each with a lane per byte of a step.
typedef int8_t Bytes __attribute__((ext_vector_type(4)));
typedef int16_t Halves __attribute__((ext_vector_type(4)));
typedef int32_t Words __attribute__((ext_vector_type(4)));
enum { ROWS = 4, COLUMNS = 4 };

static inline Halves widened(const void *four, uint32_t flips) {
  uint32_t bits;
  memcpy(&bits, four, 4);
  bits ^= flips;
  return __builtin_convertvector(__builtin_bit_cast(Bytes, bits), Halves);
}

static inline Words product(Halves a, Halves b) {
  return __builtin_convertvector(a, Words) * __builtin_convertvector(b, Words);
}

__attribute__((always_inline)) static inline void strip(
    const int count, const MaaScreenRows *rows, long first, const MaaScreenTile *tile, long depth, int column,
    uint64_t *hits) {
  Words sums[ROWS][COLUMNS] = {0};
  for (long at = 0; at < depth; at += 4) {
    Halves columns[COLUMNS];
    for (int c = 0; c < COLUMNS; c++)
      columns[c] = widened(tile->bytes + at * MAA_JOIN_TILE + (column + c) * 4, 0x80808080u);
    for (int row = 0; row < count; row++) {
      Halves bytes = widened(rows->bytes + (first + row) * depth + at, 0);
      for (int c = 0; c < COLUMNS; c++) sums[row][c] += product(bytes, columns[c]);
    }
  }
  for (int row = 0; row < count; row++)
    for (int c = 0; c < COLUMNS; c++) {
      Words sum = sums[row][c];
      int32_t dot = (sum.x + sum.y) + (sum.z + sum.w);
      hits[first + row] |= maa_screen_passes(rows, first + row, tile, column + c, dot) << (column + c);
    }
}

void maa_screen_portable(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits) {
  memset(hits, 0, (size_t)rows->count * sizeof *hits);
  for (int column = 0; column < MAA_JOIN_TILE; column += COLUMNS) {
    long row = 0;
    for (; row + ROWS <= rows->count; row += ROWS) strip(ROWS, rows, row, tile, depth, column, hits);
    for (; row < rows->count; row++) strip(1, rows, row, tile, depth, column, hits);
  }
}
