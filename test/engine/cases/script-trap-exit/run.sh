#!/bin/sh
trap 'exit 0' TERM
app &
wait
