/**
 * Start commands in shell form, as the lines of a Dockerfile after FROM. They hold for every shell: each is
 * run with all of those that `test/kernel/bases.ts` names.
 */
export const SHELL_FORM: readonly string[] = [
  // One service.
  'CMD gunicorn --bind 0.0.0.0:8000 --workers 3 shop.wsgi:application',
  'CMD exec gunicorn --bind 0.0.0.0:8000 shop.wsgi',
  'ENTRYPOINT java -Xmx256m -jar /opt/shop/shop.jar',
  'ENTRYPOINT exec java $JAVA_OPTS -jar shop.jar',
  'ENV JAVA_OPTS="-Xms64m -Xmx512m"\nENTRYPOINT exec java $JAVA_OPTS -jar shop.jar',
  'ENV PORT=8080\nCMD uvicorn shop.main:app --host 0.0.0.0 --port $PORT',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: shell text
  'ENV PORT=8080\nCMD exec uvicorn shop.main:app --port ${PORT:-8000}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: shell text
  'CMD exec uvicorn shop.main:app --port "${PORT:-8000}"',
  'ENV SERVER=caddy\nCMD exec $SERVER run --config /etc/caddy/Caddyfile',
  'ENV SERVER=caddy\nCMD $SERVER run --config /etc/caddy/Caddyfile',
  'ENV RUN="caddy run --adapter caddyfile"\nCMD $RUN',
  'WORKDIR /usr/local\nCMD worker --queues "high,default low"',
  "CMD worker --name='night shift' --verbose",
  'CMD LOG_LEVEL=debug worker --once=no',
  'CMD LOG_LEVEL=debug TZ=UTC exec worker',
  'CMD   worker   --spaces   ',
  'CMD ["worker", "--not-json",]',
  "CMD ['worker', '--not-json']",
  'STOPSIGNAL SIGTERM\nCMD worker',
  'STOPSIGNAL SIGINT\nCMD worker --polite && echo done',
  'STOPSIGNAL SIGQUIT\nCMD exec worker',

  // Something first.
  'CMD mkdir -p data && worker --data data',
  'CMD mkdir -p data && exec worker --data data',
  'CMD mkdir -p data; worker --data data',
  'CMD mkdir -p data; exec worker --data data',
  'CMD cd /usr && ls >/dev/null && worker',
  'CMD cd /usr/local && exec worker',
  'CMD (cd /usr && ls) >/dev/null; exec worker',
  'CMD echo "starting on $HOSTNAME" && worker',
  'CMD set -e; mkdir -p run; exec worker --pid run/worker.pid',
  'CMD set -ex && mkdir -p run && worker',
  'CMD export APP_ENV=production && exec worker',
  'CMD export APP_ENV=production; worker',
  'CMD ulimit -n 1024 && exec worker',
  'CMD umask 027 && worker',
  'CMD rm -f run.pid || true; exec worker',
  'CMD rm -f run.pid || true; worker',
  'CMD test -f config.yml || echo "{}" > config.yml; exec worker -c config.yml',
  'CMD test -n "$SECRET" || SECRET=$(date +%s); exec worker',
  'CMD STARTED=$(basename /a/now) && export STARTED && worker',
  'CMD sleep 0.1 && worker',
  'CMD sleep 0.1; exec worker',
  "CMD printf 'a=1\\n' > settings.ini && worker --settings settings.ini",
  'CMD { echo one; echo two; } > list && worker list',
  'CMD touch a b c && ls | sort > index && exec worker',
  'CMD ls | sort > index; worker',
  'CMD exec 2>&1; exec worker',
  'CMD exec > worker.log 2>&1 && exec worker',

  // Redirections.
  'CMD worker > worker.log 2>&1',
  'CMD worker >> worker.log',
  'CMD exec worker >> worker.log 2>&1',
  'CMD worker < /dev/null',
  'CMD exec worker < /dev/null 2>/dev/null',
  'CMD worker 2>&1 | tee worker.log',
  'CMD exec worker 2>&1 | tee worker.log',
  'CMD worker | cat >/dev/null',
  'CMD echo secret | worker --password-stdin',
  'CMD echo secret | exec worker --password-stdin',
  'CMD mkdir -p logs && worker 2>&1 | tee -a logs/worker.log',
  'CMD (worker 2>&1) | sed "s/^/worker: /"',

  // What follows it.
  'CMD worker; echo "worker ended with $?"',
  'CMD worker && echo done',
  'CMD worker || exit 1',
  'CMD worker || (echo failed >&2; exit 1)',
  'CMD exec worker || echo never',
  'CMD worker; exit $?',
  'CMD worker; true',
  'CMD ! worker',
  'CMD worker;',

  // Branches, decided by the environment.
  'ENV MODE=worker\nCMD if [ "$MODE" = worker ]; then exec celery worker; else exec gunicorn shop; fi',
  'ENV MODE=web\nCMD if [ "$MODE" = worker ]; then celery worker; else gunicorn shop; fi',
  'ENV MODE=web\nCMD if [ "$MODE" = worker ]; then celery worker; else exec gunicorn shop; fi',
  'ENV DEBUG=1\nCMD if test -n "$DEBUG"; then set -x; fi; exec gunicorn shop',
  'ENV DEBUG=\nCMD if test -n "$DEBUG"; then set -x; fi; gunicorn shop',
  'ENV MODE=web\nCMD case "$MODE" in web) exec gunicorn shop;; beat) exec celery beat;; esac',
  'ENV MODE=beat\nCMD case "$MODE" in web) gunicorn shop;; beat) celery beat;; *) exit 2;; esac',
  'ENV MODE=web\nCMD case $MODE in w*|v*) exec gunicorn shop;; *) celery beat;; esac',
  'ENV MODE=web\nCMD [ "$MODE" = web ] && exec gunicorn shop; exec celery worker',
  'ENV MODE=job\nCMD [ "$MODE" = web ] && exec gunicorn shop; celery worker',
  'ENV RELOAD=yes\nCMD exec gunicorn shop $([ "$RELOAD" = yes ] && echo --reload)',
  'ENV WAIT=0\nCMD [ "$WAIT" = 0 ] || sleep 1; gunicorn shop',
  'CMD if true; then gunicorn shop; fi',
  'CMD if false; then celery; elif true; then exec gunicorn; else worker; fi',
  'CMD if ! test -d /no-such-folder; then gunicorn shop; fi',

  // Groups, subshells, functions, eval.
  'CMD { gunicorn shop; }',
  'CMD { cd /usr && exec gunicorn shop; }',
  'CMD (gunicorn shop)',
  'CMD (cd /usr && gunicorn shop)',
  'CMD (cd /usr && exec gunicorn shop)',
  'CMD cd /usr && (umask 077; gunicorn shop)',
  'CMD (gunicorn shop; echo over)',
  'CMD serve() { gunicorn "$@"; }; serve shop',
  'CMD serve() { exec gunicorn "$@"; }; serve shop',
  'CMD say() { echo "$@"; }; say starting; gunicorn shop',
  'CMD eval "gunicorn shop"',
  'CMD eval exec gunicorn shop',
  'ENV RUN=\'gunicorn "my shop"\'\nCMD eval exec $RUN',
  'CMD set -- gunicorn shop; exec "$@"',
  'CMD set -- gunicorn shop; "$@"',
  'CMD command gunicorn shop',
  'CMD command -v gunicorn >/dev/null && exec gunicorn shop',

  // Loops.
  'CMD while true; do worker; sleep 1; done',
  'CMD while :; do exec worker; done',
  'CMD until worker; do echo again; sleep 1; done',
  'CMD for i in 1 2 3; do echo $i; done; exec worker',
  'CMD for i in a b; do echo $i; done; worker',
  'CMD for dir in data logs; do mkdir -p $dir; done && worker',
  'CMD n=0; while [ $n -lt 3 ]; do n=$((n + 1)); done; exec worker',
  'CMD until test -d /usr; do sleep 1; done; exec worker',
  'CMD while true; do sleep 0.3; done',

  // In the background.
  'CMD worker & wait',
  'CMD worker & wait $!',
  'CMD worker & sleep infinity',
  'CMD worker & tail -f /dev/null',
  'CMD worker & exec tail -f /dev/null',
  'CMD sleep 1000 & worker',
  'CMD sleep 1000 & exec worker',
  'CMD redis-server & gunicorn shop',
  'CMD redis-server & exec gunicorn shop',
  'CMD (redis-server &) && exec gunicorn shop',
  'CMD (worker > worker.log 2>&1 &) ; tail -f /dev/null',
  'CMD touch worker.log; worker > worker.log 2>&1 & tail -f worker.log',
  'CMD redis-server & celery worker & wait',
  'CMD worker & while true; do sleep 0.3; done',
  'CMD (while true; do date > stamp; sleep 0.4; done) & exec worker',
  'CMD cd /usr && worker & wait',
  'CMD { cd /usr; worker; } & wait',
  'CMD (cd /usr; worker) & wait',
  'CMD worker &',
  'CMD nohup worker & wait',

  // Nested shells.
  'CMD sh -c "worker"',
  "CMD sh -c 'worker && echo over'",
  "CMD sh -c 'exec worker'",
  "CMD exec sh -c 'worker; echo over'",
  "CMD exec sh -c 'exec worker'",
  "CMD sh -ec 'mkdir -p data; worker'",
  'CMD sh -c "cd /usr && exec worker" && echo over',

  // Nothing to stop.
  'CMD echo hello',
  'CMD date && ls',
  'CMD exit 3',
  'CMD true || worker',
  'CMD false && worker',

  // Over several lines.
  String.raw`CMD mkdir -p data && \
    cd data && \
    exec worker --data .`,
  String.raw`CMD mkdir -p data \
    && echo ready \
    && worker`,
  String.raw`CMD set -eu; \
    # where it keeps its files
    mkdir -p data; \
    if [ -d /no-such-folder ]; then \
      set -x; \
    fi; \
    exec worker \
      --data data \
      --port 80`,
  String.raw`CMD worker \
      --data data \

      --port 80`,
  String.raw`# escape is the default
ENTRYPOINT exec \
  worker`,
];
