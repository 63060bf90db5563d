#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' };

process.stdout.write(`pid1-lint ${packageJson.version}\n`);
