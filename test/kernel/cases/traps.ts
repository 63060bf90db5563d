/**
 * Start commands with traps, right and wrong, as the lines of a Dockerfile after FROM. Each is run with all
 * shells that `test/kernel/bases.ts` names.
 */
export const TRAPS: readonly string[] = [
  // Working ones.
  "CMD trap 'kill -TERM $pid; wait $pid' TERM; worker & pid=$!; wait $pid",
  "CMD trap 'kill -TERM $pid' TERM INT; worker & pid=$!; wait $pid; wait $pid",
  "CMD trap 'kill $(jobs -p); wait' TERM; worker & wait",
  'CMD stop() { kill $worker; wait $worker; exit 0; }; trap stop TERM INT; worker & worker=$!; wait',
  'CMD stop() { echo stopping; kill -INT $!; wait $!; }; trap stop TERM; worker & wait',
  'CMD trap \'trap "" TERM; kill 0; wait\' TERM; worker & wait',
  "CMD trap 'kill $!; wait $!; exit 0' TERM; worker & while :; do sleep 0.3; done",
  "CMD trap 'kill $one $two; wait' TERM; redis-server & one=$!; celery & two=$!; wait",
  "CMD worker & trap 'kill $!; wait $!' TERM; wait",
  "CMD set -e; trap 'kill $!; wait' TERM; mkdir -p run; worker & wait $!",
  "CMD trap 'kill $pid; wait $pid' TERM; cd /usr; worker >/dev/null 2>&1 & pid=$!; wait",
  "CMD trap 'kill -QUIT $!; wait' QUIT TERM; worker & wait",
  "STOPSIGNAL SIGINT\nCMD trap 'kill $!; wait' INT; worker & wait",
  "STOPSIGNAL SIGUSR1\nCMD trap 'kill $!; wait' USR1; worker & wait",
  "CMD exec 3>&1; trap 'kill $!; wait' TERM; worker & wait",
  String.raw`CMD trap 'kill -TERM $PID' TERM INT; \
    worker & \
    PID=$!; \
    wait $PID; \
    trap - TERM INT; \
    wait $PID; \
    exit $?`,
  "CMD trap 'kill $!; wait $!' TERM; (cd /usr && exec worker) & wait",
  "CMD trap 'exec 1>&2; kill $!; wait' TERM; worker & wait",
  'CMD term() { kill -TERM "$child" 2>/dev/null; }; trap term TERM; worker & child=$!; wait "$child"; wait',

  // Broken ones.
  "CMD trap 'exit 0' TERM; worker",
  "CMD trap 'exit 0' TERM; worker & wait",
  "CMD trap 'kill $!' TERM; worker & wait",
  'CMD trap "kill $!" TERM; worker & wait',
  "CMD trap 'kill $!; exit' TERM; worker & wait",
  "CMD trap 'echo stopping' TERM; worker",
  "CMD trap 'echo stopping' TERM; worker & wait",
  "CMD trap 'echo stopping' TERM; tail -f /dev/null",
  'CMD trap : TERM; worker & wait; wait',
  "CMD trap '' TERM; worker; echo over",
  "CMD trap '' TERM; exec worker",
  "CMD trap 'rm -f run.pid' EXIT; worker",
  "CMD trap 'rm -f run.pid' EXIT; worker; true",
  "CMD trap 'rm -f run.pid' EXIT; exec worker",
  "CMD trap 'kill $!; wait' TERM; exec worker",
  "CMD trap 'kill $!; wait' TERM; worker & exec tail -f /dev/null",
  "CMD trap 'kill $!; wait' TERM; worker & tail -f /dev/null",
  "CMD trap 'kill $!; wait' USR1; worker & wait",
  "CMD trap 'kill $!; wait' TERM; (worker; echo over) & wait",
  "CMD trap 'kill $!; wait' TERM; worker; echo over",
  'CMD trap exit TERM; while :; do worker; done',
  'CMD trap "exit 0" TERM; while true; do sleep 0.3; done',
  "CMD trap 'kill $!; wait' TERM; trap - TERM; worker & wait",
  "CMD (trap 'kill $!; wait' TERM; worker & wait)",
  "CMD (trap 'kill $!; wait' TERM; worker & wait); true",
  "CMD trap 'kill $!; wait' TERM; worker | cat & wait",
];
