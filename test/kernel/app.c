/*
 * The workload of the kernel tests: a program that tells what happened to it.
 *
 * Everything goes to the file named by PID1_LINT_LOG, one JSON object per
 * line, each with a single write(2) to a descriptor opened with O_APPEND:
 *
 *   {"event":"start","pid":…,"at":…,"argv":[…],"env":[…],"cwd":…,"uid":…,
 *    "fds":[{"fd":0,"target":…}],"ignored":"hex","blocked":"hex"}
 *   {"event":"signal","pid":…,"at":…,"signal":15}
 *   {"event":"finished","pid":…,"at":…}
 *
 * "at" is CLOCK_REALTIME in milliseconds. "ignored" and "blocked" are what the
 * program inherited, as in /proc/self/status. Signals are logged inside the
 * handler, so that a workload killed a microsecond later has still told of it.
 * The clean-up is a deadline, not one sleep: a second signal can't shorten it.
 *
 * Options, before all other arguments, which are only recorded:
 *   --default         install no handler
 *   --cleanup=MS      length of the clean-up (default 300)
 *   --exit=STATUS     exit status after the clean-up (default 0)
 *   --ends-after=MS   end without a signal after this time
 *
 * Where its arguments can't be chosen: PID1_LINT_ENDS=STATUS in the environment
 * makes it end at once with that status.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A workload that nobody ends must not outlive the test by much. */
#define LIFETIME_MS 60000

/* SIGRTMIN+3, the stop signal of systemd images, as the kernel counts. */
#define RTMIN_PLUS_3 37

static const int HANDLED[] = {SIGHUP,  SIGINT,  SIGQUIT,  SIGUSR1,
                              SIGUSR2, SIGTERM, SIGWINCH, RTMIN_PLUS_3};
#define HANDLED_COUNT (sizeof HANDLED / sizeof *HANDLED)

static int log_fd = -1;
static volatile sig_atomic_t signalled;

static long long now_ms(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* --- lines written from the handler: async-signal-safe functions only --- */

static char *put_text(char *to, const char *text) {
  while (*text) *to++ = *text++;
  return to;
}

static char *put_number(char *to, long long n) {
  char digits[24];
  int i = 0;
  do digits[i++] = '0' + n % 10; while (n /= 10);
  while (i) *to++ = digits[--i];
  return to;
}

/* Writes an event; signal is 0 where there is none. */
static void log_event(const char *name, int signal) {
  char line[160], *p = line;
  p = put_text(p, "{\"event\":\"");
  p = put_text(p, name);
  p = put_text(p, "\",\"pid\":");
  p = put_number(p, getpid());
  p = put_text(p, ",\"at\":");
  p = put_number(p, now_ms(CLOCK_REALTIME));
  if (signal) {
    p = put_text(p, ",\"signal\":");
    p = put_number(p, signal);
  }
  p = put_text(p, "}\n");
  if (log_fd >= 0 && write(log_fd, line, p - line) < 0) _exit(70);
}

static void on_signal(int signal) {
  int saved = errno;
  log_event("signal", signal);
  signalled = 1;
  errno = saved;
}

/* --- the start record --- */

static void put_json_string(FILE *out, const char *text) {
  fputc('"', out);
  for (; *text; text++) {
    unsigned char c = *text;
    if (c == '"' || c == '\\') fprintf(out, "\\%c", c);
    else if (c < 0x20) fprintf(out, "\\u%04x", c);
    else fputc(c, out);
  }
  fputc('"', out);
}

static void put_json_strings(FILE *out, const char *key, char **list) {
  fprintf(out, ",\"%s\":[", key);
  for (int i = 0; list[i]; i++) {
    if (i) fputc(',', out);
    put_json_string(out, list[i]);
  }
  fputc(']', out);
}

static void put_descriptors(FILE *out) {
  DIR *dir = opendir("/proc/self/fd");
  const char *separator = "";
  fputs(",\"fds\":[", out);
  for (struct dirent *entry; dir && (entry = readdir(dir));) {
    char target[4096];
    int fd = atoi(entry->d_name);
    if (entry->d_name[0] == '.' || fd == dirfd(dir) || fd == log_fd) continue;
    ssize_t length =
        readlinkat(dirfd(dir), entry->d_name, target, sizeof target - 1);
    target[length < 0 ? 0 : length] = 0;
    fprintf(out, "%s{\"fd\":%d,\"target\":", separator, fd);
    put_json_string(out, target);
    fputc('}', out);
    separator = ",";
  }
  fputc(']', out);
  if (dir) closedir(dir);
}

/* Copies the hexadecimal mask of one line of /proc/self/status. */
static void put_mask(FILE *out, const char *key, const char *status,
                     const char *field) {
  const char *line = strstr(status, field);
  fprintf(out, ",\"%s\":\"%.16s\"", key,
          line ? line + strlen(field) : "0000000000000000");
}

static void log_start(char **argv, char **env, const char *status) {
  char *record, cwd[4096];
  size_t size;
  FILE *out = open_memstream(&record, &size);
  fprintf(out, "{\"event\":\"start\",\"pid\":%d,\"at\":%lld", getpid(),
          now_ms(CLOCK_REALTIME));
  put_json_strings(out, "argv", argv);
  put_json_strings(out, "env", env);
  fputs(",\"cwd\":", out);
  put_json_string(out, getcwd(cwd, sizeof cwd) ? cwd : "");
  fprintf(out, ",\"uid\":%d", getuid());
  put_descriptors(out);
  put_mask(out, "ignored", status, "SigIgn:\t");
  put_mask(out, "blocked", status, "SigBlk:\t");
  fputs("}\n", out);
  fclose(out);
  if (log_fd >= 0 && write(log_fd, record, size) < 0) _exit(70);
  free(record);
}

static void read_status(char *status, size_t size) {
  int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  ssize_t length = fd < 0 ? 0 : read(fd, status, size - 1);
  status[length < 0 ? 0 : length] = 0;
  if (fd >= 0) close(fd);
}

/* --- the program --- */

/*
 * Where an init signals shell and workload at once and ends with the shell, the
 * workload's handler competes with SIGKILL for the processor. With a real-time
 * priority it runs first, so that being reached is not a matter of luck.
 */
static void run_at_once(void) {
  struct sched_param parameter = {.sched_priority = 1};
  sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &parameter);
}

static void install_handlers(void) {
  for (size_t i = 0; i < HANDLED_COUNT; i++) {
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(HANDLED[i], &action, NULL);
  }
}

/* Waits for a signal or until the time is over; true if a signal came. */
static int wait_for_signal(long long ms) {
  long long end = now_ms(CLOCK_MONOTONIC) + ms;
  sigset_t handled, before;
  sigemptyset(&handled);
  for (size_t i = 0; i < HANDLED_COUNT; i++) sigaddset(&handled, HANDLED[i]);
  sigprocmask(SIG_BLOCK, &handled, &before);
  for (long long left; !signalled;) {
    if ((left = end - now_ms(CLOCK_MONOTONIC)) <= 0) break;
    struct timespec t = {left / 1000, left % 1000 * 1000000};
    ppoll(NULL, 0, &t, &before);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  return signalled;
}

static void clean_up(long long ms) {
  long long end = now_ms(CLOCK_MONOTONIC) + ms;
  for (long long left; (left = end - now_ms(CLOCK_MONOTONIC)) > 0;)
    poll(NULL, 0, (int)left);
}

int main(int argc, char **argv, char **env) {
  long long cleanup = 300, lifetime = LIFETIME_MS;
  int status = 0, handle = 1, ends = 0;
  char inherited[8192];
  (void)argc;
  read_status(inherited, sizeof inherited);
  for (char **arg = argv + 1; *arg && !strncmp(*arg, "--", 2); arg++) {
    if (!strcmp(*arg, "--default")) handle = 0;
    else if (sscanf(*arg, "--cleanup=%lld", &cleanup) == 1) continue;
    else if (sscanf(*arg, "--exit=%d", &status) == 1) continue;
    else if (sscanf(*arg, "--ends-after=%lld", &lifetime) == 1) ends = 1;
    else break;
  }
  const char *ends_with = getenv("PID1_LINT_ENDS");
  if (ends_with) status = atoi(ends_with), lifetime = 0, ends = 1;
  const char *path = getenv("PID1_LINT_LOG");
  if (path) log_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  run_at_once();
  if (handle) install_handlers();
  log_start(argv, env, inherited);
  if (!wait_for_signal(lifetime) && !ends) return 75;
  if (signalled) clean_up(cleanup);
  log_event("finished", 0);
  return status;
}
