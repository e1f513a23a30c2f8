#pragma once
#include "CJoin.h"

void maa_screen_portable(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);
void maa_screen_avx2(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);
void maa_screen_vnni(const MaaScreenRows *rows, const MaaScreenTile *tile, long depth, uint64_t *hits);
