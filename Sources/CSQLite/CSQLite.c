#include "CSQLite.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#ifdef __APPLE__
static const char library[] = "libsqlite3.dylib";
#else
static const char library[] = "libsqlite3.so.0";
#endif

static MaaSQLite table;
static int is_whole;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return;
  const struct {
    const char *name;
    void **place;
  } functions[] = {
      {"sqlite3_open_v2", (void **)&table.open},
      {"sqlite3_close_v2", (void **)&table.close},
      {"sqlite3_errmsg", (void **)&table.message},
      {"sqlite3_busy_timeout", (void **)&table.busyTimeout},
      {"sqlite3_db_readonly", (void **)&table.isReadOnly},
      {"sqlite3_exec", (void **)&table.execute},
      {"sqlite3_prepare_v2", (void **)&table.prepare},
      {"sqlite3_finalize", (void **)&table.finalize},
      {"sqlite3_step", (void **)&table.step},
      {"sqlite3_reset", (void **)&table.reset},
      {"sqlite3_bind_blob", (void **)&table.bindBlob},
      {"sqlite3_bind_int64", (void **)&table.bindInteger},
      {"sqlite3_column_blob", (void **)&table.columnBlob},
      {"sqlite3_column_bytes", (void **)&table.columnBytes},
      {"sqlite3_column_int64", (void **)&table.columnInteger},
  };
  for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
    *functions[i].place = dlsym(handle, functions[i].name);
    if (*functions[i].place == NULL) return;
  }
  is_whole = 1;
}

const MaaSQLite *maa_sqlite(void) {
  pthread_once(&once, load);
  return is_whole ? &table : NULL;
}
