#!/bin/sh
app &
pid=$!
trap 'kill -TERM "$pid"; wait "$pid"' TERM
wait "$pid"
