import type { Dockerfile, Instruction } from '../dockerfile/instruction.ts';
import type { ImageModel, SourcePlace, Startup } from '../startup/model.ts';
import type { Fix, FixSafety, Severity } from './finding.ts';
import type { InitChoice } from './init-choice.ts';

/** What is known of a rule without running it. */
export interface RuleMetadata {
  /** Stable for ever: a new check gets a new code, an old one never widens its meaning. */
  readonly code: `PID${number}`;
  /** The name of the rule's room, in kebab case. */
  readonly name: string;
  readonly severity: Severity;
  /** One line for tables and lists: when it fires, without a full stop. */
  readonly summary: string;
  /** The kinds of fix that it can offer; empty when it has none. */
  readonly fixes: readonly FixSafety[];
  /** The version of pid1-lint that had it first. */
  readonly since: string;
}

/** The Dockerfile that an image was modelled from. */
export interface RuleFile {
  /** As the findings shall name it. */
  readonly path: string;
  readonly dockerfile: Dockerfile;
  /** The init that fixes put at PID 1 where there is none yet. */
  readonly init: InitChoice;
}

/** What a rule saw, as data; the wording stands in the rule's `messages`. */
export interface RuleFinding<Message extends string = string> {
  readonly place: SourcePlace;
  readonly message: Message;
  /** What the message's `{placeholders}` stand for. */
  readonly args: Readonly<Record<string, string>>;
  /** The startup that it speaks of; null when it speaks of the image as a whole. */
  readonly startup: Startup | null;
  /** For a finding in a script: the instruction that starts it. */
  readonly startedBy?: Instruction | null;
  /** Candidates, the least intrusive first. Lint keeps the first that the model proves. */
  readonly fixes: readonly Fix[];
}

/** One rule: metadata, wording and one check that reads the model and nothing else. */
export interface Rule<Message extends string = string> extends RuleMetadata {
  /** Message texts with `{placeholders}` by a name that says what was seen. */
  readonly messages: Readonly<Record<Message, string>>;
  /** The messages that weigh more or less than the rule does, unless a configuration sets the rule's severity. */
  readonly severities?: Readonly<Partial<Record<Message, Severity>>>;
  /** Pure: the same image and file give the same findings. Is not called for skipped images. */
  readonly check: (image: ImageModel, file: RuleFile) => readonly RuleFinding<Message>[];
}

/** Defines a rule; ties the messages that the check may use to those that are worded. */
export function defineRule<Message extends string>(rule: Rule<Message>): Rule {
  return rule as Rule;
}
