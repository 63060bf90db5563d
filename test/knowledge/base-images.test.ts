import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadBaseImages } from '../../src/knowledge/load-base-images.ts';
import type { ShellFact } from '../../src/knowledge/types.ts';

const images = loadBaseImages();
const digest = `@sha256:${'0f'.repeat(32)}`;

const rows = readFileSync(new URL('./data/references.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes(' | ') && !line.startsWith('#'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

function shellText({ implementation, version, sure }: ShellFact): string {
  const doubt = sure || implementation === 'unknown' ? '' : ' ?';
  return (version === null ? implementation : `${implementation} ${version}`) + doubt;
}

describe('distribution and shells', () => {
  test.each(rows)('%s is %s with %s and %s', (reference = '', distribution, sh, bash) => {
    const facts = images.lookup(reference.replace('@…', digest));
    const origin = [facts.distribution ?? '-', facts.release].filter((part) => part !== null).join(' ');
    expect([origin, shellText(facts.sh), shellText(facts.bash)]).toEqual([distribution, sh, bash]);
  });

  test("says whose build dash is: Debian's and Ubuntu's keep the shell of sh -c", () => {
    expect(images.lookup('debian:13').sh.build).toBe('debian');
    expect(images.lookup('ubuntu:24.04').sh.build).toBe('debian');
    expect(images.lookup('debian:sid').sh.build).toBe('debian');
    expect(images.lookup('ghcr.io/void-linux/void-glibc:latest').sh).toMatchObject({
      implementation: 'dash',
      build: 'upstream',
    });
    expect(images.lookup('alpine:3.18').sh.build).toBeNull();
  });
});

describe('what an image starts', () => {
  test.each([
    ['node:20', ['docker-entrypoint.sh'], ['node'], true],
    ['node:8.9', null, ['node'], true],
    ['node:6-onbuild', null, ['npm', 'start'], true],
    ['python:2.7-slim', null, ['python2'], null],
    ['nginx:1.25', ['/docker-entrypoint.sh'], ['nginx', '-g', 'daemon off;'], true],
    ['nginx:1.16-alpine', null, ['nginx', '-g', 'daemon off;'], true],
    ['openjdk:8-jre-alpine', null, ['/bin/sh'], null],
    ['eclipse-temurin:17-jre', ['/__cacert_entrypoint.sh'], null, true],
    ['tomcat:10', [], ['catalina.sh', 'run'], null],
    ['debian:12', null, ['bash'], null],
    ['scratch', null, null, null],
    [
      'bitnami/redis:7.0',
      ['/opt/bitnami/scripts/redis/entrypoint.sh'],
      ['/opt/bitnami/scripts/redis/run.sh'],
      true,
    ],
  ])('%s: ENTRYPOINT %j CMD %j', (reference, entrypoint, cmd, execs) => {
    const facts = images.lookup(reference);
    expect(facts.config).toMatchObject({ entrypoint, cmd });
    expect(facts.entrypointExecs).toBe(execs);
  });

  test.each([
    ['nginx:1.25', 'SIGQUIT'],
    ['nginx:1.11', null],
    ['httpd:2.4', 'SIGWINCH'],
    ['postgres:16', 'SIGINT'],
    ['postgres:9.4', null],
    ['php:8.2-fpm', 'SIGQUIT'],
    ['php:7.0-fpm', null],
    ['php:8.2-cli', null],
    ['node:20', null],
  ])('%s: STOPSIGNAL %s', (reference, stopSignal) => {
    expect(images.lookup(reference).config?.stopSignal).toBe(stopSignal);
  });

  test.each([
    ['gcr.io/distroless/static:nonroot', '65532'],
    ['gcr.io/distroless/static', null],
    ['jenkins/jenkins:lts', 'jenkins'],
    ['node:20', null],
  ])('%s: USER %s', (reference, user) => {
    expect(images.lookup(reference).config?.user).toBe(user);
  });

  test('inherits SHELL, which decides how a shell form runs', () => {
    expect(images.lookup('quay.io/jupyter/base-notebook:latest').config?.shell).toEqual([
      '/bin/bash',
      '-o',
      'pipefail',
      '-c',
    ]);
    expect(images.lookup('node:20').config?.shell).toBeNull();
  });

  test.each([
    ['jenkins/jenkins:lts', '/usr/bin/tini'],
    ['phusion/baseimage:jammy-1.0.1', '/sbin/my_init (python, reaps, starts runit)'],
    ['elasticsearch:8.9.0', '/bin/tini'],
    ['elasticsearch:7.1.0', null],
    ['node:20', null],
  ])('%s: init %s', (reference, init) => {
    expect(images.lookup(reference).hasInit).toBe(init);
  });

  test.each([
    ['debian:12', 'apt-get'],
    ['alpine:3.18', 'apk'],
    ['rockylinux:8.9-minimal', 'microdnf'],
    ['rockylinux:8.9', 'dnf'],
    ['centos:7', 'yum'],
    ['node:18-alpine', 'apk'],
    ['mysql:8.0-debian', 'apt-get'],
    ['scratch', null],
    ['gcr.io/distroless/static', null],
    ['mycorp/app', null],
  ])('%s: package manager %s', (reference, packageManager) => {
    expect(images.lookup(reference).packageManager).toBe(packageManager);
  });
});

describe('how sure it is', () => {
  test('sure: the image itself is known', () => {
    expect(images.lookup('node:20').sure).toBe(true);
    expect(images.lookup('public.ecr.aws/docker/library/node:20').sure).toBe(true);
  });

  test('not sure: it only looks like a copy of a known image', () => {
    const facts = images.lookup('harbor.example.com/library/node:18');
    expect(facts.sure).toBe(false);
    expect(facts.config?.cmd).toEqual(['node']);
    expect(facts.because).toContain('looks like a copy of node');
  });

  test("somebody's own image with a known name is not the known image", () => {
    for (const reference of [
      'mycorp/node:18',
      'ghcr.io/mycorp/node:18',
      'registry.example.com/team/node:18',
    ]) {
      expect(images.lookup(reference)).toMatchObject({ config: null, sure: false, distribution: null });
    }
  });

  test('a distribution in an unknown tag is a hint, and nothing is said of what starts', () => {
    const facts = images.lookup('mycorp/app:3.2-alpine');
    expect(facts).toMatchObject({ distribution: 'alpine', config: null, sure: false });
    expect(facts.because).toContain('a hint, not a proof');
  });

  test('says why nothing is known', () => {
    expect(images.lookup(`node${digest}`).because).toContain('a digest alone does not tell');
    expect(images.lookup('node:$VERSION').because).toContain('is not an image reference');
    expect(images.lookup('mycorp/app:1').because).toContain('nothing is known of this image');
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(images.lookup(text).reference).toBe(text);
      }),
    );
    for (const name of [
      'constructor',
      '__proto__:toString',
      'node:constructor',
      'toString',
      'node:__proto__',
    ]) {
      expect(images.lookup(name).reference).toBe(name);
    }
  });
});
