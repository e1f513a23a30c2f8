// Runs every kernel on inputs that follow from a seed, at each level and with each tile that this processor has, and prints a
// line with a hash of what came out. Ends with 1 where two of them differ. `tools/kernels` holds processors against each other.
#pragma STDC FP_CONTRACT OFF
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CJoin.h"
#include "CKernels.h"
#include "CSums.h"

static uint64_t state;

static uint64_t drawn(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

// From -1 to 1, with a few that stand out.
static float value(void) {
  float part = (float)(int32_t)(drawn() >> 32) * 0x1p-31f;
  return drawn() % 97 == 0 ? part * 40 : part;
}

static float *values(size_t count, float scale) {
  float *made = aligned_alloc(64, (count * sizeof(float) + 127) / 64 * 64);
  for (size_t at = 0; at < count; at++) made[at] = value() * scale;
  return made;
}

static uint64_t hash(const void *bytes, size_t count, uint64_t from) {
  for (size_t at = 0; at < count; at++) from = (from ^ ((const uint8_t *)bytes)[at]) * 0x100000001b3;
  return from;
}

static uint64_t first;
static int variants, failures;

static void begin(void) { variants = 0; }

static void note(const char *name, int variant, const void *bytes, size_t count) {
  uint64_t own = hash(bytes, count, 0xcbf29ce484222325);
  if (variants++ == 0) first = own;
  if (own == first) return;
  failures++;
  fprintf(stderr, "%s: variant %d gives other bytes\n", name, variant);
}

static void end(const char *name, size_t rows, size_t width) {
  printf("%s %zu %zu %016llx\n", name, rows, width, (unsigned long long)first);
}

static size_t padded(size_t rows) { return (rows + maa_row_block - 1) / maa_row_block * maa_row_block; }

static void linear(size_t rows, size_t inputs, size_t outputs, int gelu) {
  float *x = values(padded(rows) * inputs, 1), *weights = values(outputs * inputs, 0.1f), *bias = values(outputs, 1);
  float *panels = values(outputs * inputs, 1), *y = values(padded(rows) * outputs, 1);
  maa_pack(weights, outputs, inputs, panels);
  begin();
  for (int level = 0; level <= maa_best_level(); level++) {
    maa_linear(level, x, rows, inputs, panels, bias, outputs, gelu, y);
    note("linear", level, y, rows * outputs * sizeof(float));
  }
  end(gelu ? "linear, gelu" : "linear", rows, inputs);
  free(x), free(weights), free(bias), free(panels), free(y);
}

static void whole(size_t rows, size_t inputs, size_t outputs, int gelu, float lowest) {
  size_t all = padded(rows);
  float *x = values(all * inputs, 1), *weights = values(outputs * inputs, 0.1f), *bias = values(outputs, 1);
  if (lowest < 0)
    for (size_t at = 0; at < all * inputs; at++) x[at] = x[at] < lowest ? lowest : x[at];
  float *steps = values(outputs, 1), *y = values(all * outputs, 1);
  int8_t *panels = malloc(outputs * inputs);
  int32_t *sums = malloc(outputs * sizeof(int32_t));
  uint8_t *bytes = calloc(all, inputs);
  maa_row *cut = calloc(all, sizeof(maa_row));
  maa_bytes_pack(weights, outputs, inputs, panels, steps, sums);
  begin();
  for (int level = 0; level <= maa_best_level(); level++) {
    maa_bytes_cut(level, x, rows, inputs, lowest, bytes, cut);
    note("cut", level, bytes, rows * inputs);
  }
  end("cut", rows, inputs);
  begin();
  for (int level = 0; level <= maa_best_level(); level++)
    for (int tile = 0; tile < maa_tile_kinds; tile++) {
      if (!maa_tile_is_there(tile)) continue;
      maa_bytes_linear(level, tile, bytes, cut, rows, inputs, panels, steps, sums, bias, outputs, gelu, y);
      note("bytes", 100 * level + tile, y, rows * outputs * sizeof(float));
    }
  end("bytes", rows, inputs);
  free(x), free(weights), free(bias), free(steps), free(y), free(panels), free(sums), free(bytes), free(cut);
}

static void attention(size_t rows) {
  float *qkv = values(padded(rows) * maa_head, 1), *room = values(maa_attention_room(rows), 0);
  float *out = values(padded(rows) * 32, 0);
  begin();
  for (int level = 0; level <= maa_best_level(); level++) {
    maa_attention(level, qkv, rows, room, out, 32);
    note("attention", level, out, rows * 32 * sizeof(float));
  }
  end("attention", rows, 32);
  free(qkv), free(room), free(out);
}

static void normalize(size_t rows, size_t width) {
  float *x = values(rows * width, 1), *residual = values(rows * width, 1), *own = values(rows * width, 0);
  float *gain = values(width, 1), *shift = values(width, 1), *mean = values(width, 0);
  begin();
  for (int level = 0; level <= maa_best_level(); level++) {
    memcpy(own, x, rows * width * sizeof(float));
    maa_normalize(level, own, residual, rows, width, gain, shift);
    note("normalize", level, own, rows * width * sizeof(float));
  }
  end("normalize", rows, width);
  begin();
  for (int level = 0; level <= maa_best_level(); level++) {
    maa_pool(level, x, rows, width, mean);
    note("pool", level, mean, width * sizeof(float));
  }
  end("pool", rows, width);
  free(x), free(residual), free(own), free(gain), free(shift), free(mean);
}

// Rows of unit length, some of them close to the one before.
static float *units(size_t count, size_t width) {
  float *rows = values(count * width, 1);
  for (size_t row = 0; row < count; row++) {
    float *own = rows + row * width, sum = 0;
    if (row % 3 == 1)
      for (size_t at = 0; at < width; at++) own[at] = own[at] * 0.2f + (own - width)[at] * 3;
    for (size_t at = 0; at < width; at++) sum += own[at] * own[at];
    // A root by Newton's steps: the same everywhere.
    float root = sum;
    for (int step = 0; step < 40; step++) root = 0.5f * (root + sum / root);
    for (size_t at = 0; at < width; at++) own[at] /= root;
  }
  return rows;
}

static void join(size_t width, float threshold) {
  enum { COUNT = MAA_JOIN_TILE };
  long depth = (long)(width + 3) & ~3l;
  float *rows = units(COUNT, width);
  int8_t *bytes = calloc(COUNT, (size_t)depth);
  uint8_t *tile = calloc(COUNT, (size_t)depth);
  float scale[COUNT], residual[COUNT], reach[COUNT], least[COUNT], dots[COUNT];
  int32_t sums[COUNT], others[COUNT];
  uint64_t hits[COUNT];
  for (int row = 0; row < COUNT; row++) {
    MaaRowFigures figures = maa_join_quantise(rows + row * width, (long)width, bytes + row * depth, depth);
    scale[row] = figures.scale, residual[row] = figures.residual, sums[row] = figures.sum;
    reach[row] = 1.002f / figures.scale, least[row] = (threshold - 1.002f * figures.residual) / figures.scale;
    maa_join_pack(bytes + row * depth, depth, tile, row);
    others[row] = row;
  }
  begin();
  note("quantise", 0, bytes, COUNT * (size_t)depth);
  end("quantise", COUNT, width);
  begin();
  note("residual", 0, residual, sizeof residual);
  end("residual", COUNT, width);
  MaaScreenRows all = {bytes, sums, reach, least, COUNT};
  MaaScreenTile one = {tile, scale, residual};
  begin();
  for (int kind = 0; kind < MAA_SCREEN_KINDS; kind++) {
    MaaScreen screen = maa_join_screen(kind);
    if (!screen) continue;
    screen(&all, &one, depth, hits);
    note("screen", kind, hits, sizeof hits);
  }
  end("screen", COUNT, width);
  begin();
  for (int kind = 0; kind < MAA_SCREEN_KINDS; kind++) {
    if (!maa_join_screen(kind)) continue;
    maa_join_dots(kind)(rows, (long)width, 5, others, COUNT, dots);
    note("dots", kind, dots, sizeof dots);
  }
  end("dots", COUNT, width);
  free(rows), free(bytes), free(tile);
}

// Some units say next to nothing, some so much that it is beyond all numbers; the places behind the last hold none.
static void sums(long eights, MaaModel model) {
  MaaUnits *all = calloc((size_t)eights, sizeof(MaaUnits));
  for (long unit = 0; unit < eights * MAA_SUMS_LANES - 3; unit++) {
    MaaUnits *eight = all + unit / MAA_SUMS_LANES;
    long lane = unit % MAA_SUMS_LANES;
    double size = drawn() % 97 == 0 ? 1e150 : drawn() % 7 == 0 ? 1e-9 : 1;
    eight->alive[lane] = 1, eight->count[lane] = (double)(1 + drawn() % 40);
    eight->precision[lane] = drawn() % 199 == 0 ? 1e308 : eight->count[lane] * (double)(value() + 2);
    eight->projection[lane] = (double)value() * size, eight->square[lane] = (double)(value() + 41) * size;
    eight->log_determinant[lane] = (double)value(), eight->still_square[lane] = (double)(value() + 41) * size;
    eight->still_log_determinant[lane] = (double)value(), eight->first_weight[lane] = (double)(value() + 2);
    eight->first_value[lane] = (double)value() * size, eight->log_gain[lane] = (double)value();
  }
  MaaSums found;
  begin();
  for (int level = 0; level <= maa_sums_best_level(); level++) {
    memset(&found, 0, sizeof found);
    maa_sums_add(level, all, eights, &model, &found);
    note("sums", level, &found, sizeof found);
  }
  end("sums", (size_t)eights, MAA_SUMS_LANES);
  free(all);
}

// Rows without their zeros, beside one that has all of its own.
static void sparse(long sixteens) {
  enum { ROWS = 11 };
  size_t width = (size_t)sixteens * 16;
  float *dense = values(width, 1), *own = values(ROWS * width + 16, 1), *whole = malloc(width * sizeof(float));
  uint16_t *kept = malloc(ROWS * (size_t)sixteens * sizeof(uint16_t));
  MaaSparseRow rows[ROWS];
  for (long row = 0; row < ROWS; row++) {
    rows[row] = (MaaSparseRow){kept + row * sixteens, own + row * (long)width};
    for (long at = 0; at < sixteens; at++)
      kept[row * sixteens + at] = (uint16_t)(row == 0 ? 0 : row == 1 ? 0xffff : drawn() >> 20);
  }
  begin();
  for (int level = 0; level <= maa_sums_best_level(); level++) {
    float dots[ROWS];
    maa_sparse_dots(level, dense, rows, ROWS, sixteens, dots);
    note("sparse dots", level, dots, sizeof dots);
  }
  end("sparse dots", ROWS, width);
  for (long row = 0; row < ROWS; row++) {
    begin();
    for (int level = 0; level <= maa_sums_best_level(); level++) {
      maa_sparse_expand(level, rows[row], sixteens, whole);
      note("sparse expand", level, whole, width * sizeof(float));
    }
    end("sparse expand", (size_t)row, width);
  }
  free(dense), free(own), free(whole), free(kept);
}

int main(int count, char **words) {
  uint64_t seed = count > 1 ? strtoull(words[1], 0, 10) : 1;
  printf("seed %llu\n", (unsigned long long)seed);
  state = seed * 0x9e3779b97f4a7c15 + 1;
  for (size_t rows = 1; rows <= 40; rows += 3) {
    linear(rows, 384, 96, 0);
    linear(rows, 32, 384, 1);
    whole(rows, 384, 384, 0, 0);
    whole(rows, 1536, 32, 0, -0.17f);
    whole(rows, 384, 1536, 1, 0);
    attention(rows);
    normalize(rows, 384);
  }
  size_t widths[] = {1, 3, 4, 16, 21, 64, 100, 384, 1024};
  for (size_t at = 0; at < sizeof widths / sizeof *widths; at++)
    for (float threshold = 0.1f; threshold < 1; threshold += 0.2f) join(widths[at], threshold);
  for (long eights = 1; eights <= 128; eights *= 2) {
    sums(eights, (MaaModel){0.4, 9, 4, 1, 2.25, 0.25, 3.2, -1.2, -0.36});
    sums(eights, (MaaModel){-3, 1e-6, 1e3, 0, 1e-9, 1e-3, 8.7, -1e9, 0});
    sums(eights, (MaaModel){2, 100, 0.01, -2, 1e4, 100, -2.8, -0.01, -4.6});
  }
  for (long sixteens = 1; sixteens <= 64; sixteens *= 4) sparse(sixteens);
  return failures != 0;
}
