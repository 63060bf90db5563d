#!/bin/sh
app --cleanup=2000 &
pid=$!
trap 'kill -TERM "$pid"; exit 0' TERM
wait "$pid"
