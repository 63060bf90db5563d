#!/bin/sh
set -e
mkdir -p /tmp/work
export MODE=fast
app --cleanup=200
