// Products of an encoder in whole numbers. Weights are bytes with a step per output, rows are bytes with a step per
// row, and sums are exact, so that every processor comes to the same ones whatever its instructions are.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Which instructions multiply bytes. One that the processor lacks ends the program: ask maa_tile_is_there().
enum { maa_tile_portable, maa_tile_avx2, maa_tile_avxvnni, maa_tile_avx512vnni, maa_tile_dot, maa_tile_kinds };
int maa_tile_is_there(int tile);
// The fastest one of those that need no wider instructions than the level.
int maa_best_tile(int level);

// Weights [outputs][inputs] of a linear layer as bytes. `panels` has as many bytes as there are weights, in panels
// of 16 outputs that hold 4 inputs of each, and again; `steps` is what 1 stands for, and `sums` the sum of an output's
// bytes. Outputs are a multiple of 16, inputs of 16.
void maa_bytes_pack(const float *weights, size_t outputs, size_t inputs, int8_t *panels, float *steps, int32_t *sums);

// What of a row did not fit into its bytes.
enum { maa_kept = 8 };
typedef struct {
  int16_t input, amount;
} maa_kept_value;
typedef struct {
  int32_t count;
  int32_t zero;  // the byte that stands for 0
  float step;    // what 1 stands for
  maa_kept_value kept[maa_kept];
} maa_row;

// Brings rows to bytes from 0 to 127. `lowest` is 0 where values lie to both sides of 0 alike; else no value is below it.
void maa_bytes_cut(int level, const float *x, size_t rows, size_t inputs, float lowest, uint8_t *bytes, maa_row *cut);

// y = x W + bias, then GELU if `gelu` is not 0, as maa_linear. Rows up to the next multiple of maa_row_block are read
// and written, of bytes and `cut` too: what `cut` says of them must be of as many inputs, or nothing.
void maa_bytes_linear(int level, int tile, const uint8_t *bytes, const maa_row *cut, size_t rows, size_t inputs,
                      const int8_t *panels, const float *steps, const int32_t *sums, const float *bias, size_t outputs,
                      int gelu, float *y);
