#include "Screens.h"

// Asked at run time: the program is compiled for the oldest processor of its kind.
MaaScreen maa_join_screen(int kind) {
  if (kind == MAA_SCREEN_PORTABLE) return maa_screen_portable;
#if defined(__x86_64__)
  if (kind == MAA_SCREEN_SSE2) return maa_screen_sse2;
  __builtin_cpu_init();
  if (kind == MAA_SCREEN_AVX2 && __builtin_cpu_supports("avx2")) return maa_screen_avx2;
  if (kind == MAA_SCREEN_VNNI && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni"))
    return maa_screen_vnni;
#endif
  return 0;
}
