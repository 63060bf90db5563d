import { expect, test } from 'vitest';
import { loginShells } from '../../src/startup/launch/login-shell.ts';

test.each([
  ['debian', 'useradd app', '/bin/sh'],
  ['debian', 'groupadd app && useradd -m -g app app', '/bin/sh'],
  ['debian', 'useradd -ms /bin/zsh app', '/bin/zsh'],
  ['debian', 'useradd --shell=/usr/sbin/nologin "app"', '/usr/sbin/nologin'],
  ['debian', 'adduser --disabled-password --gecos "" app', '/bin/bash'],
  ['debian', 'useradd app; usermod -s /bin/bash app', '/bin/bash'],
  ['debian', 'useradd app; usermod -aG sudo app', '/bin/sh'],
  ['debian', 'useradd other', null],
  ['debian', 'groupadd app', null],
  ['alpine', 'adduser -D app', '/bin/sh'],
  ['alpine', 'adduser -D -s /bin/bash app', '/bin/bash'],
  ['fedora', 'useradd app', '/bin/bash'],
  ['nobody knows', 'useradd app', null],
])('on %s after `%s`', (distribution, text, expected) => {
  expect(loginShells({ base: { distribution }, runTexts: [text] })('app')).toBe(expected);
});
