/** Questions to the person at the terminal. Each has a flag that answers it, so nothing depends on being asked. */
export interface Prompts {
  text(question: TextQuestion): Promise<string>;
  select<Value extends string>(question: SelectQuestion<Value>): Promise<Value>;
  confirm(question: ConfirmQuestion): Promise<boolean>;
  /** Asks for what must not be seen: the answer is not shown while it is written. */
  secret(question: SecretQuestion): Promise<string>;
}

interface TextQuestion {
  readonly message: string;
  readonly initial: string;
  /** What is wrong with an answer; undefined when it will do. */
  readonly problemOf?: (answer: string) => string | undefined;
}

export interface SelectQuestion<Value extends string> {
  readonly message: string;
  readonly initial: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
}

interface SecretQuestion {
  readonly message: string;
}

interface ConfirmQuestion {
  readonly message: string;
  readonly initial: boolean;
}
