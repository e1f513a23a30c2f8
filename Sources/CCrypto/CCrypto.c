#define OPENSSL_SUPPRESS_DEPRECATED  // the low-level calls are deprecated, and wanted: see the header
#include "CCrypto.h"

#include <openssl/sha.h>
#include <stdlib.h>

struct MaaSHA256 {
  SHA256_CTX context;
};

MaaSHA256 *maa_sha256_new(void) {
  MaaSHA256 *state = malloc(sizeof *state);
  if (state) SHA256_Init(&state->context);
  return state;
}

void maa_sha256_update(MaaSHA256 *state, const void *bytes, size_t count) {
  SHA256_Update(&state->context, bytes, count);
}

void maa_sha256(const void *bytes, size_t count, unsigned char *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes, count);
  SHA256_Final(digest, &context);
}

void maa_sha256_finish(MaaSHA256 *state, unsigned char *digest) {
  SHA256_Final(digest, &state->context);
  free(state);
}
