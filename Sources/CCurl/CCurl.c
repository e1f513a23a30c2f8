#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The few things of curl.h and multi.h that are used here; libcurl keeps their numbers and forms for ever.
typedef void CURL;
typedef void CURLM;
struct curl_slist;
// What curl_multi_info_read gives: `message` 1 says that the transfer is done, with this result.
typedef struct {
  int message;
  CURL *easy;
  union {
    void *whatever;
    int result;
  } data;
} CURLMsg;

enum {
  GLOBAL_ALL = 3,  // CURL_GLOBAL_ALL
  MESSAGE_DONE = 1,  // CURLMSG_DONE
  // Options: a long.
  OPTION_POST = 47,
  OPTION_NETRC = 51,
  OPTION_FOLLOW_LOCATION = 52,
  OPTION_VERIFY_PEER = 64,
  OPTION_VERIFY_HOST = 81,
  OPTION_NO_SIGNAL = 99,
  OPTION_TIMEOUT_MS = 155,
  OPTION_CONNECT_TIMEOUT_MS = 156,
  OPTION_PROTOCOLS = 181,  // a mask: 1 is http, 2 is https
  OPTION_DISALLOW_USERNAME_IN_URL = 278,
  OPTION_QUICK_EXIT = 322,  // since 7.87: does not wait for a name that is being looked up
  // Options: a pointer.
  OPTION_WRITE_DATA = 10001,
  OPTION_URL = 10002,
  OPTION_ERROR_BUFFER = 10010,
  OPTION_POST_FIELDS = 10015,
  OPTION_USER_AGENT = 10018,
  OPTION_HEADERS = 10023,
  OPTION_NO_PROXY = 10177,  // "*" is every host
  // An option that is a function, and one that is a curl_off_t.
  OPTION_WRITE_FUNCTION = 20011,
  OPTION_POST_SIZE = 30120,
  // What is asked about a finished transfer.
  INFO_STATUS = 0x200002,  // a long
  INFO_RETRY_AFTER = 0x600039,  // a curl_off_t: Retry-After in seconds, also where it was a date
  INFO_REDIRECT = 0x10001f,  // a string that libcurl owns
};

static struct {
  int (*global_init)(long flags);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *easy);
  int (*easy_setopt)(CURL *easy, int option, ...);
  int (*easy_getinfo)(CURL *easy, int info, ...);
  const char *(*easy_strerror)(int code);
  struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
  void (*slist_free_all)(struct curl_slist *list);
  CURLM *(*multi_init)(void);
  int (*multi_add_handle)(CURLM *multi, CURL *easy);
  int (*multi_remove_handle)(CURLM *multi, CURL *easy);
  int (*multi_perform)(CURLM *multi, int *running);
  // Waits for any transfer; since 7.66. No descriptors of ours are given, hence the void pointer.
  int (*multi_poll)(CURLM *multi, void *descriptors, unsigned count, int milliseconds, int *ready);
  CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
  int (*multi_cleanup)(CURLM *multi);
} curl;

static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int find(void *library, const char *name, void *place) {
  void *symbol = dlsym(library, name);
  memcpy(place, &symbol, sizeof symbol);  // ISO C has no cast from data to functions; POSIX promises this works
  return symbol != NULL;
}

static void *open_library(void) {
#ifdef __APPLE__
  return dlopen("libcurl.4.dylib", RTLD_NOW | RTLD_LOCAL);
#else
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  return library ? library : dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
#endif
}

static void load(void) {
  void *library = open_library();
  if (!library) return;
  is_loaded = find(library, "curl_global_init", &curl.global_init) &&
              find(library, "curl_easy_init", &curl.easy_init) &&
              find(library, "curl_easy_cleanup", &curl.easy_cleanup) &&
              find(library, "curl_easy_setopt", &curl.easy_setopt) &&
              find(library, "curl_easy_getinfo", &curl.easy_getinfo) &&
              find(library, "curl_easy_strerror", &curl.easy_strerror) &&
              find(library, "curl_slist_append", &curl.slist_append) &&
              find(library, "curl_slist_free_all", &curl.slist_free_all) &&
              find(library, "curl_multi_init", &curl.multi_init) &&
              find(library, "curl_multi_add_handle", &curl.multi_add_handle) &&
              find(library, "curl_multi_remove_handle", &curl.multi_remove_handle) &&
              find(library, "curl_multi_perform", &curl.multi_perform) &&
              find(library, "curl_multi_poll", &curl.multi_poll) &&
              find(library, "curl_multi_info_read", &curl.multi_info_read) &&
              find(library, "curl_multi_cleanup", &curl.multi_cleanup) && curl.global_init(GLOBAL_ALL) == 0;
}

// Two threads may ask for the first time at once.
int maa_curl_is_there(void) {
  pthread_once(&once, load);
  return is_loaded;
}

// Kept connections live in the multi handle.
struct MaaCurl {
  CURLM *multi;
};

MaaCurl *maa_curl_new(void) {
  if (!maa_curl_is_there()) return NULL;
  MaaCurl *kept = malloc(sizeof *kept);
  if (!kept) return NULL;
  kept->multi = curl.multi_init();
  if (kept->multi) return kept;
  free(kept);
  return NULL;
}

void maa_curl_free(MaaCurl *kept) {
  if (!kept) return;
  curl.multi_cleanup(kept->multi);
  free(kept);
}

typedef struct {
  MaaCurlAnswer *answer;
  size_t capacity;
  size_t most;
} Body;

// Called by libcurl with each piece of the body; taking less than `count` bytes ends the transfer.
static size_t take(char *bytes, size_t size, size_t count, void *context) {
  Body *body = context;
  MaaCurlAnswer *answer = body->answer;
  count *= size;
  if (count > body->most - answer->count) {
    answer->code = MAA_CURL_TOO_LARGE;
    return 0;
  }
  if (count > body->capacity - answer->count) {
    size_t capacity = 2 * (answer->count + count);
    char *grown = realloc(answer->bytes, capacity);
    if (!grown) {
      answer->code = MAA_CURL_NO_MEMORY;
      return 0;
    }
    answer->bytes = grown;
    body->capacity = capacity;
  }
  if (count > 0) memcpy(answer->bytes + answer->count, bytes, count);
  answer->count += count;
  return count;
}

static struct curl_slist *header_list(const char *const *headers) {
  struct curl_slist *list = NULL;
  for (; *headers; ++headers) {
    struct curl_slist *longer = curl.slist_append(list, *headers);
    if (longer) {
      list = longer;
      continue;
    }
    curl.slist_free_all(list);
    return NULL;
  }
  return list;
}

// Non-zero where libcurl refused an option that safety or the request rests on.
static int set_up(CURL *easy, const MaaCurlRequest *request, struct curl_slist *headers, Body *body) {
  curl.easy_setopt(easy, OPTION_QUICK_EXIT, 1L);  // unknown before 7.87, and done without
  return curl.easy_setopt(easy, OPTION_URL, request->url) ||
         curl.easy_setopt(easy, OPTION_PROTOCOLS, 1L | 2L) ||
         curl.easy_setopt(easy, OPTION_FOLLOW_LOCATION, 0L) ||
         curl.easy_setopt(easy, OPTION_VERIFY_PEER, 1L) || curl.easy_setopt(easy, OPTION_VERIFY_HOST, 2L) ||
         curl.easy_setopt(easy, OPTION_DISALLOW_USERNAME_IN_URL, 1L) ||
         curl.easy_setopt(easy, OPTION_NETRC, 0L) ||
         (request->is_direct && curl.easy_setopt(easy, OPTION_NO_PROXY, "*")) ||
         curl.easy_setopt(easy, OPTION_NO_SIGNAL, 1L) ||  // signals are ours: see CSignals
         curl.easy_setopt(easy, OPTION_CONNECT_TIMEOUT_MS, request->connect_milliseconds) ||
         curl.easy_setopt(easy, OPTION_TIMEOUT_MS, request->whole_milliseconds) ||
         curl.easy_setopt(easy, OPTION_USER_AGENT, "maa") ||
         curl.easy_setopt(easy, OPTION_ERROR_BUFFER, body->answer->phrase) ||
         curl.easy_setopt(easy, OPTION_POST, 1L) ||
         curl.easy_setopt(easy, OPTION_POST_SIZE, (int64_t)request->body_count) ||
         curl.easy_setopt(easy, OPTION_POST_FIELDS, request->body) ||
         curl.easy_setopt(easy, OPTION_HEADERS, headers) ||
         curl.easy_setopt(easy, OPTION_WRITE_FUNCTION, take) || curl.easy_setopt(easy, OPTION_WRITE_DATA, body);
}

// Drives the transfer to its end and gives libcurl's code for it. curl_easy_perform is not used, because it
// looks up from its work but once a second where nothing arrives.
static int drive(CURLM *multi, const MaaCurlRequest *request) {
  enum { glance = 40, out_of_memory = 27 };  // milliseconds; CURLE_OUT_OF_MEMORY
  int running = 1;
  while (running) {
    if (curl.multi_perform(multi, &running)) return out_of_memory;
    if (running && request->should_stop(request->context)) return MAA_CURL_STOPPED;
    if (running && curl.multi_poll(multi, NULL, 0, glance, NULL)) return out_of_memory;
  }
  int left = 0;
  for (CURLMsg *message; (message = curl.multi_info_read(multi, &left));) {
    if (message->message == MESSAGE_DONE) return message->data.result;
  }
  return out_of_memory;
}

static void describe(CURL *easy, int code, MaaCurlAnswer *answer) {
  curl.easy_getinfo(easy, INFO_STATUS, &answer->status);
  curl.easy_getinfo(easy, INFO_RETRY_AFTER, &answer->retry_after);
  const char *redirect = NULL;
  curl.easy_getinfo(easy, INFO_REDIRECT, &redirect);
  if (redirect) snprintf(answer->redirect, sizeof answer->redirect, "%s", redirect);
  if (answer->code == 0) answer->code = code;
  if (code > 0 && !answer->phrase[0]) {
    snprintf(answer->phrase, sizeof answer->phrase, "%s", curl.easy_strerror(code));
  }
}

void maa_curl_post(MaaCurl *kept, const MaaCurlRequest *request, MaaCurlAnswer *answer) {
  memset(answer, 0, sizeof *answer);
  Body body = {.answer = answer, .most = request->most_bytes};
  CURL *easy = curl.easy_init();
  struct curl_slist *headers = header_list(request->headers);
  if (!easy || !headers || set_up(easy, request, headers, &body)) {
    answer->code = MAA_CURL_NO_MEMORY;
  } else if (curl.multi_add_handle(kept->multi, easy)) {
    answer->code = MAA_CURL_NO_MEMORY;
  } else {
    int code = drive(kept->multi, request);
    describe(easy, code, answer);
    curl.multi_remove_handle(kept->multi, easy);
  }
  if (easy) curl.easy_cleanup(easy);
  curl.slist_free_all(headers);
}

void maa_curl_answer_free(MaaCurlAnswer *answer) {
  free(answer->bytes);
  answer->bytes = NULL;
  answer->count = 0;
}
