import { describe, expect, test } from 'vitest';
import type { ImageEntry, ReleaseRule } from '../../src/knowledge/base-image-data.ts';
import images from '../../src/knowledge/data/base-images.json' with { type: 'json' };
import releases from '../../src/knowledge/data/distributions.json' with { type: 'json' };
import names from '../../src/knowledge/data/image-names.json' with { type: 'json' };
import tags from '../../src/knowledge/data/tag-distributions.json' with { type: 'json' };
import { createImageEntries } from '../../src/knowledge/image-entries.ts';
import { imageTable } from '../../src/knowledge/image-table.ts';
import { loadBaseImages } from '../../src/knowledge/load-base-images.ts';

const entries = images.images as unknown as readonly ImageEntry[];
const knownReleases = new Set(releases.releases.map((entry) => `${entry.distribution} ${entry.release}`));
const knownDistributions = new Set(releases.releases.map((entry) => entry.distribution));

const isText = (value: unknown) => typeof value === 'string';
const isTextOrNull = (value: unknown) => value === null || isText(value);
const isBoolean = (value: unknown) => typeof value === 'boolean';
const isArgv = (value: unknown) => value === null || (Array.isArray(value) && value.every(isText));

const shape: Readonly<Record<string, (value: unknown) => boolean>> = {
  image: isText,
  match: isText,
  distribution: isText,
  packageManager: isTextOrNull,
  entrypoint: isArgv,
  entrypointExecs: (value) => value === null || isBoolean(value),
  cmd: isArgv,
  stopSignal: isTextOrNull,
  user: isTextOrNull,
  hasInit: isTextOrNull,
  source: isText,
  sure: isBoolean,
};

describe('base-images.json', () => {
  test.each(entries.map((entry) => [`${entry.image} (${entry.match})`, entry] as const))('%s', (_, entry) => {
    for (const [field, holds] of Object.entries(shape)) {
      expect(holds(entry[field as keyof ImageEntry]), field).toBe(true);
    }
    expect(knownDistributions).toContain(entry.distribution);
    const { imageRegex = '', tagRegex = '', history = [], releases: rules = [] } = entry;
    for (const pattern of [imageRegex, tagRegex, ...history.map((older) => older.tagRegex ?? '')]) {
      expect(() => new RegExp(pattern)).not.toThrow();
    }
    for (const [pattern, distribution] of rules) {
      expect(() => new RegExp(pattern)).not.toThrow();
      expect(knownDistributions).toContain(distribution);
    }
  });

  /** A name for every entry whose own has a wildcard, or is not among the names its pattern takes. */
  const sampleNames: Readonly<Record<string, string>> = {
    'gcr.io/distroless/*': 'gcr.io/distroless/base-debian12',
    'phusion/passenger-*': 'phusion/passenger-ruby32',
    'public.ecr.aws/lambda/*': 'public.ecr.aws/lambda/python',
    'nvcr.io/nvidia/*': 'nvcr.io/nvidia/pytorch',
    'bitnami/*': 'bitnami/redis',
    'mcr.microsoft.com/devcontainers/*': 'mcr.microsoft.com/devcontainers/base',
    adoptopenjdk: 'adoptopenjdk',
    'adoptopenjdk/openjdk*': 'adoptopenjdk/openjdk11',
    'quay.io/pypa/manylinux': 'quay.io/pypa/manylinux2014_x86_64',
    'frolvlad/alpine-*': 'frolvlad/alpine-glibc',
    'tutum/*': 'tutum/lamp',
    'balenalib/*': 'balenalib/raspberrypi3-node',
    'bioconductor/*': 'bioconductor/bioconductor_docker',
    'bioconductor/release_*': 'bioconductor/release_base2',
    'sameersbn/*': 'sameersbn/redis',
    'alpine/*': 'alpine/git',
    'lscr.io/linuxserver/swag': 'lscr.io/linuxserver/swag',
  };
  const sampleTags =
    'latest 1 1.0 1.20 1.39 1.39-alpine 1.40 2 2.7 2023 3 3.2 3.4 8 8.0 8-jdk 8-jre 8-jre-alpine 8-alpine 9.0 10.0 10.0-noble 11 17 17-jdk 17-slim 2.1 2.1-bionic 2.1-alpine 23 24-dind cli dind rootless 17-oracle alpine debian debian-alpine slim minimal minimal-10 fpm fpm-alpine apache 8-apache cli-alpine nanoserver-ltsc2022 windowsservercore-ltsc2022 ubi9 core 2-core meta base-ubuntu22.04 runtime-ubuntu22.04 debug bookworm bookworm-slim 0.5.0 python3.12-bookworm chiseled 8.0-noble-chiseled azurelinux3.0 8.0-azurelinux3.0 6.0 ubuntu dev latest-dev 8.0-alpine nightly 1.0.0-beta8'.split(
      ' ',
    );

  test('every entry is found by some reference', () => {
    const find = createImageEntries(imageTable(entries.map((entry) => ({ ...entry, history: [] }))));
    const reached = new Set<string>();
    for (const { image } of entries) {
      for (const tag of sampleTags) {
        const found = find(sampleNames[image] ?? image, tag);
        if (found !== null) reached.add(`${found.image} ${found.match}`);
      }
    }
    const unreached = entries
      .map(({ image, match }) => `${image} ${match}`)
      .filter((key) => !reached.has(key));
    expect(unreached).toEqual([]);
  });
});

describe('tag-distributions.json', () => {
  test('every tag stands for a distribution that is known, and its release too', () => {
    const stray = Object.entries(tags.images).flatMap(([image, table]) =>
      Object.entries(table as Record<string, string>)
        .map(([tag, value]) => [`${image}:${tag}`, value.replace(/^~/, '')] as const)
        .filter(([, value]) => !knownReleases.has(value) && !knownDistributions.has(value)),
    );
    expect(stray).toEqual([]);
  });

  test('codenames stand for known releases', () => {
    for (const value of Object.values(tags.codenames)) expect(knownReleases).toContain(value);
  });

  test('patterns of words compile and name known distributions', () => {
    for (const [pattern, distribution] of tags.words as unknown as readonly ReleaseRule[]) {
      expect(() => new RegExp(pattern)).not.toThrow();
      expect(knownDistributions).toContain(distribution);
    }
  });
});

describe('image-names.json', () => {
  test('aliases lead to images that are known', () => {
    const find = createImageEntries(imageTable(entries));
    const stray = Object.values(names.aliases).filter((image) =>
      sampleTagsFor(image).every((tag) => find(image, tag) === null),
    );
    expect(stray).toEqual([]);
  });
});

function sampleTagsFor(image: string): readonly string[] {
  return image === 'amazonlinux' ? ['2'] : ['latest', '1', '9'];
}

describe('distributions.json', () => {
  test('names no release twice', () => {
    expect(knownReleases.size).toBe(releases.releases.length);
  });

  test('points to lists of inits that exist', () => {
    for (const { inits } of releases.releases) expect(releases.initLists[inits]).toBeDefined();
  });
});

test('a lookup compiles no pattern twice and is fast', () => {
  const { lookup } = loadBaseImages();
  const references = [
    'node:18-alpine',
    'gcr.io/distroless/static',
    'mycorp/app:1',
    'quay.io/acme/x:bookworm',
  ];
  for (const reference of references) lookup(reference);
  const start = performance.now();
  for (let round = 0; round < 500; round++) for (const reference of references) lookup(reference);
  // About 10 µs each; the limit is wide for slow machines.
  expect((performance.now() - start) / (500 * references.length)).toBeLessThan(0.5);
});
