/*
 * Stands between a process and the files in one folder, by LD_PRELOAD, for the crash tests only.
 *
 * CRASH_FOLDER  the folder; files elsewhere, "-shm" (which SQLite makes anew after a power cut) and ".lock" are passed by
 * CRASH_LOG     records what happens to the folder's files, in order, for PowerCut to replay
 * CRASH_FAULT   a file of four ints that the test maps: errno to answer (0: none), calls to let pass before it, which
 *               calls (1 writes, 2 syncs, 3 both), and how many calls have failed
 *
 * A record: operation, length of the path (2 bytes), path, number (8), length of the data (4), data; little endian.
 *   O path               a file was made             M path           a folder was made
 *   W path offset data   data was written            T path length    the file was cut or grown
 *   S path upto          all that stands before byte upto of this log was synced, of the file or of the folder's names
 *   U path               the name went away          R path data      the name became the one in data
 *   A data               the process printed this: what it acknowledged
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH_MOST 1024
enum { WRITES = 1, SYNCS = 2 };

struct fault {
    volatile int32_t error;
    volatile int32_t passes;
    volatile int32_t calls;
    volatile int32_t failed;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *folder;
static int log_fd = -1;
static uint64_t log_bytes;
static struct fault *fault;

#define REAL(name) static __typeof__(name) *real_##name
REAL(open);
REAL(open64);
REAL(openat);
REAL(openat64);
REAL(write);
REAL(writev);
REAL(pwrite);
REAL(pwrite64);
REAL(ftruncate);
REAL(ftruncate64);
REAL(fsync);
REAL(fdatasync);
REAL(unlink);
REAL(rename);
REAL(mkdir);

static void prepare(void) {
#define FIND(name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)
    FIND(open); FIND(open64); FIND(openat); FIND(openat64); FIND(write); FIND(writev); FIND(pwrite); FIND(pwrite64);
    FIND(ftruncate); FIND(ftruncate64); FIND(fsync); FIND(fdatasync); FIND(unlink); FIND(rename); FIND(mkdir);
    folder = getenv("CRASH_FOLDER");
    const char *log = getenv("CRASH_LOG");
    if (log != NULL) {
        log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        log_bytes = log_fd < 0 ? 0 : (uint64_t)lseek(log_fd, 0, SEEK_END);
    }
    const char *faults = getenv("CRASH_FAULT");
    if (faults != NULL) {
        int fd = real_open(faults, O_RDWR | O_CLOEXEC);
        void *map = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(struct fault), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        fault = map == MAP_FAILED ? NULL : map;
        if (fd >= 0) close(fd);
    }
}

static int ends(const char *text, const char *end) {
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static int ours(const char *path) {
    size_t n = folder == NULL ? 0 : strlen(folder);
    return n > 0 && strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == 0)
        && !ends(path, "-shm") && !ends(path, ".lock");
}

/* The path behind a descriptor, if it is one of ours. */
static int path_of(int fd, char *path) {
    char link[64];
    if (folder == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MOST - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return ours(path);
}

static void put(const void *data, size_t length) {
    const char *at = data;
    while (length > 0) {
        ssize_t n = real_write(log_fd, at, length);
        if (n <= 0) { fprintf(stderr, "the crash log cannot be written\n"); _exit(70); }
        at += n; length -= (size_t)n; log_bytes += (uint64_t)n;
    }
}

static uint64_t log_end(void) {
    pthread_mutex_lock(&lock);
    uint64_t end = log_bytes;
    pthread_mutex_unlock(&lock);
    return end;
}

static void record(char operation, const char *path, uint64_t number, const void *data, uint32_t length) {
    if (log_fd < 0) return;
    int saved = errno;
    uint16_t path_length = (uint16_t)strlen(path);
    pthread_mutex_lock(&lock);
    put(&operation, 1); put(&path_length, 2); put(path, path_length); put(&number, 8); put(&length, 4); put(data, length);
    pthread_mutex_unlock(&lock);
    errno = saved;
}

/* Whether this call is to fail, with errno set. */
static int fails(int call) {
    if (fault == NULL || fault->error == 0 || (fault->calls & call) == 0) return 0;
    if (__sync_fetch_and_sub(&fault->passes, 1) > 0) return 0;
    __sync_fetch_and_add(&fault->failed, 1);
    errno = fault->error;
    return 1;
}

static int opened(int fd, const char *path, int existed) {
    char found[PATH_MOST];
    if (fd >= 0 && !existed && path != NULL && path_of(fd, found)) record('O', found, 0, NULL, 0);
    return fd;
}

static int there(int at, const char *path) {
    return faccessat(at, path, F_OK, 0) == 0;
}

#define OPEN(name, first, at, call)                                        \
    int name(first const char *path, int flags, ...) {                     \
        pthread_once(&once, prepare);                                      \
        mode_t mode = 0;                                                   \
        if (flags & (O_CREAT | O_TMPFILE)) {                               \
            va_list more; va_start(more, flags);                           \
            mode = va_arg(more, mode_t); va_end(more);                     \
        }                                                                  \
        int existed = !(flags & O_CREAT) || there(at, path);               \
        return opened(call, path, existed);                                \
    }
OPEN(open, , AT_FDCWD, real_open(path, flags, mode))
OPEN(open64, , AT_FDCWD, real_open64(path, flags, mode))
#define AT int at,
OPEN(openat, AT, at, real_openat(at, path, flags, mode))
OPEN(openat64, AT, at, real_openat64(at, path, flags, mode))

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    pthread_once(&once, prepare);
    char path[PATH_MOST];
    int mine = path_of(fd, path);
    if (mine && fails(WRITES)) return -1;
    ssize_t n = real_pwrite64(fd, data, length, offset);
    if (mine && n > 0) record('W', path, (uint64_t)offset, data, (uint32_t)n);
    return n;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    return pwrite64(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length) {
    pthread_once(&once, prepare);
    /* Before it is told, since what is told may be acted on. */
    if (fd == 1) record('A', "", 0, data, (uint32_t)length);
    char path[PATH_MOST];
    int mine = fd > 2 && fd != log_fd && path_of(fd, path);
    if (mine && fails(WRITES)) return -1;
    ssize_t n = real_write(fd, data, length);
    if (mine && n > 0) record('W', path, (uint64_t)(lseek(fd, 0, SEEK_CUR) - n), data, (uint32_t)n);
    return n;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    pthread_once(&once, prepare);
    char path[PATH_MOST];
    if (fd <= 2 || !path_of(fd, path)) return real_writev(fd, parts, count);
    ssize_t all = 0;
    for (int i = 0; i < count; i++) {
        ssize_t n = write(fd, parts[i].iov_base, parts[i].iov_len);
        if (n < 0) return all > 0 ? all : n;
        all += n;
    }
    return all;
}

int ftruncate64(int fd, off64_t length) {
    pthread_once(&once, prepare);
    char path[PATH_MOST];
    int mine = path_of(fd, path);
    int result = real_ftruncate64(fd, length);
    if (mine && result == 0) record('T', path, (uint64_t)length, NULL, 0);
    return result;
}

int ftruncate(int fd, off_t length) {
    return ftruncate64(fd, length);
}

static int synced(int fd, int (*real)(int)) {
    char path[PATH_MOST];
    int mine = path_of(fd, path);
    if (mine && fails(SYNCS)) return -1;
    uint64_t upto = log_end();
    int result = real(fd);
    if (mine && result == 0) record('S', path, upto, NULL, 0);
    return result;
}

int fsync(int fd) {
    pthread_once(&once, prepare);
    return synced(fd, real_fsync);
}

int fdatasync(int fd) {
    pthread_once(&once, prepare);
    return synced(fd, real_fdatasync);
}

int unlink(const char *path) {
    pthread_once(&once, prepare);
    int result = real_unlink(path);
    if (result == 0 && ours(path)) record('U', path, 0, NULL, 0);
    return result;
}

int rename(const char *from, const char *to) {
    pthread_once(&once, prepare);
    int result = real_rename(from, to);
    if (result == 0 && ours(from)) record('R', from, 0, to, (uint32_t)strlen(to));
    return result;
}

int mkdir(const char *path, mode_t mode) {
    pthread_once(&once, prepare);
    int result = real_mkdir(path, mode);
    if (result == 0 && ours(path)) record('M', path, 0, NULL, 0);
    return result;
}
