#include "CGit.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The few things of libgit2's headers that are used here. All but `git_error` and the identifier are opaque.
typedef struct git_repository git_repository;
typedef struct git_odb git_odb;
typedef struct git_odb_object git_odb_object;
typedef struct git_odb_backend git_odb_backend;
typedef struct git_indexer git_indexer;
typedef struct {
  unsigned char id[20];
} git_oid;
typedef struct {
  char *message;
  int klass;
} git_error;

enum {
  OPEN_NO_SEARCH = 1,  // GIT_REPOSITORY_OPEN_NO_SEARCH
  // GIT_OPT_…: the list only ever grows at its end.
  OPTION_SEARCH_PATH = 5,
  OPTION_STRICT_HASHES = 22,
  OPTION_MOST_PACKED = 26,
  OPTION_OWNER_VALIDATION = 36,  // since 1.4.3; older ones do not know it, nor validate
};

static struct {
  int (*init)(void);
  int (*options)(int option, ...);
  const git_error *(*error_last)(void);
  int (*open)(git_repository **out, const char *path, unsigned flags, const char *ceilings);
  void (*repository_free)(git_repository *repository);
  const char *(*workdir)(const git_repository *repository);
  int (*is_shallow)(git_repository *repository);
  const char *(*commondir)(const git_repository *repository);
  int (*name_to_id)(git_oid *out, git_repository *repository, const char *name);
  int (*odb_new)(git_odb **out);
  int (*backend_pack)(git_odb_backend **out, const char *objects);
  int (*add_backend)(git_odb *odb, git_odb_backend *backend, int priority);
  int (*hash)(git_oid *out, const void *bytes, size_t size, int type);
  void (*odb_free)(git_odb *odb);
  int (*read)(git_odb_object **out, git_odb *odb, const git_oid *id);
  int (*read_header)(size_t *size, int *type, git_odb *odb, const git_oid *id);
  const void *(*object_data)(git_odb_object *object);
  size_t (*object_size)(git_odb_object *object);
  int (*object_type)(git_odb_object *object);
  void (*odb_object_free)(git_odb_object *object);
  int (*indexer_new)(git_indexer **out, const char *folder, unsigned mode, git_odb *odb, void *options);
  int (*indexer_append)(git_indexer *indexer, const void *bytes, size_t count, void *progress);
  int (*indexer_commit)(git_indexer *indexer, void *progress);
  void (*indexer_free)(git_indexer *indexer);
} git;

static int is_whole;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *open_library(void) {
#ifdef __APPLE__
  return dlopen("libgit2.dylib", RTLD_NOW | RTLD_LOCAL);
#else
  // Functions used here have kept their form through all of these.
  static const char *const names[] = {"libgit2.so.1.5", "libgit2.so.1.9", "libgit2.so.1.8", "libgit2.so.1.7",
                                      "libgit2.so.1.6", "libgit2.so.1.4", "libgit2.so.1.3", "libgit2.so.1.1",
                                      "libgit2.so"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
#endif
}

static int find_all(void *library) {
  const struct {
    const char *name;
    void *place;
  } functions[] = {
      {"git_libgit2_init", &git.init},
      {"git_libgit2_opts", &git.options},
      {"git_error_last", &git.error_last},
      {"git_repository_open_ext", &git.open},
      {"git_repository_free", &git.repository_free},
      {"git_repository_workdir", &git.workdir},
      {"git_repository_is_shallow", &git.is_shallow},
      {"git_repository_commondir", &git.commondir},
      {"git_reference_name_to_id", &git.name_to_id},
      {"git_odb_new", &git.odb_new},
      {"git_odb_backend_pack", &git.backend_pack},
      {"git_odb_add_backend", &git.add_backend},
      {"git_odb_hash", &git.hash},
      {"git_odb_free", &git.odb_free},
      {"git_odb_read", &git.read},
      {"git_odb_read_header", &git.read_header},
      {"git_odb_object_data", &git.object_data},
      {"git_odb_object_size", &git.object_size},
      {"git_odb_object_type", &git.object_type},
      {"git_odb_object_free", &git.odb_object_free},
      {"git_indexer_new", &git.indexer_new},
      {"git_indexer_append", &git.indexer_append},
      {"git_indexer_commit", &git.indexer_commit},
      {"git_indexer_free", &git.indexer_free},
  };
  for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
    void *symbol = dlsym(library, functions[i].name);
    if (!symbol) return 0;
    memcpy(functions[i].place, &symbol, sizeof symbol);  // ISO C has no cast from data to functions
  }
  return 1;
}

static void load(void) {
  void *library = open_library();
  if (!library || !find_all(library) || git.init() < 0) return;
  // What a log says must not depend on the settings of whoever reads it: levels 1 to 4 are those of program data,
  // system, XDG and user.
  for (int level = 1; level <= 4; level++) git.options(OPTION_SEARCH_PATH, level, "");
  git.options(OPTION_STRICT_HASHES, 1);
  git.options(OPTION_MOST_PACKED, (size_t)10000000);
  git.options(OPTION_OWNER_VALIDATION, 0);
  is_whole = 1;
}

int maa_git_is_there(void) {
  pthread_once(&once, load);
  return is_whole;
}

const char *maa_git_message(void) {
  if (!maa_git_is_there()) return "libgit2 is not installed";
  const git_error *error = git.error_last();
  return error && error->message ? error->message : "unknown error";
}

struct MaaGit {
  git_repository *repository;  // NULL for a folder of objects
  git_odb *odb;
};

static int fail(MaaGit *kept, int code) {
  maa_git_close(kept);
  return code;
}

int maa_git_new(MaaGit **out) {
  if (!maa_git_is_there()) return MAA_GIT_NO_LIBRARY;
  MaaGit *kept = calloc(1, sizeof *kept);
  if (!kept) return -1;
  int code = git.odb_new(&kept->odb);
  if (code < 0) return fail(kept, code);
  *out = kept;
  return 0;
}

int maa_git_open(const char *path, int upward, MaaGit **out) {
  int code = maa_git_new(out);
  if (code == 0) code = git.open(&(*out)->repository, path, upward ? 0 : OPEN_NO_SEARCH, NULL);
  return code < 0 && code != MAA_GIT_NO_LIBRARY ? fail(*out, code) : code;
}

int maa_git_add_packs(MaaGit *kept, const char *objects) {
  git_odb_backend *backend = NULL;
  int code = git.backend_pack(&backend, objects);
  return code < 0 ? code : git.add_backend(kept->odb, backend, 1);  // which owns it from now on
}

void maa_git_close(MaaGit *kept) {
  if (!kept) return;
  if (kept->odb) git.odb_free(kept->odb);
  if (kept->repository) git.repository_free(kept->repository);
  free(kept);
}

const char *maa_git_files(const MaaGit *kept) { return kept->repository ? git.workdir(kept->repository) : NULL; }

int maa_git_is_shallow(const MaaGit *kept) {
  return kept->repository && git.is_shallow(kept->repository) == 1;
}

const char *maa_git_folder(const MaaGit *kept) {
  return kept->repository ? git.commondir(kept->repository) : NULL;
}

int maa_git_name(const MaaGit *kept, const char *name, uint8_t id[20]) {
  if (!kept->repository) return MAA_GIT_NOT_FOUND;
  git_oid oid;
  int code = git.name_to_id(&oid, kept->repository, name);
  if (code == 0) memcpy(id, oid.id, sizeof oid.id);
  return code;
}

static git_oid identifier(const uint8_t id[20]) {
  git_oid oid;
  memcpy(oid.id, id, sizeof oid.id);
  return oid;
}

int maa_git_measure(const MaaGit *kept, const uint8_t id[20], size_t *size, int *type) {
  git_oid oid = identifier(id);
  return git.read_header(size, type, kept->odb, &oid);
}

int maa_git_read(const MaaGit *kept, const uint8_t id[20], int type, uint8_t *bytes, size_t size) {
  git_oid oid = identifier(id);
  git_odb_object *object = NULL;
  int code = git.read(&object, kept->odb, &oid);
  if (code < 0) return code;
  int fits = git.object_size(object) == size && git.object_type(object) == type;
  if (fits && size > 0) memcpy(bytes, git.object_data(object), size);
  git.odb_object_free(object);
  return fits ? 0 : -1;
}

int maa_git_hash(const uint8_t *bytes, size_t size, int type, uint8_t id[20]) {
  git_oid oid;
  int code = git.hash(&oid, bytes, size, type);
  if (code == 0) memcpy(id, oid.id, sizeof oid.id);
  return code;
}

struct MaaGitIndexer {
  git_indexer *indexer;
  // What git_indexer_progress is, six counts and a size, with room to grow.
  uint64_t progress[16];
};

int maa_git_indexer_new(const char *folder, MaaGitIndexer **out) {
  if (!maa_git_is_there()) return MAA_GIT_NO_LIBRARY;
  MaaGitIndexer *kept = calloc(1, sizeof *kept);
  if (!kept) return -1;
  int code = git.indexer_new(&kept->indexer, folder, 0, NULL, NULL);
  if (code < 0) {
    free(kept);
    return code;
  }
  *out = kept;
  return 0;
}

int maa_git_indexer_append(MaaGitIndexer *kept, const void *bytes, size_t count) {
  return git.indexer_append(kept->indexer, bytes, count, kept->progress);
}

int maa_git_indexer_finish(MaaGitIndexer *kept) { return git.indexer_commit(kept->indexer, kept->progress); }

void maa_git_indexer_free(MaaGitIndexer *kept) {
  if (!kept) return;
  git.indexer_free(kept->indexer);
  free(kept);
}
