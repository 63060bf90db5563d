#!/usr/bin/env bash
# Installs the tools that test/consumers asks into the folder that is given: readers of our formats, and checkers of
# workflow files. Needs npm, Python 3 with venv, and Go.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
npm install --silent --no-save --prefix "$folder" @microsoft/sarif-multitool-linux@5.7.0
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sarif-tools==3.0.5 junitparser==5.0.3 pre-commit==4.7.0 check-jsonschema==0.39.0
GOBIN=$folder/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
mkdir -p "$folder/reviewdog"
cp "$root/test/consumers/reviewdog.go" "$folder/reviewdog/main.go"
cd "$folder/reviewdog"
[ -e go.mod ] || go mod init reviewdog-parse
go get github.com/reviewdog/reviewdog/parser@v0.20.2
go build -o "$folder/bin/reviewdog-parse" .
