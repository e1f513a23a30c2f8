#include "CKernels.h"

#include <string.h>

#include "Tiles.h"

// Products and sums are fused where the source says so and nowhere else: the levels would differ otherwise.
#pragma STDC FP_CONTRACT OFF

// Vectors are handed over between functions that are always inlined, and between no others.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float v16 __attribute__((ext_vector_type(16)));
typedef float v8 __attribute__((ext_vector_type(8)));
typedef float v4 __attribute__((ext_vector_type(4)));
typedef int i16 __attribute__((ext_vector_type(16)));
typedef unsigned char b16 __attribute__((ext_vector_type(16)));
// Rows need not begin at a multiple of a vector.
typedef float u16 __attribute__((ext_vector_type(16), aligned(4)));
typedef int ui16 __attribute__((ext_vector_type(16), aligned(4)));
typedef unsigned char ub16 __attribute__((ext_vector_type(16), aligned(1)));

// How many of the 16 lanes of a row of bytes do not say how far the bytes reach.
enum { LEFT_OUT = 2 };

#define INLINE static inline __attribute__((always_inline))
#define JOIN(name, level) name##_##level
#define NAMED(name, level) JOIN(name, level)

#define LEVEL portable
#define TILE_ROWS 4
#define TILE_VECTORS 1
#include "Kernels.inc"
#include "Bytes.inc"
#undef LEVEL
#undef TILE_ROWS
#undef TILE_VECTORS

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LEVEL avx2
#define TILE_ROWS 6
#define TILE_VECTORS 1
#include "Kernels.inc"
#include "Bytes.inc"
#undef LEVEL
#undef TILE_ROWS
#undef TILE_VECTORS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)
#define LEVEL avx512
#define TILE_ROWS 12
#define TILE_VECTORS 2
#include "Kernels.inc"
#include "Bytes.inc"
#undef LEVEL
#undef TILE_ROWS
#undef TILE_VECTORS
#pragma clang attribute pop

int maa_best_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return maa_level_avx512;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? maa_level_avx2 : maa_level_portable;
}

#define AT_LEVEL(call_portable, call_avx2, call_avx512) \
  switch (level) {                                      \
    case maa_level_avx512: call_avx512; break;          \
    case maa_level_avx2: call_avx2; break;              \
    default: call_portable;                             \
  }
#else
int maa_best_level(void) { return maa_level_portable; }
#define AT_LEVEL(call_portable, call_avx2, call_avx512) \
  (void)level;                                          \
  call_portable
#endif

#define DISPATCH(name, ...) \
  AT_LEVEL(name##_portable(__VA_ARGS__), name##_avx2(__VA_ARGS__), name##_avx512(__VA_ARGS__))

static Tile tileOf(int kind) {
#if defined(__x86_64__)
  if (kind == maa_tile_avx2) return maa_tile_by_avx2;
  if (kind == maa_tile_avxvnni) return maa_tile_by_avxvnni;
  if (kind == maa_tile_avx512vnni) return maa_tile_by_avx512vnni;
#elif defined(__aarch64__)
  if (kind == maa_tile_dot) return maa_tile_by_dot;
#endif
  return maa_tile_by_portable;
}

void maa_pack(const float *weights, size_t outputs, size_t inputs, float *panels) {
  for (size_t output = 0; output < outputs; output++) {
    float *panel = panels + output / maa_panel * maa_panel * inputs + output % maa_panel;
    for (size_t input = 0; input < inputs; input++) panel[input * maa_panel] = weights[output * inputs + input];
  }
}

void maa_linear(int level, const float *x, size_t rows, size_t inputs, const float *panels, const float *bias,
                size_t outputs, int gelu, float *y) {
  DISPATCH(linear, x, rows, inputs, panels, bias, outputs, gelu, y);
}

// Keys lie transposed, in rows of whole vectors; then four rows of weights.
size_t maa_attention_room(size_t rows) { return (rows + 15) / 16 * 16 * (32 + 4); }

void maa_attention(int level, const float *qkv, size_t rows, float *room, float *out, size_t stride) {
  DISPATCH(attention, qkv, rows, room, out, stride);
}

void maa_normalize(int level, float *x, const float *residual, size_t rows, size_t width, const float *gain,
                   const float *shift) {
  DISPATCH(normalize, x, residual, rows, width, gain, shift);
}

void maa_bytes_cut(int level, const float *x, size_t rows, size_t inputs, float lowest, uint8_t *bytes, maa_row *cut) {
  DISPATCH(bytesCut, x, rows, inputs, lowest, bytes, cut);
}

void maa_bytes_linear(int level, int tile, const uint8_t *bytes, const maa_row *cut, size_t rows, size_t inputs,
                      const int8_t *panels, const float *steps, const int32_t *sums, const float *bias, size_t outputs,
                      int gelu, float *y) {
  DISPATCH(bytesLinear, tileOf(tile), bytes, cut, rows, inputs, panels, steps, sums, bias, outputs, gelu, y);
}

void maa_pool(int level, const float *x, size_t rows, size_t width, float *out) {
  DISPATCH(pool, x, rows, width, out);
}
