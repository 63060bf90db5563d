import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../src/knowledge/compare-versions.ts';
import { versionInNodeImage, versionInOwnImage } from '../../src/knowledge/tool-versions.ts';

describe('what an official node image brings', () => {
  test.each([
    ['npm', 'node:14', '6.14.4'],
    ['npm', 'node:16.10.0', '7.10.0'],
    ['npm', 'node:16.20.2-alpine', '8.19.4'],
    ['npm', 'node:18.17.1', '9.6.7'],
    ['npm', 'node:18', '10.7.0'],
    ['npm', 'node:20.11-bookworm-slim', '10.2.4'],
    ['npm', 'node:20.12.2', '10.5.0'],
    ['npx', 'docker.io/library/node:20', '10.8.1'],
    ['npm', 'node:hydrogen', '10.7.0'],
    ['npm', 'node:lts-alpine', '11.6.2'],
    ['npm', 'node', '11.6.2'],
    ['npm', 'node:24@sha256:aa', '11.3.0'],
    ['yarn', 'node:20', '1.22.22'],
    ['yarn', 'node:26', null],
    ['yarn', 'node', null],
    ['pnpm', 'node:20', null],
    ['npm', 'debian:12', null],
    ['npm', 'nodered/node-red', null],
  ])('%s in %s: %s', (tool, reference, expected) => {
    expect(versionInNodeImage(tool, reference)).toBe(expected);
  });
});

test.each([
  ['uv', 'ghcr.io/astral-sh/uv:0.4.20', '0.4.20'],
  ['uv', 'ghcr.io/astral-sh/uv:0.4.20-python3.12-bookworm', '0.4.20'],
  ['uv', 'ghcr.io/astral-sh/uv:0.5', '0.5.9999'],
  ['uv', 'ghcr.io/astral-sh/uv:0.4-debian', '0.4.9999'],
  ['uv', 'ghcr.io/astral-sh/uv:latest', '9999'],
  ['uv', 'ghcr.io/astral-sh/uv:python3.12-bookworm', '9999'],
  ['uv', 'ghcr.io/astral-sh/uv', '9999'],
  ['uv', 'ghcr.io/astral-sh/uv@sha256:0000', null],
  ['uv', 'ghcr.io/astral-sh/uvx:0.4.20', null],
  ['npm', 'ghcr.io/astral-sh/uv:0.4.20', null],
])('%s in its own image %s: %s', (tool, reference, expected) => {
  expect(versionInOwnImage(tool, reference)).toBe(expected);
});

test.each([
  ['9.6.7', '10.0', -1],
  ['10', '10.0.0', 0],
  ['10.2.4', '10.2', 4],
  ['22.1.0-rc1', '22.1.0', 0],
])('%s compared with %s', (a, b, expected) => {
  expect(compareVersions(a, b)).toBe(expected);
});
