#pragma once

// Signals as flags. A handler may do next to nothing safely, and Swift gives no promise about what its
// globals do on first use, so the handler and its flags are C: it sets a flag and wakes a pipe.

// From now on `signo` sets a flag instead of ending the process. A signal that was ignored when the
// program started (as under nohup) stays ignored. Watching twice is watching once.
void maa_signal_watch(int signo);
// Puts back what was there before `maa_signal_watch`.
void maa_signal_unwatch(int signo);
int maa_signal_is_pending(int signo);
void maa_signal_clear(int signo);
// Non-zero: a second SIGINT while one is pending ends the process with status 130, the way a headless
// run that is stuck should end.
void maa_signal_second_interrupt_exits(int yes);
void maa_signal_ignore(int signo);
// Readable after every watched signal: poll it beside the input, whichever thread took the signal.
// -1 when no pipe could be had.
int maa_signal_wake_descriptor(void);
void maa_signal_drain_wakes(void);
