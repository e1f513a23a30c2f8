#pragma once
#include <stdint.h>
#include <sys/types.h>

// Starts a program on a new pseudo-terminal that is its controlling one. Here because Swift may not call
// fork. Returns its process number, or -1; `*terminal` becomes the other end, non-blocking.
pid_t cpty_spawn(const char *path, char *const arguments[], char *const environment[], int rows, int columns,
                 int *terminal);
int cpty_resize(int terminal, int rows, int columns);
// Columns of a character in UTF-8, whatever the locale of the tests; 1 for what cannot be printed.
int cpty_columns(uint32_t scalar);
// The status a shell would show: the exit code, 128 + signal, or -1 while the process runs.
int cpty_status(pid_t process);
// Removes a folder and everything below it.
void cpty_remove_folder(const char *path);
