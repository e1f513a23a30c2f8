#define _GNU_SOURCE  // for pipe2
#include "CSignals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { known_signals = 65 };

static atomic_int pending[known_signals];
static atomic_int second_interrupt_exits;
static struct sigaction before[known_signals];
static int watched[known_signals];
static int wake[2] = {-1, -1};

static int known(int signo) { return signo > 0 && signo < known_signals; }

static void notice(int signo) {
  int kept = errno;  // the interrupted code may be about to read it
  if (atomic_exchange(&pending[signo], 1) && signo == SIGINT && atomic_load(&second_interrupt_exits))
    _exit(130);
  char byte = 0;
  // A full pipe is as good as a written one: the reader wakes either way.
  if (wake[1] >= 0 && write(wake[1], &byte, 1) < 0) errno = 0;
  errno = kept;
}

static void open_wake_pipe(void) {
  if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) wake[0] = wake[1] = -1;
}

void maa_signal_watch(int signo) {
  if (!known(signo) || watched[signo]) return;
  open_wake_pipe();
  if (sigaction(signo, NULL, &before[signo]) != 0 || before[signo].sa_handler == SIG_IGN) return;
  // No SA_RESTART: a blocking call returns, and its caller gets to look at the flag.
  struct sigaction action = {.sa_handler = notice};
  sigemptyset(&action.sa_mask);
  watched[signo] = sigaction(signo, &action, NULL) == 0;
  // Whoever started us may have left it blocked; a Ctrl-C that never arrives cannot be answered.
  sigset_t unblocked;
  sigemptyset(&unblocked);
  sigaddset(&unblocked, signo);
  sigprocmask(SIG_UNBLOCK, &unblocked, NULL);
}

void maa_signal_unwatch(int signo) {
  if (!known(signo) || !watched[signo]) return;
  sigaction(signo, &before[signo], NULL);
  watched[signo] = 0;
}

int maa_signal_is_pending(int signo) { return known(signo) && atomic_load(&pending[signo]); }

void maa_signal_clear(int signo) {
  if (known(signo)) atomic_store(&pending[signo], 0);
}

void maa_signal_second_interrupt_exits(int yes) { atomic_store(&second_interrupt_exits, yes); }

void maa_signal_ignore(int signo) { signal(signo, SIG_IGN); }

int maa_signal_wake_descriptor(void) {
  open_wake_pipe();
  return wake[0];
}

void maa_signal_drain_wakes(void) {
  char bytes[64];
  while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0) continue;
}
