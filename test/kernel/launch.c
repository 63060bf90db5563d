/*
 * Prepares what a container engine prepares, then becomes the given command.
 *
 *   launch outer COMMAND…        die with the process that started this one
 *   launch inner ACCT COMMAND…   become a session leader, as PID 1 of a
 *                                container is, with no descriptor but the three
 *                                standard ones, and have the kernel append a
 *                                record of every process that ends in this PID
 *                                namespace to the file ACCT (acct(2)): the only
 *                                way to learn how a process ended whose parent
 *                                is under test
 *
 * Exit status 127: the command can't be run; 126: accounting is not possible.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int inner = argc > 3 && !strcmp(argv[1], "inner");
  char **command = argv + (inner ? 3 : 2);
  if (argc < 3) return 2;
  if (!inner) prctl(PR_SET_PDEATHSIG, SIGKILL);
  else {
    setsid();
    close_range(3, ~0U, 0);
  }
  if (inner && acct(argv[2]) < 0) {
    perror("acct");
    return 126;
  }
  execvp(command[0], command);
  perror(command[0]);
  return 127;
}
