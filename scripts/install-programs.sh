#!/usr/bin/env bash
# Installs the programs of npm and PyPI that the kernel tests measure again into the folder that is given, and writes there
# `programs`: one line `NAME|VERSION|PATH` each, as PID1_LINT_PROGRAMS takes them. Needs npm and Python 3 with venv.
# Stops at the first program that cannot be installed, and says which.
set -euo pipefail
step=nothing
trap '[ $? -eq 0 ] || echo "install-programs: could not install $step" >&2' EXIT
mkdir -p "$1"
folder=$(cd "$1" && pwd)
list=$folder/programs
: > "$list"

# listed VERSION BIN NAME…: the programs NAME of one package.
listed() {
  local version=$1 bin=$2 name
  shift 2
  for name; do
    [ -x "$bin/$name" ] || { step="$name of $version"; return 1; }
    printf '%s|%s|%s/%s\n' "$name" "$version" "$bin" "$name" >> "$list"
  done
}

npm_install() {
  local prefix=$1
  shift
  step="$*, from npm"
  npm install --silent --no-save --no-audit --no-fund --prefix "$prefix" "$@"
}

# npm_version PACKAGE VERSION NAME…: one of several versions of a package, in a folder of its own.
npm_version() {
  local prefix=$folder/npm/$1@$2 title="$1 $2"
  npm_install "$prefix" "$1@$2"
  shift 2
  listed "$title" "$prefix/node_modules/.bin" "$@"
}

# npm_programs PACKAGE VERSION NAME…: a package among those that are installed together.
npm_programs() {
  local title="$1 $2"
  shift 2
  listed "$title" "$folder/npm/together/node_modules/.bin" "$@"
}

# python_programs PACKAGE VERSION NAME…: all in one environment, which is installed first.
python_programs() {
  local package=$1 version=$2
  shift 2
  listed "$package $version" "$folder/venv/bin" "$@"
}

# What changed its ways is here in the versions before and after.
npm_version npm 6.14.18 npm npx
npm_version npm 8.19.4 npm npx
npm_version npm 9.9.4 npm npx
npm_version npm 10.9.9 npm npx
npm_version npm 11.21.2 npm npx
npm_version pnpm 8.15.9 pnpm
npm_version pnpm 10.34.9 pnpm
# Its program is called dotenv as that of python-dotenv.
npm_version dotenv-cli 11.0.0 dotenv

npm_install "$folder/npm/together" yarn@1.22.22 bun@1.4.5 deno@2.9.6 npm-run-all@4.1.5 nodemon@3.1.14 concurrently@9.2.5 cross-env@10.1.0 \
  env-cmd@11.0.0 tsx@4.23.15 http-server@14.1.1 serve@14.2.7 pm2@7.0.4 forever@4.0.3
npm_programs yarn 1.22.22 yarn
npm_programs bun 1.4.5 bun
npm_programs deno 2.9.6 deno
npm_programs npm-run-all 4.1.5 npm-run-all run-s run-p
npm_programs nodemon 3.1.14 nodemon
npm_programs concurrently 9.2.5 concurrently
npm_programs cross-env 10.1.0 cross-env cross-env-shell
npm_programs env-cmd 11.0.0 env-cmd
npm_programs tsx 4.23.15 tsx
npm_programs http-server 14.1.1 http-server
npm_programs serve 14.2.7 serve
npm_programs pm2 7.0.4 pm2-runtime
npm_programs forever 4.0.3 forever

step='Python programs, from PyPI'
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet gunicorn==27.0.1 uvicorn==0.54.0 watchfiles==1.3.0 hypercorn==0.18.0 daphne==4.2.3 granian==2.8.7 waitress==3.0.2 \
  flask==3.1.3 django==5.2.19 celery==5.7.0 circus==0.19.0 honcho==2.0.0 uv==0.13.9 pdm==2.29.3 'python-dotenv[cli]==1.2.4' \
  'watchdog[watchmedo]==7.1.0' newrelic==14.1.0 opentelemetry-instrumentation==0.66b2
python_programs gunicorn 27.0.1 gunicorn
python_programs uvicorn 0.54.0 uvicorn
python_programs hypercorn 0.18.0 hypercorn
python_programs daphne 4.2.3 daphne
python_programs granian 2.8.7 granian
python_programs waitress 3.0.2 waitress-serve
python_programs flask 3.1.3 flask
python_programs django 5.2.19 django-admin
python_programs celery 5.7.0 celery
python_programs circus 0.19.0 circusd
python_programs honcho 2.0.0 honcho
python_programs uv 0.13.9 uv
python_programs pdm 2.29.3 pdm
python_programs python-dotenv 1.2.4 dotenv
python_programs watchdog 7.1.0 watchmedo
python_programs newrelic 14.1.0 newrelic-admin
python_programs opentelemetry-instrumentation 0.66b2 opentelemetry-instrument
