const maxPort = 65_535;
const protocols: ReadonlySet<string> = new Set(['', 'tcp', 'udp', 'sctp']);

/**
 * What BuildKit says when it refuses a port of EXPOSE (`80`, `8000-8010/udp`); null when it takes it. An address or a host's
 * port before the container's is not looked at. See BuildKit frontend/dockerfile/dockerfile2llb/convert_expose.go.
 */
export function portProblem(text: string): string | null {
  const container = text.slice(text.lastIndexOf(':') + 1);
  const slash = container.indexOf('/');
  const ports = slash === -1 ? container : container.slice(0, slash);
  const protocol = slash === -1 ? '' : container.slice(slash + 1);
  if (ports === '') return `invalid port: "${text}": no port specified`;
  if (!protocols.has(protocol.toLowerCase())) return `invalid port: "${text}": invalid proto: ${protocol}`;
  return isPortRange(ports) ? null : `invalid containerPort: ${ports}`;
}

function isPortRange(text: string): boolean {
  const hyphen = text.indexOf('-');
  const start = hyphen === -1 ? text : text.slice(0, hyphen);
  const end = hyphen === -1 ? text : text.slice(hyphen + 1);
  return isPort(start) && isPort(end) && Number(start) <= Number(end);
}

function isPort(text: string): boolean {
  return /^\+?\d+$/.test(text) && Number(text) <= maxPort;
}
