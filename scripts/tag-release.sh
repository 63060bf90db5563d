#!/usr/bin/env bash
# Makes the tag v<version> for this commit: a commit on top of it that carries dist/ as well, so that the GitHub action runs
# without building anything. Touches neither the branch nor the working tree; the tag is still to be pushed.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "$(git status --porcelain)" ]; then
  echo 'there are changes that are not committed' >&2
  exit 1
fi
node scripts/build.mjs
version=$(node -p 'require("./package.json").version')
index=$(mktemp -u)
trap 'rm -f "$index"' EXIT
export GIT_INDEX_FILE=$index
git read-tree HEAD
git add --force dist
commit=$(git commit-tree "$(git write-tree)" -p HEAD -m "Release $version, with what is built from it")
git tag -a "v$version" -m "pid1-lint $version" "$commit"
echo "v$version is $commit"
