#pragma once
#include <stdint.h>

// What a fit of the posterior adds up over units, eight side by side, many times over. Here, and not in Swift, because Swift cannot
// compile one function for a processor that others do not have. Of the four operations alone, in one order and none of them
// fused, so that every level gives the same bits.

enum { MAA_SUMS_LANES = 8 };

// Eight units. An array of `UnitLanes` in Scoring is an array of these.
typedef struct {
  double alive[MAA_SUMS_LANES];  // 1 for a unit, 0 for a place that none takes
  double count[MAA_SUMS_LANES];
  double precision[MAA_SUMS_LANES];
  double projection[MAA_SUMS_LANES];
  double square[MAA_SUMS_LANES];
  double log_determinant[MAA_SUMS_LANES];
  double still_square[MAA_SUMS_LANES];
  double still_log_determinant[MAA_SUMS_LANES];
  double first_weight[MAA_SUMS_LANES];
  double first_value[MAA_SUMS_LANES];
  double log_gain[MAA_SUMS_LANES];
} MaaUnits;

// The figures of a model, and what is the same for all units.
typedef struct {
  double mean, variance, noise, lure;
  double ratio;      // of variance and noise
  double per_noise;  // 1 / noise
  double log_noise, log_none, log_some;
} MaaModel;

// A `ModelSums` in Scoring is one of these.
typedef struct {
  double none[MAA_SUMS_LANES];
  double some[MAA_SUMS_LANES];
  double first[MAA_SUMS_LANES];
  double first_square[MAA_SUMS_LANES];
  double lure_weight[MAA_SUMS_LANES];
  double lure[MAA_SUMS_LANES];
  double error[MAA_SUMS_LANES];
  double observations[MAA_SUMS_LANES];
  double densities[MAA_SUMS_LANES];
} MaaSums;

// How wide the instructions may be: 0 for what every processor has, then AVX2, then AVX-512.
int maa_sums_best_level(void);

// Adds what `count` eights of units say. A level above the best one counts as the best.
void maa_sums_add(int level, const MaaUnits *units, long count, const MaaModel *model, MaaSums *sums);

// A row of which most numbers are zero: `kept` has a bit for each number of each sixteen that is not, and `values` these
// numbers one behind the other. Sixteen numbers beyond the last may be read of `values`, whatever they are.
typedef struct {
  const uint16_t *kept;
  const float *values;
} MaaSparseRow;

// The dot products of several rows with one that has all its zeros.
void maa_sparse_dots(
    int level, const float *dense, const MaaSparseRow *rows, long count, long sixteens, float *dots);

// Writes the row with all its zeros.
void maa_sparse_expand(int level, MaaSparseRow row, long sixteens, float *dense);
