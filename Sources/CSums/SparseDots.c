#include <string.h>

#include "CSums.h"

#pragma STDC FP_CONTRACT OFF

// Sixteen sums, added pairwise at the end: as `dot` in Identity adds up, to the bit, for what it adds besides are zeros.
static float total(const float *sums) {
  float eight[8], four[4];
  for (int lane = 0; lane < 8; lane++) eight[lane] = sums[lane] + sums[lane + 8];
  for (int lane = 0; lane < 4; lane++) four[lane] = eight[lane] + eight[lane + 4];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

static float dot_portable(const float *dense, MaaSparseRow row, long sixteens) {
  float sums[16] = {0};
  for (long place = 0; place < sixteens; place++, dense += 16) {
    for (unsigned left = row.kept[place]; left; left &= left - 1) {
      int lane = __builtin_ctz(left);
      sums[lane] += dense[lane] * *row.values++;
    }
  }
  return total(sums);
}

static void expand_portable(MaaSparseRow row, long sixteens, float *dense) {
  memset(dense, 0, sixteens * 16 * sizeof(float));
  for (long place = 0; place < sixteens; place++, dense += 16) {
    for (unsigned left = row.kept[place]; left; left &= left - 1) dense[__builtin_ctz(left)] = *row.values++;
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt")))
#define AVX512 __attribute__((target("avx512f,popcnt")))

// Eight numbers, of which those come from `values` whose bits are set: which of them stands where is how many bits are set
// before it. A product adds bytes up from the lowest on.
AVX2 static inline __m256 eight(unsigned kept, const float *values) {
  uint64_t ones = 0x0101010101010101, bits = (kept * ones) & 0x8040201008040201;
  bits = ((bits + 0x7f7f7f7f7f7f7f7f) >> 7) & ones;
  __m256i from = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)(bits * ones - bits)));
  __m256i is_kept = _mm256_sub_epi32(_mm256_setzero_si256(), _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)bits)));
  __m256 own = _mm256_permutevar8x32_ps(_mm256_loadu_ps(values), from);
  return _mm256_and_ps(own, _mm256_castsi256_ps(is_kept));
}

AVX2 static float dot_avx2(const float *dense, MaaSparseRow row, long sixteens) {
  __m256 low = _mm256_setzero_ps(), high = _mm256_setzero_ps();
  for (long place = 0; place < sixteens; place++, dense += 16) {
    unsigned first = row.kept[place] & 0xff, second = row.kept[place] >> 8;
    low = _mm256_add_ps(low, _mm256_mul_ps(_mm256_loadu_ps(dense), eight(first, row.values)));
    row.values += __builtin_popcount(first);
    high = _mm256_add_ps(high, _mm256_mul_ps(_mm256_loadu_ps(dense + 8), eight(second, row.values)));
    row.values += __builtin_popcount(second);
  }
  float sums[16];
  _mm256_storeu_ps(sums, low);
  _mm256_storeu_ps(sums + 8, high);
  return total(sums);
}

AVX2 static void expand_avx2(MaaSparseRow row, long sixteens, float *dense) {
  for (long place = 0; place < sixteens; place++, dense += 16) {
    unsigned first = row.kept[place] & 0xff, second = row.kept[place] >> 8;
    _mm256_storeu_ps(dense, eight(first, row.values));
    row.values += __builtin_popcount(first);
    _mm256_storeu_ps(dense + 8, eight(second, row.values));
    row.values += __builtin_popcount(second);
  }
}

AVX512 static inline __m512 sixteen(MaaSparseRow *row, long place) {
  __m512 own = _mm512_maskz_expand_ps(row->kept[place], _mm512_loadu_ps(row->values));
  row->values += __builtin_popcount(row->kept[place]);
  return own;
}

AVX512 static float summed(__m512 all) {
  float sums[16];
  _mm512_storeu_ps(sums, all);
  return total(sums);
}

AVX512 static float dot_avx512(const float *dense, MaaSparseRow row, long sixteens) {
  __m512 all = _mm512_setzero_ps();
  for (long place = 0; place < sixteens; place++, dense += 16)
    all = _mm512_add_ps(all, _mm512_mul_ps(_mm512_loadu_ps(dense), sixteen(&row, place)));
  return summed(all);
}

// Each step of a row waits for the one before it, so four rows go side by side.
AVX512 static void four_dots_avx512(const float *dense, const MaaSparseRow *rows, long sixteens, float *dots) {
  MaaSparseRow a = rows[0], b = rows[1], c = rows[2], d = rows[3];
  __m512 all_a = _mm512_setzero_ps(), all_b = all_a, all_c = all_a, all_d = all_a;
  for (long place = 0; place < sixteens; place++, dense += 16) {
    __m512 other = _mm512_loadu_ps(dense);
    all_a = _mm512_add_ps(all_a, _mm512_mul_ps(other, sixteen(&a, place)));
    all_b = _mm512_add_ps(all_b, _mm512_mul_ps(other, sixteen(&b, place)));
    all_c = _mm512_add_ps(all_c, _mm512_mul_ps(other, sixteen(&c, place)));
    all_d = _mm512_add_ps(all_d, _mm512_mul_ps(other, sixteen(&d, place)));
  }
  dots[0] = summed(all_a), dots[1] = summed(all_b), dots[2] = summed(all_c), dots[3] = summed(all_d);
}

AVX512 static void expand_avx512(MaaSparseRow row, long sixteens, float *dense) {
  for (long place = 0; place < sixteens; place++, dense += 16) _mm512_storeu_ps(dense, sixteen(&row, place));
}
#endif

void maa_sparse_dots(
    int level, const float *dense, const MaaSparseRow *rows, long count, long sixteens, float *dots) {
  long row = 0;
#if defined(__x86_64__)
  int best = maa_sums_best_level();
  if (level > best) level = best;
  if (level == 2) {
    for (; row + 4 <= count; row += 4) four_dots_avx512(dense, rows + row, sixteens, dots + row);
    for (; row < count; row++) dots[row] = dot_avx512(dense, rows[row], sixteens);
  }
  if (level == 1)
    for (; row < count; row++) dots[row] = dot_avx2(dense, rows[row], sixteens);
#endif
  (void)level;
  for (; row < count; row++) dots[row] = dot_portable(dense, rows[row], sixteens);
}

void maa_sparse_expand(int level, MaaSparseRow row, long sixteens, float *dense) {
#if defined(__x86_64__)
  int best = maa_sums_best_level();
  if (level > best) level = best;
  if (level == 2) return expand_avx512(row, sixteens, dense);
  if (level == 1) return expand_avx2(row, sixteens, dense);
#endif
  (void)level;
  expand_portable(row, sixteens, dense);
}
