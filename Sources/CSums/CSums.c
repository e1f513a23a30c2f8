#include "CSums.h"

#include <float.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF
// Vectors are handed over between functions that are always inlined, and between no others.
#pragma clang diagnostic ignored "-Wpsabi"

// Each step of a logarithm waits for the one before it, so two eights of units go side by side.
typedef double Both __attribute__((ext_vector_type(16)));
typedef double Eight __attribute__((ext_vector_type(8), aligned(8)));
typedef int64_t Whole __attribute__((ext_vector_type(16)));

#define INLINE static inline __attribute__((always_inline))

// Of two structures that lie one behind the other.
INLINE Both at(const double *numbers) {
  Eight here = *(const Eight *)numbers, next = *(const Eight *)(numbers + sizeof(MaaUnits) / sizeof(double));
  return __builtin_shufflevector(here, next, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

INLINE Both where(Whole holds, Both these, Both others) {
  return (Both)(((Whole)these & holds) | ((Whole)others & ~holds));
}

// `naturalLogarithm` in Basics for numbers from 1 on.
INLINE Both logarithm(Both x) {
  Whole bits = (Whole)x;
  Both exponent = (Both)((bits >> 52) | 0x4330000000000000) - (0x1p52 + 1023);
  Both significand = (Both)((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  Whole large = significand > 1.4142135623730951;
  significand = where(large, significand * 0.5, significand);
  exponent = where(large, exponent + 1, exponent);
  Both ratio = (significand - 1) / (significand + 1), square = ratio * ratio;
  Both sum = 1.0 / 25;
  sum = sum * square + 1.0 / 23;
  sum = sum * square + 1.0 / 21;
  sum = sum * square + 1.0 / 19;
  sum = sum * square + 1.0 / 17;
  sum = sum * square + 1.0 / 15;
  sum = sum * square + 1.0 / 13;
  sum = sum * square + 1.0 / 11;
  sum = sum * square + 1.0 / 9;
  sum = sum * square + 1.0 / 7;
  sum = sum * square + 1.0 / 5;
  sum = sum * square + 1.0 / 3;
  sum = sum * square + 1;
  Both whole = exponent * 0x1.62e42fee00000p-1 + (exponent * 0x1.a39ef35793c76p-33 + 2 * ratio * sum);
  // Infinity, and what is no number, are their own logarithms.
  return where(x <= DBL_MAX, whole, x);
}

// `quickExponential` in Basics for numbers from -700 to 700.
INLINE Both exponential(Both x) {
  Both steps = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52;
  Both r = (x - steps * 0x1.62e42fee00000p-1) - steps * 0x1.a39ef35793c76p-33;
  Both sum = 1.0 / 6227020800;
  sum = sum * r + 1.0 / 479001600;
  sum = sum * r + 1.0 / 39916800;
  sum = sum * r + 1.0 / 3628800;
  sum = sum * r + 1.0 / 362880;
  sum = sum * r + 1.0 / 40320;
  sum = sum * r + 1.0 / 5040;
  sum = sum * r + 1.0 / 720;
  sum = sum * r + 1.0 / 120;
  sum = sum * r + 1.0 / 24;
  sum = sum * r + 1.0 / 6;
  sum = sum * r + 0.5;
  sum = sum * r + 1;
  sum = sum * r + 1;
  return sum * (Both)((Whole)(steps + (0x1p52 + 1023)) << 52);
}

typedef struct {
  Eight none, some, first, first_square, lure_weight, lure, error, observations, densities;
} Sums;

// One eight after the other, in their order.
INLINE void take(Eight *sum, Both both) {
  *sum += (Eight)__builtin_shufflevector(both, both, 0, 1, 2, 3, 4, 5, 6, 7);
  *sum += (Eight)__builtin_shufflevector(both, both, 8, 9, 10, 11, 12, 13, 14, 15);
}

// That a unit is worth nothing, times how likely its observations are then; up to a term that is the same for both.
INLINE Both still_density(const MaaUnits *unit, const MaaModel *model, Both still_error) {
  return model->log_none - 0.5 * (at(unit->still_log_determinant) + still_error * model->per_noise);
}

INLINE Both moving_density(const MaaUnits *unit, const MaaModel *model) {
  Both precision = at(unit->precision), projection = at(unit->projection);
  Both growth = 1 + model->ratio * precision, offset = projection - model->mean * precision;
  Both error = at(unit->square) - model->mean * (projection + offset) - offset * offset * model->ratio / growth;
  return model->log_some - 0.5 * (at(unit->log_determinant) + logarithm(growth) + error * model->per_noise);
}

// What the units expect, each by the chance `share` that it is worth nothing.
INLINE void take_expected(Sums *sums, const MaaUnits *unit, const MaaModel *model, Both still_error, Both share) {
  Both precision = at(unit->precision), projection = at(unit->projection);
  Both growth = 1 / (model->noise + model->variance * precision);
  Both mean = (model->variance * projection + model->noise * model->mean) * growth;
  Both variance = model->variance * model->noise * growth;
  Both moving = at(unit->square) - 2 * mean * projection + precision * (mean * mean + variance);
  Both rest = at(unit->alive) - share;
  take(&sums->none, share);
  take(&sums->some, rest);
  take(&sums->first, rest * mean);
  take(&sums->first_square, rest * (mean * mean + variance));
  take(&sums->lure_weight, share * at(unit->first_weight));
  take(&sums->lure, share * at(unit->first_weight) * at(unit->first_value));
  take(&sums->error, share * still_error + rest * moving);
  take(&sums->observations, at(unit->count));
}

// Of this eight of units and the next.
INLINE void take_two(Sums *sums, const MaaUnits *unit, const MaaModel *model) {
  Both alive = at(unit->alive);
  Both still_error =
      at(unit->still_square) - at(unit->first_weight) * model->lure * (2 * at(unit->first_value) - model->lure);
  Both still = still_density(unit, model, still_error), moving = moving_density(unit, model), gap = still - moving;
  Whole is_still = gap > 0;
  Both size = where(is_still, gap, -gap);
  Both distance = exponential(-where(size < 600, size, (Both)600));
  Both greater = 1 / (1 + distance), lesser = distance / (1 + distance);
  Both higher = where(moving >= still, moving, still);
  Both common = -0.5 * at(unit->count) * model->log_noise - at(unit->log_gain);
  take(&sums->densities, alive * (higher + logarithm(1 + distance) + common));
  take_expected(sums, unit, model, still_error, where(is_still, greater, lesser) * alive);
}

INLINE void add(const MaaUnits *units, long count, const MaaModel *model, MaaSums *sums) {
  Sums all;
  memcpy(&all, sums, sizeof all);
  for (long unit = 0; unit + 1 < count; unit += 2) take_two(&all, units + unit, model);
  if (count % 2) {
    // Places that no unit takes add 0.
    MaaUnits last[2] = {units[count - 1]};
    take_two(&all, last, model);
  }
  memcpy(sums, &all, sizeof all);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void add_avx2(
    const MaaUnits *units, long count, const MaaModel *model, MaaSums *sums) {
  add(units, count, model, sums);
}

__attribute__((target("avx512f,avx512dq"))) static void add_avx512(
    const MaaUnits *units, long count, const MaaModel *model, MaaSums *sums) {
  add(units, count, model, sums);
}

// Asked at run time: the program is compiled for the oldest processor of its kind.
int maa_sums_best_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) return 2;
  return __builtin_cpu_supports("avx2") ? 1 : 0;
}
#else
int maa_sums_best_level(void) { return 0; }
#endif

void maa_sums_add(int level, const MaaUnits *units, long count, const MaaModel *model, MaaSums *sums) {
#if defined(__x86_64__)
  int best = maa_sums_best_level();
  if (level > best) level = best;
  if (level == 2) return add_avx512(units, count, model, sums);
  if (level == 1) return add_avx2(units, count, model, sums);
#endif
  (void)level;
  add(units, count, model, sums);
}
