#pragma once
#include <stddef.h>

// SHA-256 of libcrypto, through its low-level calls: they need no provider set-up, which would cost
// every start of the program two milliseconds, and they use the processor's SHA instructions.
typedef struct MaaSHA256 MaaSHA256;

MaaSHA256 *maa_sha256_new(void);
void maa_sha256_update(MaaSHA256 *state, const void *bytes, size_t count);
// Of these bytes alone: writes 32 bytes.
void maa_sha256(const void *bytes, size_t count, unsigned char *digest);
// Writes 32 bytes and frees the state.
void maa_sha256_finish(MaaSHA256 *state, unsigned char *digest);
