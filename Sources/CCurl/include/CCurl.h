#pragma once
#include <stddef.h>
#include <stdint.h>

// HTTP POST through libcurl. The library is loaded on first use: linking it would cost every start of the
// program several milliseconds, and most people never ask for a server. It is C because libcurl sets its options
// through a variadic function, which Swift cannot call.
typedef struct MaaCurl MaaCurl;

typedef struct {
  const char *url;
  const char *body;
  size_t body_count;
  // "Name: value", ended by NULL.
  const char *const *headers;
  // Non-zero: whatever proxies the environment names, none is used.
  int is_direct;
  long connect_milliseconds;
  long whole_milliseconds;
  // An answer of more bytes is cut off, and the transfer ends as MAA_CURL_TOO_LARGE.
  size_t most_bytes;
  // Asked some twenty times a second; non-zero ends the transfer as MAA_CURL_STOPPED.
  int (*should_stop)(void *context);
  void *context;
} MaaCurlRequest;

typedef struct {
  // What libcurl calls the outcome (0 is a whole answer of whatever status), or one of those below.
  int code;
  // One line on `code`, as libcurl words it; empty for 0.
  char phrase[256];
  long status;
  // What the server asked to wait, in seconds, or 0.
  int64_t retry_after;
  // Where a redirection leads, cut to fit; empty where there is none.
  char redirect[2048];
  // The body, the caller's to free with maa_curl_answer_free.
  char *bytes;
  size_t count;
} MaaCurlAnswer;

enum { MAA_CURL_TOO_LARGE = -1, MAA_CURL_STOPPED = -2, MAA_CURL_NO_MEMORY = -3 };

// libcurl's own numbers for outcomes that may be others the next time.
enum {
  MAA_CURL_NO_HOST = 6,
  MAA_CURL_NO_CONNECTION = 7,
  MAA_CURL_PARTIAL = 18,
  MAA_CURL_TIMED_OUT = 28,
  MAA_CURL_GOT_NOTHING = 52,
  MAA_CURL_SEND_FAILED = 55,
  MAA_CURL_RECEIVE_FAILED = 56,
  MAA_CURL_STREAM_FAILED = 92,
};

// Non-zero if libcurl is there and new enough (7.66).
int maa_curl_is_there(void);
// A set of kept connections, or NULL if libcurl is missing or memory ran out.
MaaCurl *maa_curl_new(void);
void maa_curl_free(MaaCurl *curl);
// Sends the request and waits for the answer. Redirections are not followed.
void maa_curl_post(MaaCurl *curl, const MaaCurlRequest *request, MaaCurlAnswer *answer);
void maa_curl_answer_free(MaaCurlAnswer *answer);
