#pragma once
#include "CJoin.h"

void maa_screen_portable(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);
void maa_screen_sse2(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);
void maa_screen_avx2(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);
void maa_screen_vnni(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);

// Whether a pair passes, by the dot product of its bytes: 1 or 0. The steps, and their order, are those of all variants.
static inline uint64_t maa_screen_passes(
    const MaaScreenRows *rows, long row, const MaaScreenTile *tile, int column, int32_t dot) {
#pragma STDC FP_CONTRACT OFF
  float room = tile->residual[column] * rows->reach[row];
  float reached = (float)dot * tile->scale[column];
  return reached + room >= rows->least[row];
}
