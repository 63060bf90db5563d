#!/bin/sh
case "$1" in
  serve) exec app ;;
  *) exec "$@" ;;
esac
