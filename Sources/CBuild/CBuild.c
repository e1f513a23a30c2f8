#include "CBuild.h"

const char *maa_build_commit(void) { return MAA_COMMIT; }
