// Arithmetic of a BERT encoder on floats. Every sum is made in one order, with fused multiply-adds that are
// written out, so each level below gives the same bits; tests compare them. BLAS libraries do not promise that.
#pragma once
#include <stddef.h>

#include "Bytes.h"

// How wide the instructions may be. A level above what the processor has ends the program: ask maa_best_level().
enum { maa_level_portable = 0, maa_level_avx2 = 1, maa_level_avx512 = 2 };
int maa_best_level(void);

// Rows are processed this many at a time: buffers of `rows` rows must have room for rows up to the next multiple.
enum { maa_row_block = 12 };
// Outputs of a linear layer must be a multiple of this.
enum { maa_panel = 32 };

// Brings the weights [outputs][inputs] of a linear layer into panels [inputs][32].
void maa_pack(const float *weights, size_t outputs, size_t inputs, float *panels);

// y = x W + bias, then GELU (by the normal distribution, not tanh) if `gelu` is not 0.
void maa_linear(int level, const float *x, size_t rows, size_t inputs, const float *panels, const float *bias,
                size_t outputs, int gelu, float *y);

// A head's numbers of one row: 32 of its query, as many of its key, as many of its value.
enum { maa_head = 3 * maa_panel };

// Self-attention of one head over the rows of one text. Of each row of `out`, which begin `stride` apart, the first
// 32 are written. `room` holds maa_attention_room(rows) floats.
size_t maa_attention_room(size_t rows);
void maa_attention(int level, const float *qkv, size_t rows, float *room, float *out, size_t stride);

// x = normalized(x + residual) * gain + shift, row by row; `width` is a multiple of 16; residual may be NULL.
void maa_normalize(int level, float *x, const float *residual, size_t rows, size_t width, const float *gain,
                   const float *shift);

// The mean of the rows, brought to unit length.
void maa_pool(int level, const float *x, size_t rows, size_t width, float *out);
