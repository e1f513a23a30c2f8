#include "Screens.h"

#pragma STDC FP_CONTRACT OFF

// Any processor; the compiler makes of it what that has.
void maa_screen_portable(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits) {
  for (long row = 0; row < rows->count; row++) {
    const int8_t *bytes = rows->bytes + row * depth;
    int32_t dots[MAA_JOIN_TILE] = {0};
    for (long at = 0; at < depth; at += 4) {
      const uint8_t *step = tile->bytes + at * MAA_JOIN_TILE;
      int32_t a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3];
      for (int column = 0; column < MAA_JOIN_TILE; column++) {
        const uint8_t *four = step + column * 4;
        dots[column] += (four[0] * a + four[1] * b) + (four[2] * c + four[3] * d);
      }
    }
    uint64_t found = 0;
    for (int column = 0; column < MAA_JOIN_TILE; column++) {
      float dot = (float)(dots[column] - 128 * rows->sums[row]);
      float room = tile->residual[column] * rows->reach[row];
      float reached = dot * tile->scale[column];
      found |= (uint64_t)(reached + room >= rows->least[row]) << column;
    }
    hits[row] = found;
  }
}
