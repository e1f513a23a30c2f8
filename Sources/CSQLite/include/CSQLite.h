#pragma once
#include <stddef.h>
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
  __typeof__(sqlite3_bind_text) *bindText;
  __typeof__(sqlite3_bind_double) *bindDouble;
  __typeof__(sqlite3_bind_null) *bindNull;
  __typeof__(sqlite3_bind_parameter_count) *bindCount;
  __typeof__(sqlite3_bind_parameter_name) *bindName;
  __typeof__(sqlite3_clear_bindings) *clearBindings;
  __typeof__(sqlite3_column_count) *columnCount;
  __typeof__(sqlite3_column_name) *columnName;
  __typeof__(sqlite3_column_type) *columnType;
  __typeof__(sqlite3_column_double) *columnDouble;
  __typeof__(sqlite3_column_text) *columnText;
  __typeof__(sqlite3_set_authorizer) *setAuthorizer;
  __typeof__(sqlite3_progress_handler) *setProgress;
  __typeof__(sqlite3_limit) *limit;
  __typeof__(sqlite3_error_offset) *errorOffset;
  __typeof__(sqlite3_db_config) *configure;
  __typeof__(sqlite3_serialize) *serialize;
  __typeof__(sqlite3_free) *free;
  __typeof__(sqlite3_hard_heap_limit64) *hardHeapLimit;
  __typeof__(sqlite3_memory_used) *memoryUsed;
  __typeof__(sqlite3_create_function_v2) *createFunction;
  __typeof__(sqlite3_user_data) *userData;
  __typeof__(sqlite3_value_type) *valueType;
  __typeof__(sqlite3_value_blob) *valueBlob;
  __typeof__(sqlite3_value_text) *valueText;
  __typeof__(sqlite3_value_bytes) *valueBytes;
  __typeof__(sqlite3_value_int64) *valueInteger;
  __typeof__(sqlite3_bind_value) *bindValue;
  __typeof__(sqlite3_column_value) *columnValue;
  __typeof__(sqlite3_result_value) *resultValue;
  __typeof__(sqlite3_result_null) *resultNull;
  __typeof__(sqlite3_result_int64) *resultInteger;
  __typeof__(sqlite3_result_error) *resultError;
  __typeof__(sqlite3_result_error_code) *resultErrorCode;
  __typeof__(sqlite3_result_error_toobig) *resultTooBig;
  __typeof__(sqlite3_result_subtype) *resultSubtype;
  __typeof__(sqlite3_vfs_find) *findSystem;
  __typeof__(sqlite3_vfs_register) *registerSystem;
} MaaSQLite;

// NULL where the library is not installed. Any thread may ask.
const MaaSQLite *maa_sqlite(void);

// sqlite3_db_config takes its arguments as `...`, which Swift cannot call. Switches an option of a connection.
int maa_sqlite_switch(sqlite3 *database, int option, int isOn);

// The name of a file system like the usual one but for its clock, which does not run: what the same study gives must
// not depend on the time. NULL where it could not be made.
const char *maa_sqlite_clockless(void);

// How often this thread asked for the time.
unsigned maa_sqlite_clock_readings(void);

// Where `part` first stands in `whole`, or NULL, in time proportional to the sum of both. Swift does not see memmem,
// which glibc has for whoever asks for its own functions only.
const void *maa_find(const void *whole, size_t count, const void *part, size_t length);
