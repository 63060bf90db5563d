import type { Fix, Severity, Starter } from '../contract/finding.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import { groupBy } from '../knowledge/group-by.ts';
import type { Range } from '../text/line-index.ts';
import {
  json,
  type MachineReport,
  type PlacedFinding,
  placedErrors,
  placedFindings,
} from './machine-report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, for GitHub code scanning and everything else that shows it. */
export function sarif(report: MachineReport): string {
  const notifications = placedErrors(report).map(({ path, position, message }) => ({
    level: 'error',
    message: { text: message },
    locations: [location(path, position === null ? null : { start: position, end: position })],
  }));
  const run = {
    tool: {
      driver: {
        name: 'pid1-lint',
        semanticVersion: report.version,
        rules: report.rules.map((rule) => reportingDescriptor(rule, report.pages[rule.name] ?? rule.summary)),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      { executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications },
    ],
    results: placedFindings(report).map((placed) => result(placed, report)),
  };
  const $schema =
    'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return json({ $schema, version: '2.1.0', runs: [run] });
}

function reportingDescriptor({ code, name, summary, severity, fixes }: RuleMetadata, page: string) {
  return {
    id: code,
    name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${name}: ${summary}` },
    help: { text: page, markdown: page },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['containers', 'reliability'], fixes },
  };
}

function result({ finding, path, range, fingerprint, rangeIn }: PlacedFinding, report: MachineReport) {
  const { code, severity, message, stop, fix, startedBy } = finding;
  return {
    ruleId: code,
    ruleIndex: report.rules.findIndex((rule) => rule.code === code),
    level: levels[severity],
    message: { text: message },
    locations: [location(path, range)],
    partialFingerprints: { 'pid1LintFinding/v1': fingerprint },
    relatedLocations: startedBy.map((starter) => relatedLocation(starter, report)),
    properties: { stop },
    ...(fix !== null && { fixes: [sarifFix(fix, rangeIn, report)] }),
  };
}

function sarifFix(
  { title, safety, edits }: Fix,
  rangeIn: PlacedFinding['rangeIn'],
  { pathOf }: MachineReport,
) {
  return {
    description: { text: safety === 'safe' ? title : `${title} (unsafe)` },
    artifactChanges: [...groupBy(edits, ({ file }) => file)].map(([file, own]) => ({
      artifactLocation: { uri: uri(pathOf(file)) },
      replacements: own.map(({ span, newText }) => ({
        deletedRegion: region(rangeIn(file, span)),
        ...(newText !== '' && { insertedContent: { text: newText } }),
      })),
    })),
  };
}

function relatedLocation({ instruction, file, line }: Starter, { pathOf }: MachineReport) {
  return {
    message: { text: `started by ${instruction}` },
    physicalLocation: { artifactLocation: { uri: uri(pathOf(file)) }, region: { startLine: line } },
  };
}

function location(path: string, range: Range | null) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(path) },
      ...(range !== null && { region: region(range) }),
    },
  };
}

function region({ start, end }: Range) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A relative path as a relative reference, an absolute one as a `file:` URI. */
function uri(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
