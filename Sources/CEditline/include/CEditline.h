#pragma once
#include <histedit.h>
#include <stddef.h>

// libedit's settings go through variadic functions, which Swift cannot call: each one used here has a
// name of its own. Everything is the wide interface, so that no text passes through the locale on its
// way in.

typedef unsigned char (*MaaKeyFunction)(EditLine *, int);
typedef wchar_t *(*MaaPromptFunction)(EditLine *);

// An editor on standard input, output and error; NULL when memory is short.
// Here because Swift may not touch the C globals `stdin` and `stdout`.
EditLine *maa_el_open(const char *program);
// Writes past libedit, but through the stream it uses, so that the order on the screen is the order of
// the calls.
void maa_el_write(const char *bytes, size_t count);

void maa_el_set_owner(EditLine *editor, void *owner);
void *maa_el_owner(EditLine *editor);

// `escape` in a prompt stands before and after what takes no columns, such as a change of colour.
void maa_el_set_prompt(EditLine *editor, MaaPromptFunction prompt, wchar_t escape);
// Where characters come from, in place of libedit's own `read`.
void maa_el_set_reader(EditLine *editor, el_rfunc_t reader);
void maa_el_use_emacs_keys(EditLine *editor);
// Keys reach the program as characters while a line is edited, ^C, ^Z, ^\, ^S and ^Q among them:
// what the terminal driver makes of them inside a paste would interrupt, stop or freeze the session.
// Nor does it change line ends, lest CR LF in a paste become two.
void maa_el_take_all_keys(EditLine *editor);

// Registers `function` as an editor command under `name`, for `bind` here and in ~/.editrc.
// The three strings' lifetime is the program's: libedit keeps the pointers.
void maa_el_add_command(EditLine *editor, const wchar_t *name, const wchar_t *help, MaaKeyFunction function);
void maa_el_bind(EditLine *editor, const wchar_t *key, const wchar_t *command);
// The same for the command map of the vi keys.
void maa_el_bind_alternate(EditLine *editor, const wchar_t *key, const wchar_t *command);

// Raw terminal (1) or as it was found (0).
void maa_el_prepare_terminal(EditLine *editor, int raw);
// Draws prompt and line anew from the cursor's row, forgetting what was on the screen.
void maa_el_redraw(EditLine *editor);

// libedit's own history, for the commands of its that look there.
HistoryW *maa_history_open(EditLine *editor, int size);
void maa_history_add(HistoryW *history, const wchar_t *line);

// LC_CTYPE from the environment, or C.UTF-8 where that is not UTF-8. Only this category: numbers must
// not change with the locale. 1 when characters are UTF-8 afterwards.
int maa_use_utf8(void);
// Columns of a character as libedit counts them; -1 for what cannot be printed.
int maa_columns(wchar_t character);

// The terminal's keys for interrupt and suspend, 0 for none.
void maa_terminal_keys(int descriptor, unsigned char *interrupt, unsigned char *suspend);

enum { maa_input_ready = 1, maa_input_woken = 2, maa_input_quiet = 3, maa_input_gone = 4 };
// Waits for input on `descriptor` or a wake-up on `wake`, at most `milliseconds` (-1: for ever).
int maa_wait_for_input(int descriptor, int wake, int milliseconds);
// What `read` says, started again when only a signal came between: the bytes read, 0 at the end of
// input, -1 when the terminal is gone.
long maa_read_input(int descriptor, void *bytes, size_t capacity);

// How many bytes are waiting to be read.
int maa_input_waiting(int descriptor);

// Keys one by one, unseen, while the terminal still turns Ctrl-C and Ctrl-Z into signals: 1 when it does so now.
// `maa_keys_give_back` puts the terminal back as it was; more than once is once.
int maa_keys_take(int descriptor);
void maa_keys_give_back(int descriptor);
// Forgets what was typed and not yet read.
void maa_keys_forget(int descriptor);

// Stops the whole job, as the terminal driver does on its suspend key.
void maa_stop_job(void);

// 1 when lines are edited: both ends are terminals, and nothing (such as `edit off`) says no.
int maa_el_edits(EditLine *editor);
