/**
 * A tracer in Perl, which is part of every Debian and most other distributions: no program of our own has
 * to be compiled. It attaches to threads without stopping them (PTRACE_SEIZE; what they start is followed),
 * lets every signal through, and prints one line for each
 *
 *     ready
 *     failed REASON
 *     signal THREAD NUMBER CODE SENDER     delivered; CODE is si_code, SENDER is si_pid
 *     pending THREAD MASK                  signals that were sent, and that it ends without having seen
 *     end THREAD SIGNAL STATUS             ended, by SIGNAL unless that is 0
 *
 * Arguments: the numbers of the system calls ptrace and wait4, then the threads. It ends with the last of
 * them; when it is killed the kernel lets go of all of them. See ptrace(2).
 */
export const traceScript = `
use strict;
use Errno;
my ($SEIZE, $LISTEN, $CONT, $SIGINFO) = (0x4206, 0x4208, 7, 0x4202);
my ($OPTIONS, $EVENT_EXIT, $EVENT_STOP) = (2 | 4 | 8 | 64, 6, 128);
my ($WALL, $TRAP) = (0x40000000, 5);
$| = 1;
my ($ptrace, $wait4, @threads) = map { $_ + 0 } @ARGV;
for my $thread (@threads) {
  next if syscall($ptrace, $SEIZE, $thread, 0, $OPTIONS) == 0 or $!{ESRCH};
  print "failed $!\\n";
  exit 1;
}
print "ready\\n";
for (;;) {
  my $word = "\\0" x 4;
  my $thread = syscall($wait4, -1, $word, $WALL, 0);
  next if $thread < 0 && $!{EINTR};
  last if $thread < 0;
  my $status = unpack 'L', $word;
  my ($low, $signal, $event) = ($status & 0x7f, $status >> 8 & 0xff, $status >> 16);
  if ($low != 0x7f) {
    print "end $thread $low $signal\\n";
  } elsif ($event == $EVENT_STOP && $signal != $TRAP) {
    syscall($ptrace, $LISTEN, $thread, 0, 0);
  } elsif ($event) {
    if ($event == $EVENT_EXIT && open my $file, '<', "/proc/$thread/status") {
      for (<$file>) { print "pending $thread $1\\n" if /^(?:SigPnd|ShdPnd):\\s*(\\w*[1-9a-f]\\w*)/ }
    }
    syscall($ptrace, $CONT, $thread, 0, 0);
  } else {
    my $info = "\\0" x 128;
    syscall($ptrace, $SIGINFO, $thread, 0, $info);
    my ($code, $sender) = unpack 'x8 l x4 l', $info;
    print "signal $thread $signal $code $sender\\n";
    syscall($ptrace, $CONT, $thread, 0, $signal);
  }
}
`;

/** The numbers of ptrace and wait4 by Node's names of processors (the kernel's system call tables). */
export const traceCalls: Readonly<Record<string, readonly [ptrace: number, wait4: number]>> = {
  x64: [101, 61],
  arm64: [117, 260],
  riscv64: [117, 260],
  ia32: [26, 114],
  arm: [26, 114],
  ppc64: [26, 114],
  s390x: [26, 114],
};
