#pragma once
#include <stddef.h>
#include <stdint.h>

// Git's store of objects through libgit2, loaded when it is first asked for: few sessions need it, and the build needs
// no header of it. Only what must know git's files is asked of it: repositories, packs, names. What commits and trees
// say is read in Swift.

// Results: 0, or libgit2's own negative number, which it keeps for ever.
enum {
  MAA_GIT_NOT_FOUND = -3,
  MAA_GIT_NO_LIBRARY = -1000,
};

// Types of objects, as git numbers them.
enum {
  MAA_GIT_COMMIT = 1,
  MAA_GIT_TREE = 2,
  MAA_GIT_BLOB = 3,
  MAA_GIT_TAG = 4,
};

typedef struct MaaGit MaaGit;

// Non-zero where libgit2 is installed. Any thread may ask.
int maa_git_is_there(void);

// Why the last call of this thread failed; good until the next call. Never NULL.
const char *maa_git_message(void);

// Opens the repository of a folder; `upward` looks in the folders above too. No hook, filter or program of it runs, and
// whose files they are does not matter, since they are only read. It has no objects before some are added.
int maa_git_open(const char *path, int upward, MaaGit **git);
// One without names, for objects alone.
int maa_git_new(MaaGit **git);
void maa_git_close(MaaGit *git);

// Adds the packs in the folder `pack` of a folder of objects. Objects outside of packs are none of libgit2's business
// here: one that is cut off makes it inflate for ever (seen with 1.5.1).
int maa_git_add_packs(MaaGit *git, const char *objects);

// The folder of the files, ending in a slash, or NULL where there is none; good until it is closed.
const char *maa_git_files(const MaaGit *git);
// The folder that holds `objects`, ending in a slash.
const char *maa_git_folder(const MaaGit *git);
// Non-zero where the history was cut off when it was fetched.
int maa_git_is_shallow(const MaaGit *git);

// What a full name such as HEAD or refs/heads/main leads to.
int maa_git_name(const MaaGit *git, const char *name, uint8_t id[20]);

// Size and type of a packed object, without unpacking it.
int maa_git_measure(const MaaGit *git, const uint8_t id[20], size_t *size, int *type);
// Copies a packed object of exactly `size` bytes to `bytes`; its hash is verified.
int maa_git_read(const MaaGit *git, const uint8_t id[20], int type, uint8_t *bytes, size_t size);
// The hash that an object with these bytes has.
int maa_git_hash(const uint8_t *bytes, size_t size, int type, uint8_t id[20]);

// Takes a pack piece by piece, checks it, and writes it with its index to a folder.
typedef struct MaaGitIndexer MaaGitIndexer;
int maa_git_indexer_new(const char *folder, MaaGitIndexer **indexer);
int maa_git_indexer_append(MaaGitIndexer *indexer, const void *bytes, size_t count);
int maa_git_indexer_finish(MaaGitIndexer *indexer);
void maa_git_indexer_free(MaaGitIndexer *indexer);
