#!/bin/sh
set -e
echo migrating
gunicorn --workers 2 web:app
