import type { ChildStop, Forwarding } from '../knowledge/started.ts';
import type { CommandList, ShellNode, ShellProgram, SimpleCommand } from '../shell/syntax.ts';
import type { Frame, ShellContext, ShellNote, ShellState } from './evaluate/shell-state.ts';
import type { HandlerPlace } from './launch/entry-file.ts';
import type { StartFailure } from './launch/start-failure.ts';
import type { SourcePlace } from './model.ts';

/**
 * What a program does when a signal reaches it that it may handle:
 * - `handles`: it cleans up and ends.
 * - `default`: it installs no handler, so the kernel's default action applies.
 * - `ignores`: it goes on, whether it is PID 1 or not.
 * - `depends`: the program's own code decides (a script's runtime): it handles the signal or leaves it.
 * - `opaque`: what it is, or what it starts, is not known (a script not read): anything may happen.
 */
export type Reaction = 'handles' | 'default' | 'ignores' | 'depends' | 'opaque';

/** How long a command lives by itself: `forever` never ends, `long` may, `short` is known to end soon. */
export type Lifetime = 'short' | 'long' | 'forever';

/** How an init or wrapper deals with a signal it gets; facts in `knowledge/data`. */
export interface ForwardingSpec extends Forwarding {
  readonly name: string;
  readonly role: 'init' | 'wrapper';
  /** Where that was measured or read. */
  readonly because: string;
}

/** A process of the model: what it is, and what is below it once the workload runs. */
export interface Process {
  /** Unique within one model run; what `$!` and `$$` expand to. */
  readonly pid: number;
  readonly argv: readonly string[];
  readonly lifetime: Lifetime;
  /** Signals it was started with as ignored (`trap '' TERM` above it). */
  readonly ignored: ReadonlySet<string>;
  /** Background jobs of a shell that this process has replaced: they are its children now. */
  readonly adopted: readonly Process[];
  /** Its own parent has ended: a child of PID 1, wherever in the model it was left behind. */
  readonly orphaned?: true;
  /** What this process was before it was replaced, first to last; empty for one that was just started. */
  readonly replaced: readonly Replaced[];
  /** Set for a daemon: it has a session of its own, which signals to the group of others do not reach. */
  readonly detached?: true;
  /** The command of a shell that started it; null when the engine or another program did. */
  readonly origin: Origin | null;
  /** Where in the files it is started. */
  readonly place: SourcePlace | null;
  readonly body: ProgramBody | ShellBody | ForwarderBody;
}

/** A shell that gave its process to something else. */
export interface Replaced {
  readonly context: ShellContext;
  /** `exec`: it was told to. `implicit`: it did so of itself, as this shell in this version does. */
  readonly by: 'exec' | 'implicit';
  readonly origin: Origin;
}

/** The command in a shell's text that a process comes from, and the state of the shell before it. */
export interface Origin {
  readonly context: ShellContext;
  readonly node: SimpleCommand;
  readonly state: ShellState;
  /** What the shell goes on with afterwards. */
  readonly next: Frame | null;
}

export interface ProgramBody {
  readonly kind: 'program';
  readonly reaction: Reaction;
  /** What it does on signals for which that does not hold. */
  readonly signals?: Readonly<Record<string, Reaction>>;
  /** Where its script is seen to install handlers, by signal. */
  readonly handlers?: ReadonlyMap<string, HandlerPlace>;
  /** For `depends`: what would have to be known. For others: where the fact is from, if a person may ask. */
  readonly because: string | null;
  /** A tool that keeps a container alive or filters (tail, sleep, cat, tee), not what the container is for. */
  readonly accessory: boolean;
  /** Why it cannot be told that it is all that the container exists for, in words; absent: nothing speaks against it. */
  readonly doubt?: string;
  /** True when it was started as an interactive shell or the like: nothing to stop. */
  readonly interactive: boolean;
  /** Set for a script that cannot be started. */
  readonly failure?: StartFailure;
  /** What a person should know of how it came to its end, for a shell that ends. */
  readonly notes?: readonly ShellNote[];
}

export interface ForwarderBody {
  readonly kind: 'forwarder';
  readonly spec: ForwardingSpec;
  readonly child: Process;
  /** What it starts beside that; absent: nothing. */
  readonly others?: readonly Process[];
  /** How it ends single ones of them, by process number; absent: all by the signal that it passes on. */
  readonly stops?: ReadonlyMap<number, ChildStop>;
}

/** Everything that an init or wrapper starts. */
export function startedBy({ child, others = [] }: ForwarderBody): readonly Process[] {
  return [child, ...others];
}

export interface ShellBody {
  readonly kind: 'shell';
  readonly context: ShellContext;
  readonly station: Station;
}

/** `fg` waits like a foreground command does: no trap runs before it is over. */
export type WaitMode = 'all' | 'any' | 'fg';

/** A moment at which a shell stands still on something that lasts, with all it needs to go on. */
export interface Station {
  readonly state: ShellState;
  /** What it goes on with when that is over. */
  readonly next: Frame | null;
  readonly blocked:
    | { readonly on: 'foreground'; readonly processes: readonly Process[] }
    | {
        readonly on: 'wait';
        readonly pids: readonly number[];
        readonly until: WaitMode;
        readonly named: boolean;
      }
    /** A loop of short commands that never ends. */
    | { readonly on: 'spin'; readonly span: { readonly start: number; readonly end: number } };
}

/** One of several ways something can go, and on what it depends, in words. */
export interface Alternative<T> {
  readonly conditions: readonly string[];
  readonly value: T;
  /** What a shell that ends leaves running. */
  readonly left?: readonly Process[];
  /** It ends with a failure. */
  readonly failed?: boolean;
  /** Programs have run behind the last of those, which may be there for them. */
  readonly worked?: boolean;
  /** What a person should know of how a shell came to its end. */
  readonly notes?: readonly ShellNote[];
}

/** A body of shell code that a forked shell runs. */
export type ShellCode = ShellNode | CommandList | ShellProgram;
