#!/bin/bash
trap "service cron stop; exit 0" TERM
service cron start
tail -f /dev/null & wait $!
