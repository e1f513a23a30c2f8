#define _GNU_SOURCE  // for wcwidth
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

EditLine *maa_el_open(const char *program) { return el_init(program, stdin, stdout, stderr); }

void maa_el_write(const char *bytes, size_t count) {
  fwrite(bytes, 1, count, stdout);
  fflush(stdout);
}

void maa_el_set_owner(EditLine *editor, void *owner) { el_wset(editor, EL_CLIENTDATA, owner); }

void *maa_el_owner(EditLine *editor) {
  void *owner = NULL;
  el_wget(editor, EL_CLIENTDATA, &owner);
  return owner;
}

void maa_el_set_prompt(EditLine *editor, MaaPromptFunction prompt, wchar_t escape) {
  el_wset(editor, EL_PROMPT_ESC, prompt, (int)escape);
}

void maa_el_set_reader(EditLine *editor, el_rfunc_t reader) { el_wset(editor, EL_GETCFN, reader); }

void maa_el_use_emacs_keys(EditLine *editor) { el_wset(editor, EL_EDITOR, L"emacs"); }

void maa_el_take_all_keys(EditLine *editor) {
  el_wset(editor, EL_SETTY, L"-d", L"-isig", L"-ixon", L"-icrnl", L"-inlcr", (wchar_t *)NULL);
}

void maa_el_add_command(EditLine *editor, const wchar_t *name, const wchar_t *help, MaaKeyFunction function) {
  el_wset(editor, EL_ADDFN, name, help, function);
}

void maa_el_bind(EditLine *editor, const wchar_t *key, const wchar_t *command) {
  el_wset(editor, EL_BIND, key, command, (wchar_t *)NULL);
}

void maa_el_bind_alternate(EditLine *editor, const wchar_t *key, const wchar_t *command) {
  el_wset(editor, EL_BIND, L"-a", key, command, (wchar_t *)NULL);
}

void maa_el_prepare_terminal(EditLine *editor, int raw) { el_wset(editor, EL_PREP_TERM, raw); }

void maa_el_redraw(EditLine *editor) { el_wset(editor, EL_REFRESH); }

int maa_el_edits(EditLine *editor) {
  int edits = 0;
  el_wget(editor, EL_EDITMODE, &edits);
  return edits && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

HistoryW *maa_history_open(EditLine *editor, int size) {
  HistoryW *history = history_winit();
  HistEventW event;
  if (!history) return NULL;
  history_w(history, &event, H_SETSIZE, size);
  el_wset(editor, EL_HIST, history_w, history);
  return history;
}

void maa_history_add(HistoryW *history, const wchar_t *line) {
  HistEventW event;
  history_w(history, &event, H_ENTER, line);
}

static int is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int maa_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (!is_utf8()) setlocale(LC_CTYPE, "C.UTF-8");
  return is_utf8();
}

int maa_columns(wchar_t character) { return wcwidth(character); }

static unsigned char key(const struct termios *terminal, int which) {
  return terminal->c_cc[which] == _POSIX_VDISABLE ? 0 : terminal->c_cc[which];
}

void maa_terminal_keys(int descriptor, unsigned char *interrupt, unsigned char *suspend) {
  struct termios terminal;
  *interrupt = 3;
  *suspend = 26;
  if (tcgetattr(descriptor, &terminal) != 0) return;
  *interrupt = key(&terminal, VINTR);
  *suspend = key(&terminal, VSUSP);
}

int maa_wait_for_input(int descriptor, int wake, int milliseconds) {
  // poll ignores a negative descriptor: without a wake pipe only EINTR tells of signals.
  struct pollfd both[2] = {{descriptor, POLLIN, 0}, {wake, POLLIN, 0}};
  int ready = poll(both, 2, milliseconds);
  if (ready < 0) return errno == EINTR ? maa_input_woken : maa_input_gone;
  if (ready == 0) return maa_input_quiet;
  if (both[1].revents) return maa_input_woken;
  // What was typed before a terminal went away is still there to read.
  if (both[0].revents & POLLIN) return maa_input_ready;
  return maa_input_gone;
}

long maa_read_input(int descriptor, void *bytes, size_t capacity) {
  for (;;) {
    ssize_t count = read(descriptor, bytes, capacity);
    if (count >= 0) return count;
    if (errno == EAGAIN) {
      // Some program before us left the terminal non-blocking: put that right rather than fail.
      int flags = fcntl(descriptor, F_GETFL);
      if (flags >= 0 && (flags & O_NONBLOCK) && fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) == 0)
        continue;
      return -1;
    }
    if (errno != EINTR) return -1;
  }
}

int maa_input_waiting(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : 0;
}

// One terminal, one review: there is nobody to share these with.
static struct termios before_keys;
static int has_keys;

int maa_keys_take(int descriptor) {
  struct termios keys;
  if (has_keys) return 1;
  if (tcgetattr(descriptor, &before_keys) != 0) return 0;
  keys = before_keys;
  keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  // Ctrl-S would freeze the screen, and SIGQUIT leave the terminal as it is now.
  keys.c_iflag &= ~(tcflag_t)IXON;
  keys.c_cc[VQUIT] = _POSIX_VDISABLE;
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  has_keys = tcsetattr(descriptor, TCSADRAIN, &keys) == 0;
  return has_keys;
}

void maa_keys_give_back(int descriptor) {
  if (has_keys) tcsetattr(descriptor, TCSADRAIN, &before_keys);
  has_keys = 0;
}

void maa_keys_forget(int descriptor) { tcflush(descriptor, TCIFLUSH); }

void maa_stop_job(void) { kill(0, SIGTSTP); }
