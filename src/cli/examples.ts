import { type Command, Help } from 'commander';

const examplesOf = new WeakMap<Command, string>();

/** Examples come first in a command's help, as whole lines that can be pasted. */
export function setExamples(command: Command, examples: string): Command {
  examplesOf.set(command, examples);
  return command;
}

/** Help with the description first, then the examples, then what commander writes. */
export function formatHelp(command: Command, helper: Help): string {
  const standard = Help.prototype.formatHelp.call(helper, command, helper);
  const examples = examplesOf.get(command);
  if (examples === undefined) return standard;
  const [usage = '', ...rest] = standard.split('\n\n');
  const description = command.description();
  const sections = description === '' ? rest : rest.slice(1);
  return [...(description === '' ? [] : [description]), examples.trimEnd(), usage, ...sections].join('\n\n');
}
