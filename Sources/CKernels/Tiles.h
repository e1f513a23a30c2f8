// A tile of a product of bytes: 12 rows of `inputs` bytes from 0 to 127 times two panels of 16 outputs. Within
// a panel no eight weights that meet in one sum of 16 bits have more than 258 to one side of 0: see maa_bytes_pack.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { TILE_HEIGHT = 12, TILE_WIDTH = 32, PANEL = 16 };
typedef void (*Tile)(const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]);

void maa_tile_by_portable(const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]);
#if defined(__x86_64__)
void maa_tile_by_avx2(const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]);
void maa_tile_by_avxvnni(const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]);
void maa_tile_by_avx512vnni(const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]);
#elif defined(__aarch64__)
void maa_tile_by_dot(const uint8_t *bytes, size_t inputs, const int8_t *panels, int32_t (*sums)[TILE_WIDTH]);
#endif
