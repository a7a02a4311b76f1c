import { CancelledError } from '../core/errors.ts';
import type { Prompts, SelectQuestion } from '../core/prompts.ts';

export interface PromptStreams {
  readonly input: NodeJS.ReadableStream;
  /** Where questions go: not where results go. */
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
}

/**
 * Asks with inquirer, which is loaded with the first question.
 * Its methods raise {@link CancelledError} when the person answers with Ctrl-C.
 */
export function createPrompts(streams: PromptStreams): Prompts {
  return {
    text: async ({ message, initial, problemOf }) => {
      const validate = (answer: string) => problemOf?.(answer) ?? true;
      const answers = await ask(streams, (prompt) =>
        prompt([{ type: 'input', name: 'value', message, default: initial, validate }]),
      );
      return answers.value;
    },
    select: async <Value extends string>({ message, initial, choices }: SelectQuestion<Value>) => {
      const options = choices.map(({ value, label }) => ({ value, name: label }));
      const answers = await ask(streams, (prompt) =>
        prompt([{ type: 'select', name: 'value', message, default: initial, choices: options }]),
      );
      return choices.find(({ value }) => value === answers.value)?.value ?? initial;
    },
    confirm: async ({ message, initial }) => {
      const answers = await ask(streams, (prompt) =>
        prompt([{ type: 'confirm', name: 'value', message, default: initial }]),
      );
      return answers.value;
    },
    secret: async ({ message }) => {
      const answers = await ask(streams, (prompt) =>
        prompt([{ type: 'password', name: 'value', message, mask: '*' }]),
      );
      return answers.value;
    },
  };
}

type InquirerPrompt = ReturnType<typeof import('inquirer').createPromptModule>;

async function ask<Answers>(
  streams: PromptStreams,
  question: (prompt: InquirerPrompt) => Promise<Answers>,
): Promise<Answers> {
  const { createPromptModule } = await import('inquirer');
  try {
    return await question(createPromptModule({ ...streams }));
  } catch (error) {
    if (isCancellation(error)) throw new CancelledError();
    throw error;
  }
}

/** inquirer's own classes are not exported by its main entry; their names are part of its documentation. */
function isCancellation(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'].includes(error.name)
  );
}
