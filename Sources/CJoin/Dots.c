#include "CJoin.h"

#pragma STDC FP_CONTRACT OFF

// The sums of `dot` in Identity, in its order: sixteen side by side, then halves onto halves. One pair waits for each of its
// additions, so several are taken at once.
typedef float Lanes __attribute__((ext_vector_type(16), aligned(4)));
enum { LANES = 16, MOST = 8 };

__attribute__((always_inline)) static inline float folded(const Lanes *sums, float rest) {
  float eight[8], four[4];
  for (int lane = 0; lane < 8; lane++) eight[lane] = (*sums)[lane] + (*sums)[lane + 8];
  for (int lane = 0; lane < 4; lane++) four[lane] = eight[lane] + eight[lane + 4];
  return (four[0] + four[2]) + (four[1] + four[3]) + rest;
}

__attribute__((always_inline)) static inline void dots(
    const int pairs, const float *own, const float *values, const int32_t *others, long dimension, float *results) {
  Lanes sums[MOST];
  const float *rows[MOST];
  for (int pair = 0; pair < pairs; pair++) {
    sums[pair] = 0;
    rows[pair] = values + others[pair] * dimension;
  }
  long at = 0;
  for (; at + LANES <= dimension; at += LANES) {
    Lanes part = *(const Lanes *)(own + at);
    for (int pair = 0; pair < pairs; pair++) sums[pair] += part * *(const Lanes *)(rows[pair] + at);
  }
  for (int pair = 0; pair < pairs; pair++) {
    float rest = 0;
    for (long index = at; index < dimension; index++) rest += own[index] * rows[pair][index];
    results[pair] = folded(&sums[pair], rest);
  }
}

__attribute__((always_inline)) static inline void all(
    const int pairs, const float *values, long dimension, long row, const int32_t *others, long count, float *results) {
  const float *own = values + row * dimension;
  long done = 0;
  for (; done + pairs <= count; done += pairs) dots(pairs, own, values, others + done, dimension, results + done);
  for (; done < count; done++) dots(1, own, values, others + done, dimension, results + done);
}

static void portable(const float *values, long dimension, long row, const int32_t *others, long count, float *results) {
  all(1, values, dimension, row, others, count, results);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void avx2(
    const float *values, long dimension, long row, const int32_t *others, long count, float *results) {
  all(4, values, dimension, row, others, count, results);
}

__attribute__((target("avx512f"))) static void avx512(
    const float *values, long dimension, long row, const int32_t *others, long count, float *results) {
  all(MOST, values, dimension, row, others, count, results);
}
#endif

MaaDots maa_join_dots(int kind) {
#if defined(__x86_64__)
  if (kind == MAA_SCREEN_AVX2) return avx2;
  if (kind == MAA_SCREEN_VNNI) return avx512;
#endif
  return portable;
}
