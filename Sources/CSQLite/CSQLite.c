// For memmem, which glibc hides otherwise.
#define _GNU_SOURCE
#include "CSQLite.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

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
      {"sqlite3_bind_text", (void **)&table.bindText},
      {"sqlite3_bind_double", (void **)&table.bindDouble},
      {"sqlite3_bind_null", (void **)&table.bindNull},
      {"sqlite3_bind_parameter_count", (void **)&table.bindCount},
      {"sqlite3_bind_parameter_name", (void **)&table.bindName},
      {"sqlite3_clear_bindings", (void **)&table.clearBindings},
      {"sqlite3_column_count", (void **)&table.columnCount},
      {"sqlite3_column_name", (void **)&table.columnName},
      {"sqlite3_column_type", (void **)&table.columnType},
      {"sqlite3_column_double", (void **)&table.columnDouble},
      {"sqlite3_column_text", (void **)&table.columnText},
      {"sqlite3_set_authorizer", (void **)&table.setAuthorizer},
      {"sqlite3_progress_handler", (void **)&table.setProgress},
      {"sqlite3_limit", (void **)&table.limit},
      {"sqlite3_error_offset", (void **)&table.errorOffset},
      {"sqlite3_db_config", (void **)&table.configure},
      {"sqlite3_serialize", (void **)&table.serialize},
      {"sqlite3_free", (void **)&table.free},
      {"sqlite3_hard_heap_limit64", (void **)&table.hardHeapLimit},
      {"sqlite3_memory_used", (void **)&table.memoryUsed},
      {"sqlite3_create_function_v2", (void **)&table.createFunction},
      {"sqlite3_user_data", (void **)&table.userData},
      {"sqlite3_value_type", (void **)&table.valueType},
      {"sqlite3_value_blob", (void **)&table.valueBlob},
      {"sqlite3_value_text", (void **)&table.valueText},
      {"sqlite3_value_bytes", (void **)&table.valueBytes},
      {"sqlite3_value_int64", (void **)&table.valueInteger},
      {"sqlite3_bind_value", (void **)&table.bindValue},
      {"sqlite3_column_value", (void **)&table.columnValue},
      {"sqlite3_result_value", (void **)&table.resultValue},
      {"sqlite3_result_null", (void **)&table.resultNull},
      {"sqlite3_result_int64", (void **)&table.resultInteger},
      {"sqlite3_result_error", (void **)&table.resultError},
      {"sqlite3_result_error_code", (void **)&table.resultErrorCode},
      {"sqlite3_result_error_toobig", (void **)&table.resultTooBig},
      {"sqlite3_result_subtype", (void **)&table.resultSubtype},
      {"sqlite3_vfs_find", (void **)&table.findSystem},
      {"sqlite3_vfs_register", (void **)&table.registerSystem},
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

int maa_sqlite_switch(sqlite3 *database, int option, int isOn) {
  const MaaSQLite *api = maa_sqlite();
  return api == NULL ? SQLITE_ERROR : api->configure(database, option, isOn, NULL);
}

static sqlite3_vfs clockless;
static int has_clockless;
static pthread_once_t clockless_once = PTHREAD_ONCE_INIT;
static _Thread_local unsigned readings;

static int no_time(sqlite3_vfs *vfs, double *time) {
  readings++;
  return SQLITE_ERROR;
}

static int no_time64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
  readings++;
  return SQLITE_ERROR;
}

static void make_clockless(void) {
  const MaaSQLite *api = maa_sqlite();
  sqlite3_vfs *usual = api == NULL ? NULL : api->findSystem(NULL);
  if (usual == NULL) return;
  clockless = *usual;
  clockless.pNext = NULL;
  clockless.zName = "maa-clockless";
  clockless.xCurrentTime = no_time;
  if (clockless.iVersion >= 2) clockless.xCurrentTimeInt64 = no_time64;
  has_clockless = api->registerSystem(&clockless, 0) == SQLITE_OK;
}

const char *maa_sqlite_clockless(void) {
  pthread_once(&clockless_once, make_clockless);
  return has_clockless ? clockless.zName : NULL;
}

unsigned maa_sqlite_clock_readings(void) { return readings; }

const void *maa_find(const void *whole, size_t count, const void *part, size_t length) {
  return memmem(whole, count, part, length);
}
