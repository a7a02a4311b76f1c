import type { Command } from 'commander';
import type { Cli } from './cli.ts';

/** Gives the command the terminal and the context of this run; valid inside actions only. */
export type GetCli = () => Cli;

/** A command file declares flags on `command` and calls one function of a domain. */
export interface CommandModule {
  configure(command: Command, getCli: GetCli): void;
}

interface Leaf {
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}
interface Group {
  readonly summary: string;
  /** Whole lines that can be pasted. */
  readonly examples?: string;
  readonly commands: Readonly<Record<string, CommandEntry>>;
  /** Flags of the group itself; without any, it only shows its help. */
  readonly load?: () => Promise<CommandModule>;
}
export type CommandEntry = Leaf | Group;
