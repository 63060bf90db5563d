#!/bin/sh
set -e
mkdir -p /tmp/work
exec "$@"
