const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const domainComponent = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = new RegExp(
  `^(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`,
);
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(
  `^${pathComponent}(?:/${pathComponent})*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@${digest})?$`,
);

const maxNameLength = 255;

/**
 * Why a text is no image reference; null when it is one. The rules are those of github.com/distribution/reference
 * (ParseNormalizedNamed), with which BuildKit reads the name after FROM.
 */
export function imageReferenceProblem(text: string): string | null {
  if (/^[a-f0-9]{64}$/.test(text)) {
    return `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`;
  }
  const slash = text.indexOf('/');
  const head = slash === -1 ? '' : text.slice(0, slash);
  const isDomain = head === 'localhost' || /[.:]/.test(head) || head !== head.toLowerCase();
  const remainder = isDomain ? text.slice(slash + 1) : slash === -1 ? `library/${text}` : text;
  const repository = remainder.split(':')[0] ?? '';
  if (repository !== repository.toLowerCase()) {
    return `invalid reference format: repository name (${repository}) must be lowercase`;
  }
  // No reference is longer than name, tag and digest together; a longer text need not be matched.
  if (text.length > 4096 || (isDomain && !domain.test(head)) || !reference.test(remainder)) {
    return 'invalid reference format';
  }
  return repository.length > maxNameLength
    ? `repository name must not be more than ${maxNameLength} characters`
    : null;
}
