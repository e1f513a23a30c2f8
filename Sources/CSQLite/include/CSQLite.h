#pragma once
#include <sqlite3.h>

// SQLite, loaded when it is first asked for: linking it would cost every start of the program a third of a
// millisecond, and most sessions never need it. The types and constants are those of the header; the functions are
// called through this table. One that is missing here takes one line here and one in CSQLite.c.
typedef struct {
  __typeof__(sqlite3_open_v2) *open;
  __typeof__(sqlite3_close_v2) *close;
  __typeof__(sqlite3_errmsg) *message;
  __typeof__(sqlite3_busy_timeout) *busyTimeout;
  __typeof__(sqlite3_db_readonly) *isReadOnly;
  __typeof__(sqlite3_exec) *execute;
  __typeof__(sqlite3_prepare_v2) *prepare;
  __typeof__(sqlite3_finalize) *finalize;
  __typeof__(sqlite3_step) *step;
  __typeof__(sqlite3_reset) *reset;
  __typeof__(sqlite3_bind_blob) *bindBlob;
  __typeof__(sqlite3_bind_int64) *bindInteger;
  __typeof__(sqlite3_column_blob) *columnBlob;
  __typeof__(sqlite3_column_bytes) *columnBytes;
  __typeof__(sqlite3_column_int64) *columnInteger;
} MaaSQLite;

// NULL where the library is not installed. Any thread may ask.
const MaaSQLite *maa_sqlite(void);
