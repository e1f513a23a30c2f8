// What only the build knows, and Swift's conditions cannot carry: they have no values.
#pragma once

// The commit that was built, "unknown" outside of a repository; "+" behind it where files differed from it.
const char *maa_build_commit(void);
