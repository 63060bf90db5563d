// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MemoryFile, memoryContext } from '../../src/context/memory-context.ts';
import { loadBaseImages } from '../../src/knowledge/load-base-images.ts';
import type { ImageFile } from '../../src/startup/image/image-file.ts';
import { modelDockerfile } from '../../src/startup/model-dockerfile.ts';
import { sourceSpan } from '../../src/text/mapped-text.ts';

type Files = Readonly<Record<string, MemoryFile>>;

const { lookup } = loadBaseImages();
const script = '#!/bin/sh\nexec app\n';

function find(dockerfile: string, name: string, files: Files = { 'run.sh': script }): ImageFile {
  const text = dockerfile.startsWith('FROM') ? dockerfile : `FROM debian:12\n${dockerfile}\n`;
  const { images } = modelDockerfile(
    { path: 'Dockerfile', text },
    { baseImage: lookup, buildArgs: new Map(), context: () => memoryContext(files) },
  );
  const image = images.at(-1);
  if (!image) throw new Error('no image');
  return image.file(name);
}

/** What is found, in short: `x` for executable, `-` for not, `?` for not known, and the text or the reason. */
function brief(file: ImageFile): string {
  if (file.kind === 'absent') return `${file.by === null ? 'nobody' : file.by.keyword}: ${file.reason}`;
  const mode = file.executable === null ? '?' : file.executable ? 'x' : '-';
  if (file.kind === 'binary') return `${mode} binary`;
  return `${mode} ${file.source.file ?? 'nowhere'}: ${file.source.text.text}`;
}

const inContext = `x run.sh: ${script}`;
const inDockerfile = (text: string, mode = '-'): string => `${mode} Dockerfile: ${text}`;

describe('COPY and ADD from the build context', () => {
  it.each<[dockerfile: string, path: string, files?: Files]>([
    ['COPY run.sh /run.sh', '/run.sh'],
    ['COPY run.sh /', '/run.sh'],
    ['COPY run.sh /usr/local/bin', '/usr/local/bin/run.sh'],
    ['COPY run.sh /usr/local/bin/', 'run.sh'],
    ['COPY run.sh /start', '/start'],
    ['COPY ./run.sh ./', '/run.sh'],
    ['WORKDIR /app\nCOPY run.sh .', './run.sh'],
    ['WORKDIR /app\nCOPY run.sh bin/', 'bin/run.sh'],
    ['WORKDIR /app\nWORKDIR sub\nCOPY run.sh ./', '/app/sub/run.sh'],
    ['COPY ../run.sh /', '/run.sh'],
    ['COPY "run.sh" \'/run.sh\'', '/run.sh'],
    ['COPY ["run.sh", "/run.sh"]', '/run.sh'],
    ['COPY other run.sh more /opt/', '/opt/run.sh', { 'run.sh': script, other: 'a', more: 'b' }],
    ['COPY . /app', '/app/run.sh'],
    ['COPY . .', '/run.sh'],
    ['COPY / /app/', '/app/run.sh'],
    ['COPY docker /scripts', '/scripts/run.sh', { 'docker/run.sh': script }],
    ['COPY docker/ /scripts/', '/scripts/sub/run.sh', { 'docker/sub/run.sh': script }],
    ['COPY *.sh /', '/run.sh'],
    ['COPY r?n.* /opt/', '/opt/run.sh'],
    ['COPY docker/*/run.sh /opt/', '/opt/run.sh', { 'docker/x/run.sh': script }],
    ['COPY d* /opt/', '/opt/run.sh', { 'docker/run.sh': script }],
    ['COPY *.sh /start', '/start'],
    ['ENV D=/srv F=run.sh\nCOPY $F ${D}/', '/srv/run.sh'],
    ['ARG F=run.sh\nCOPY $F /', '/run.sh'],
    ['COPY --chown=app:app --link run.sh /run.sh', '/run.sh'],
    ['COPY --parents docker/run.sh /opt/', '/opt/docker/run.sh', { 'docker/run.sh': script }],
    ['COPY --parents a/./docker/run.sh /opt/', '/opt/docker/run.sh', { 'a/docker/run.sh': script }],
    ['ADD run.sh /run.sh', '/run.sh'],
    ['COPY run.sh /opt/\nRUN ln -s /opt/run.sh /usr/local/bin', 'run.sh'],
    ['COPY run.sh /usr/local/bin/\nRUN ln -s /opt/x /usr/local/bin', 'run.sh'],
    ['COPY . /opt/app-1.0\nRUN ln -s app-1.0 /opt/app', '/opt/app/run.sh'],
    ['RUN ln -s /srv/app /app\nCOPY . /srv/app', '/app/run.sh'],
    ['COPY other /run.sh\nCOPY run.sh /run.sh', '/run.sh', { 'run.sh': script, other: 'a' }],
    ['ENV PATH=/opt/bin:$PATH\nCOPY run.sh /opt/bin/', 'run.sh'],
    ['COPY link /run.sh', '/run.sh', { 'run.sh': script, link: { link: 'run.sh' } }],
    ['COPY . /app', '/app/link', { 'run.sh': script, link: { link: 'run.sh' } }],
    ['COPY . /app', '/app/bin/go', { 'run.sh': script, 'bin/go': { link: '../run.sh' } }],
    ['COPY . /app', '/app/bin/run.sh', { 'b/run.sh': script, bin: { link: 'b' } }],
    ['FROM debian:12 AS a\nCOPY run.sh /run.sh\nFROM a', '/run.sh'],
    ['FROM debian:12 AS a\nCOPY run.sh /x\nFROM debian:12\nCOPY --from=a /x /run.sh', '/run.sh'],
    ['FROM debian:12 AS a\nCOPY . /x\nFROM debian:12\nCOPY --from=0 /x /app/', '/app/run.sh'],
    ['FROM debian:12 AS a\nCOPY . /x\nFROM debian:12\nCOPY --from=A x/run.sh /app/', '/app/run.sh'],
    ['FROM debian:12 AS a\nCOPY run.sh /x/\nFROM debian:12\nCOPY --from=a /x/*.sh /app/', '/app/run.sh'],
    [
      'FROM debian:12 AS a\nCOPY run.sh /1\nFROM debian:12 AS b\nCOPY --from=a /1 /2\nFROM debian:12\nCOPY --from=b /2 /3',
      '/3',
    ],
    ['FROM debian:12 AS a\nONBUILD COPY run.sh /\nFROM a', '/run.sh'],
  ])('%s → %s', (dockerfile, path, files) => {
    const found = find(dockerfile, path, files);
    expect(found).toMatchObject({ kind: 'text', executable: true });
    expect(found.kind === 'text' && found.source.text.text).toBe(script);
    expect(found.kind === 'text' && found.name).toMatch(/run\.sh$/);
  });

  it.each<[dockerfile: string, expected: string, files?: Files]>([
    ['COPY --chmod=755 run.sh /run.sh', inContext],
    ['COPY --chmod=0644 run.sh /run.sh', inContext.replace('x', '-')],
    ['COPY --chmod=u+x run.sh /run.sh', inContext],
    ['COPY run.sh /run.sh', inContext.replace('x', '-'), { 'run.sh': { text: script, executable: false } }],
    ['COPY run.sh /run.sh', inContext.replace('x', '?'), { 'run.sh': { text: script, executable: null } }],
    ['COPY run.sh /run.sh', 'x binary', { 'run.sh': { content: { kind: 'binary' } } }],
    [
      'COPY run.sh /run.sh',
      'COPY: COPY takes it from the build context, and run.sh is not UTF-8 text',
      { 'run.sh': { content: { kind: 'unreadable', reason: 'is not UTF-8 text' } } },
    ],
    ['COPY --chmod=$MODE run.sh /run.sh', inContext.replace('x', '?')],
  ])('%s has the mode and kind of its source: %s', (dockerfile, expected, files) => {
    expect(brief(find(dockerfile, '/run.sh', files))).toBe(expected);
  });
});

describe('here-documents', () => {
  it.each<[dockerfile: string, expected: string]>([
    ['COPY <<EOF /run.sh\n#!/bin/sh\nexec app\nEOF', inDockerfile(script)],
    [
      'COPY --chmod=755 <<"EOF" /run.sh\n#!/bin/sh\nexec app $X\nEOF',
      inDockerfile('#!/bin/sh\nexec app $X\n', 'x'),
    ],
    ['COPY <<-EOF /run.sh\n\t#!/bin/sh\n\texec app\n\tEOF', inDockerfile(script)],
    ['ENV A=app\nCOPY <<EOF /run.sh\n#!/bin/sh\nexec $A\nEOF', inDockerfile(script)],
    ['COPY <<run.sh <<b.sh /\n#!/bin/sh\nexec app\nrun.sh\nx\nb.sh', inDockerfile(script)],
    ['ADD <<run.sh /\n#!/bin/sh\nexec app\nrun.sh', inDockerfile(script)],
    ["RUN cat > /run.sh <<'EOF'\n#!/bin/sh\nexec app\nEOF", inDockerfile(script)],
    ["RUN cat <<'EOF' > /run.sh && chmod +x /run.sh\n#!/bin/sh\nexec app\nEOF", inDockerfile(script, 'x')],
    [
      'RUN <<EOF\ncat > /run.sh <<X\n#!/bin/sh\nexec app\nX\nchmod a+rx /run.sh\nEOF',
      inDockerfile(script, 'x'),
    ],
    ['RUN <<-EOF\n\tcat > /run.sh <<-X\n\t\t#!/bin/sh\n\t\texec app\n\tX\n\tEOF', inDockerfile(script)],
    ['RUN <<EOF\n#!/usr/bin/env bash\ncat > /run.sh <<X\n#!/bin/sh\nexec app\nX\nEOF', inDockerfile(script)],
    ['RUN cat <<EOF > /run.sh\n#!/bin/sh\nexec "\\$@"\nEOF', inDockerfile('#!/bin/sh\nexec "$@"\n')],
    ['RUN cat <<EOF > /run.sh\n#!/bin/sh\nexec "$@"\nEOF', inDockerfile('#!/bin/sh\nexec ""\n')],
    ['ENV A=app\nRUN cat <<EOF > /run.sh\n#!/bin/sh\nexec ${A}\nEOF', inDockerfile(script)],
    ['RUN A=app; cat <<EOF > /run.sh\n#!/bin/sh\nexec ${A:-x}\nEOF', inDockerfile(script)],
    [
      'RUN cat <<EOF > /run.sh\n#!/bin/sh\nexec app \\\n  -x\nEOF',
      inDockerfile('#!/bin/sh\nexec app   -x\n'),
    ],
    ['RUN tee /run.sh <<EOF >/dev/null\n#!/bin/sh\nexec app\nEOF', inDockerfile(script)],
    ['RUN cat <<EOF | sudo tee /run.sh\n#!/bin/sh\nexec app\nEOF', inDockerfile(script)],
    ['WORKDIR /\nRUN cat <<EOF > run.sh\n#!/bin/sh\nexec app\nEOF', inDockerfile(script)],
  ])('%s', (dockerfile, expected) => {
    expect(brief(find(dockerfile, '/run.sh'))).toBe(expected);
  });

  it.each([
    'COPY <<EOF /run.sh\n#!/bin/sh\nexec «app» $A\nEOF',
    'COPY <<-EOF /run.sh\n\t#!/bin/sh\n\t\texec «app» $A\n\tEOF',
    "RUN cat <<'EOF' > /run.sh\n#!/bin/sh\nexec «app» $A\nEOF",
    'RUN cat <<EOF > /run.sh\n#!/bin/sh\nexec "$@" \\$A $A «app»\nEOF',
    'RUN <<X\ncat <<-EOF > /run.sh\n\t#!/bin/sh\n\texec \\\n\t«app»\n\tEOF\nX',
    'RUN true \\\n# note\n && echo "#!/bin/sh" > /run.sh \\\n && echo "exec \\"«app»\\"" >> /run.sh',
    "RUN printf '#!/bin/sh\\nexec «app»\\n' > /run.sh",
    "RUN printf '%s\\n' '#!/bin/sh' 'exec «app»' > /run.sh",
    "RUN echo '#!/bin/sh\\nexec «app»' > /run.sh",
    "RUN echo '#!/bin/sh\\n\\\nexec «app»' > /run.sh",
    'RUN sh -c "echo \'exec «app»\' > /run.sh"',
  ])('maps the text to where it stands: %s', (marked) => {
    const start = `FROM debian:12\nENV A=value\n`.length + marked.indexOf('«');
    const found = find(`FROM debian:12\nENV A=value\n${marked.replace(/[«»]/g, '')}\n`, '/run.sh');
    if (found.kind !== 'text') throw new Error(brief(found));
    const at = found.source.text.text.indexOf('app');
    expect(found.source.file).toBe('Dockerfile');
    expect(sourceSpan(found.source.text, { start: at, end: at + 3 })).toEqual({ start, end: start + 3 });
  });
});

describe('what RUN writes and changes', () => {
  it.each<[dockerfile: string, expected: string, files?: Files]>([
    ["RUN echo '#!/bin/sh\\nexec app' > /run.sh", inDockerfile(script)],
    ["FROM alpine:3.20\nRUN echo -e '#!/bin/sh\\nexec app' > /run.sh", inDockerfile(script)],
    ["FROM alpine:3.20\nRUN echo '#!/bin/sh\\nexec app' > /run.sh", inDockerfile('#!/bin/sh\\nexec app\n')],
    ["RUN echo -e '#!/bin/sh\\nexec app' > /run.sh", inDockerfile('-e #!/bin/sh\nexec app\n')],
    ['SHELL ["/bin/bash", "-c"]\nRUN echo -e \'#!/bin/sh\\nexec app\' > /run.sh', inDockerfile(script)],
    [
      'RUN echo "#!/bin/sh" > /run.sh && echo "exec app" >> /run.sh && chmod 755 /run.sh',
      inDockerfile(script, 'x'),
    ],
    ['RUN echo "#!/bin/sh" >> /run.sh && echo "exec app" >> /run.sh', inDockerfile(script)],
    ['RUN { echo "#!/bin/sh"; echo "exec app"; } > /run.sh', inDockerfile(script)],
    ['RUN (echo "#!/bin/sh"; echo "exec app") > /run.sh', inDockerfile(script)],
    ['RUN echo "exec app" | tee /run.sh', inDockerfile('exec app\n')],
    ['RUN echo "#!/bin/sh" > /run.sh\nRUN echo "exec app" | tee -a /run.sh', inDockerfile(script)],
    ["RUN printf '#!/bin/sh\\nexec app\\n' > /run.sh", inDockerfile(script)],
    ["RUN printf '%s\\n' '#!/bin/sh' 'exec app' > /run.sh", inDockerfile(script)],
    ["RUN printf '%b' '#!/bin/sh\\n' 'exec app\\n' > /run.sh", inDockerfile(script)],
    ['RUN echo -n "exec app" > /run.sh', inDockerfile('exec app')],
    ['RUN ["sh", "-c", "echo exec app > /run.sh"]', inDockerfile('exec app\n')],
    ['SHELL ["/bin/bash", "-c"]\nRUN cat <<< "exec app" > /run.sh', inDockerfile('exec app\n')],
    [
      'RUN cat <<-EOF > /run.sh\n\t#!/bin/sh\n\texec \\\n\tapp\n\tEOF',
      inDockerfile('#!/bin/sh\nexec \tapp\n'),
    ],
    ['RUN cd / && echo exec app > run.sh', inDockerfile('exec app\n')],
    ['WORKDIR /srv\nRUN (cd /tmp && true) && echo exec app > ../run.sh', inDockerfile('exec app\n')],
    ['RUN for f in /run.sh /b; do echo exec app > $f; chmod +x $f; done', inDockerfile('exec app\n', 'x')],
    ['COPY run.sh /tmp/\nRUN cp /tmp/run.sh /run.sh', inContext],
    ['COPY run.sh /tmp/\nRUN cp /tmp/run.sh /', inContext],
    ['COPY . /tmp/x\nRUN cp -r /tmp/x/. /', inContext],
    ['COPY . /tmp/x\nRUN cp -a /tmp/x /y && mv /y/run.sh /run.sh', inContext],
    ['COPY run.sh /tmp/\nRUN mv /tmp/run.sh /', inContext],
    ['COPY . /tmp/x\nRUN cp /tmp/x/*.sh /', inContext],
    ['COPY run.sh /\nRUN cp /build/* / && cp $OUT/* /', inContext],
    ['COPY run.sh /tmp/x\nRUN cat /tmp/x > /run.sh', inContext.replace('x', '-')],
    ['COPY run.sh /tmp/x\nRUN install -m 755 /tmp/x /run.sh', inContext],
    ['COPY run.sh /tmp/x\nRUN install -m644 /tmp/x /run.sh', inContext.replace('x', '-')],
    [
      'COPY run.sh /tmp/x\nRUN install /tmp/x /run.sh',
      inContext,
      { 'run.sh': { text: script, executable: false } },
    ],
    ['COPY run.sh /opt/\nRUN ln -s /opt/run.sh /run.sh', inContext],
    ['COPY run.sh /opt/\nRUN ln -sf opt/run.sh /run.sh', inContext],
    ['COPY run.sh /opt/\nRUN cd /opt && ln -s /opt/run.sh /', inContext],
    ['COPY run.sh /opt/\nRUN ln /opt/run.sh /run.sh', inContext],
    ['RUN ln -s /opt/run.sh /run.sh\nCOPY run.sh /opt/', inContext],
    ['COPY run.sh /opt/\nRUN ln -s /opt /data && ln -s data/run.sh /run.sh', inContext],
    ['COPY run.sh /\nRUN ln -s /opt/other /', inContext],
    ['RUN --mount=type=bind,source=run.sh,target=/tmp/x cp /tmp/x /run.sh', inContext],
    ['RUN --mount=type=bind,target=/src cp /src/run.sh /run.sh', inContext],
    ['COPY run.sh /run.sh\nRUN chmod -x /run.sh', inContext.replace('x', '-')],
    ['COPY run.sh /run.sh\nRUN chmod g+w /run.sh && chown app /run.sh && ls -l /run.sh', inContext],
    ['COPY run.sh /run.sh\nRUN chmod go-rwx /run.sh', inContext],
    ['COPY run.sh /run.sh\nRUN chmod o-x,g-x /run.sh && chmod u=rwX /run.sh', inContext],
    ['COPY run.sh /run.sh\nRUN chmod u=rw,go= /run.sh', inContext.replace('x', '-')],
    ['COPY --chmod=644 run.sh /run.sh\nRUN chmod u=rwx,g=rx,o=r /run.sh', inContext],
    ['COPY --chmod=u=rwx,go= run.sh /run.sh', inContext],
    ['COPY run.sh /run.sh\nRUN chmod $MODE /run.sh', inContext.replace('x', '?')],
    ['COPY run.sh /run.sh\nRUN test -x /run.sh || chmod 644 /run.sh', inContext.replace('x', '?')],
    ['COPY --chmod=644 . /\nRUN chmod -R a+x /', inContext],
    ['COPY --chmod=644 . /\nRUN chmod +x /*.sh', inContext],
    ["COPY --chmod=644 . /\nRUN find / -name '*.sh' -exec chmod +x {} \\;", inContext],
    ["COPY --chmod=644 . /\nRUN find / -name '*.sh' | xargs chmod +x", inContext],
    ["COPY --chmod=644 . /\nRUN find / -name '*.py' -exec chmod +x {} +", inContext.replace('x', '-')],
  ])('%s', (dockerfile, expected, files) => {
    expect(brief(find(dockerfile, '/run.sh', files))).toBe(expected);
  });

  const windows = { 'run.sh': '#!/bin/sh\r\nexec app\r\n' };

  it.each([
    "RUN sed -i 's/\\r$//' /run.sh",
    "RUN sed -i 's/\\r//g' /run.sh",
    "RUN sed -i -e 's/\\r$//' /*.sh",
    'RUN sed -i "s/\\r//" /run.sh',
    'RUN cd / && dos2unix run.sh',
    'RUN apt-get update && apt-get install -y dos2unix && dos2unix /run.sh',
    "RUN tr -d '\\r' < /run.sh > /x && mv /x /run.sh",
    "RUN sed 's/\\r$//' /run.sh > /x && cat /x > /run.sh",
    "RUN find / -name '*.sh' -exec sed -i 's/\\r$//' {} +",
  ])('takes Windows line ends out: %s', (line) => {
    expect(brief(find(`COPY run.sh /\n${line}`, '/run.sh', windows)).slice(2)).toBe(`run.sh: ${script}`);
  });

  it('keeps Windows line ends, and where each character stands', () => {
    const kept = find('COPY run.sh /', '/run.sh', windows);
    expect(brief(kept)).toBe('x run.sh: #!/bin/sh\r\nexec app\r\n');
    const found = find('COPY run.sh /\nRUN dos2unix /run.sh', '/run.sh', windows);
    if (found.kind !== 'text') throw new Error(brief(found));
    expect(sourceSpan(found.source.text, { start: 15, end: 18 })).toEqual({ start: 16, end: 19 });
  });
});

describe('what cannot be told', () => {
  const takes = 'COPY takes it from the build context, and';

  it.each<[dockerfile: string, expected: string, files?: Files]>([
    ['RUN true', 'nobody: nothing in the Dockerfile brings it, so it would be in debian:12'],
    ['FROM scratch', 'nobody: nothing in the Dockerfile brings it'],
    ['FROM $X', 'nobody: nothing in the Dockerfile brings it, so it would be in the base image'],
    ['COPY docker/run.sh /run.sh', `COPY: ${takes} docker/run.sh is not there`],
    [
      'COPY run.sh /',
      `COPY: ${takes} run.sh is left out by .dockerignore`,
      { 'run.sh': script, '.dockerignore': '*.sh' },
    ],
    ['COPY . /', `nobody: COPY takes . from the build context, and run.sh is not there`, { a: '' }],
    [
      'COPY . /',
      'nobody: COPY takes . from the build context, and run.sh is left out by .dockerignore',
      { 'run.sh': script, '.dockerignore': '**\n!a' },
    ],
    [
      'COPY *.sh /',
      'nobody: COPY takes *.sh from the build context, and run.sh is not among them',
      { a: '' },
    ],
    ['COPY --exclude=*.sh . /', 'nobody: COPY leaves run.sh out (--exclude)'],
    ['COPY $F /run.sh', 'COPY: which file COPY brings is not known: $F'],
    ['COPY --from=nginx:1.27 /run.sh /run.sh', 'COPY: COPY takes it from the image nginx:1.27'],
    [
      'FROM debian:12 AS build\nRUN make\nFROM scratch\nCOPY --from=build /out/run.sh /',
      'COPY: COPY takes it from the stage build, where nothing in the Dockerfile brings it, so it would be in debian:12',
    ],
    [
      'FROM debian:12 AS build\nCOPY none /run.sh\nFROM scratch\nCOPY --from=build /run.sh /',
      `COPY: COPY takes it from the stage build, and there ${takes} none is not there`,
    ],
    ['ADD https://example.com/run.sh /', 'ADD: ADD fetches it from https://example.com/run.sh'],
    ['ADD https://example.com/x?y=1 /run.sh', 'ADD: ADD fetches it from https://example.com/x?y=1'],
    ['ADD https://github.com/a/b.git /', 'nobody: ADD fetches it from https://github.com/a/b.git'],
    [
      'ADD rootfs.tar.gz /',
      'nobody: ADD unpacks rootfs.tar.gz there, and archives are not opened',
      { 'rootfs.tar.gz': { content: { kind: 'binary' } } },
    ],
    ['RUN curl -o /run.sh https://x', 'RUN: RUN changes it with `curl`, which is not followed'],
    ['RUN curl https://x > /run.sh', 'RUN: RUN writes it with `curl`, which is not followed'],
    ['RUN curl https://x | tee /run.sh', 'RUN: RUN writes it with `curl`, which is not followed'],
    [
      'RUN wget --output-document=/run.sh https://x',
      'RUN: RUN changes it with `wget`, which is not followed',
    ],
    ["COPY run.sh /\nRUN sed -i 's/a/b/' /run.sh", 'RUN: RUN changes it with `sed`, which is not followed'],
    [
      "COPY run.sh /\nRUN sed 's/a/b/' /run.sh > /run.sh",
      'RUN: RUN writes it with `sed`, which is not followed',
    ],
    [
      "COPY . /\nRUN find / -name '*.sh' -exec perl -pi {} +",
      'RUN: RUN changes it with `perl`, which is not followed',
    ],
    ['COPY run.sh /\nRUN rm /run.sh', 'RUN: RUN removes it'],
    ['COPY run.sh /\nRUN rm -rf /*.sh', 'RUN: RUN removes it'],
    ['COPY run.sh /\nRUN mv /run.sh /other', 'RUN: RUN moves it to /other'],
    ['COPY run.sh /\nRUN mv /*.sh /other/', 'RUN: RUN moves it to /other'],
    ['RUN cp $OUT/run.sh /run.sh', 'RUN: RUN copies it from a path that is not known'],
    [
      'COPY run.sh /\nRUN rm /run.sh && cp /none/*.sh /',
      'nobody: RUN copies it from /none/*.sh, and nothing in the Dockerfile brings it, so it would be in debian:12',
    ],
    ['RUN if true; then echo x > /run.sh; fi', 'RUN: RUN writes it in a branch that may not be taken'],
    [
      'COPY run.sh /tmp/\nRUN [ -e /run.sh ] || cp /tmp/run.sh /',
      'RUN: RUN copies it in a branch that may not be taken',
    ],
    [
      'RUN cat <<EOF > /run.sh\n#!/bin/sh\nexec $(which app)\nEOF',
      'RUN: RUN writes it from a here-document with a command substitution',
    ],
    [
      'RUN cat <<EOF > /run.sh\n#!/bin/sh\nexec $APP\nEOF',
      'RUN: RUN writes it from a here-document with $APP, whose value is not known',
    ],
    ['RUN echo "exec $APP" > /run.sh', 'RUN: RUN writes it from "exec $APP", whose value is not known'],
    ['RUN printf "%d" 1 > /run.sh', 'RUN: RUN writes it with a `printf` whose format is not followed'],
    [
      "FROM unknown.example/x\nRUN echo 'a\\nb' > /run.sh",
      'RUN: RUN writes it with an `echo` that differs from shell to shell',
    ],
    ['RUN echo x >> /run.sh', 'nobody: nothing in the Dockerfile brings it, so it would be in debian:12'],
    [
      'RUN cp /none /run.sh',
      'RUN: RUN copies it from /none, and nothing in the Dockerfile brings it, so it would be in debian:12',
    ],
    [
      'RUN ln -s /none /run.sh',
      'nobody: it is a link to /none, and nothing in the Dockerfile brings it, so it would be in debian:12',
    ],
    ['RUN ln -s /b /run.sh && ln -s /run.sh /b', 'nobody: it is reached by too many links or copies'],
    [
      'RUN git clone https://x /run',
      'nobody: nothing in the Dockerfile brings it, so it would be in debian:12',
    ],
    [
      'SHELL ["pwsh", "-c"]\nRUN echo x > /run.sh',
      'nobody: nothing in the Dockerfile brings it, so it would be in debian:12',
    ],
    ['COPY . /', 'nobody: it is a folder', { 'run.sh/x': '' }],
  ])('%s → %s', (dockerfile, expected, files) => {
    expect(brief(find(dockerfile, '/run.sh', files))).toBe(expected);
  });

  it.each<[dockerfile: string, path: string, expected: string]>([
    [
      'RUN git clone https://x /srv',
      '/srv/run.sh',
      'nobody: RUN may bring it with `git`, which is not followed',
    ],
    [
      'COPY run.sh /opt/',
      'run.sh',
      'nobody: no folder of PATH has a file of that name that the Dockerfile brings',
    ],
    ['COPY --from=nginx /usr /usr', '/usr/bin/run.sh', 'nobody: COPY takes it from the image nginx'],
    ['COPY --from=nginx / /', '/run.sh', 'nobody: COPY takes it from the image nginx'],
  ])('%s: %s → %s', (dockerfile, path, expected) => {
    expect(brief(find(dockerfile, path))).toBe(expected);
  });

  it('does not run away with a stage that copies from itself, or with many changes', () => {
    expect(brief(find('FROM debian:12 AS a\nCOPY --from=a /run.sh /run.sh', '/run.sh'))).toMatch(
      /^(nobody|COPY): /,
    );
    const links = Array.from(
      { length: 60 },
      (_, at) => `RUN ln -s /a${at + 1} /a${at} && cp -r /a${at} /b${at}`,
    );
    expect(brief(find(links.join('\n'), '/a0/a1/a2/a3/run.sh'))).toMatch(/^nobody: /);
    const many = `COPY run.sh /\n${'RUN chmod +x /run.sh\n'.repeat(5000)}`;
    expect(brief(find(many, '/run.sh'))).toMatch(/run\.sh|too many/);
  });
});

describe('whatever stands in a RUN', () => {
  const words = [
    ...[
      'cat',
      'echo',
      'printf',
      'cp',
      'mv',
      'ln -s',
      'sed -i',
      'tee',
      'chmod +x',
      'rm -rf',
      'find',
      'xargs',
      'sh -c',
      'install -m',
    ],
    ...[
      'cd',
      '/run.sh',
      '/',
      '*.sh',
      '$A',
      '"$(x',
      "'",
      '{',
      '}',
      '(',
      ')',
      '|',
      '&&',
      '||',
      ';',
      '>',
      '>>',
      '<',
      '<<EOF',
      '<<<',
    ],
    ...[
      'if',
      'then',
      'fi',
      'for',
      'in',
      'do',
      'done',
      '\\\n',
      '\n',
      'EOF',
      '-exec',
      '{}',
      '+',
      '-',
      '--',
      '%s',
      '\\',
      '\0',
      '🐳',
    ],
  ];
  const line = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((all) => all.join(' '));

  it('a file is found or not, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 3 }), (lines) => {
        const dockerfile = `COPY run.sh /\n${lines.map((one) => `RUN ${one}`).join('\n')}`;
        for (const path of ['/run.sh', 'run.sh', '/a/b']) {
          const found = find(dockerfile, path);
          if (found.kind !== 'text') continue;
          const { text, pieces } = found.source.text;
          if (found.source.file !== null) expect(pieces[0]?.at ?? text.length).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
