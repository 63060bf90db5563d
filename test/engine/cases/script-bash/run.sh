#!/bin/bash
set -euo pipefail
app
