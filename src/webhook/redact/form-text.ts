/** Whether a text looks like fields of a form; base64 with its padding does not count. */
export function isFormText(text: string): boolean {
  return (
    /^[\w.%*+[\]~-]{1,200}=[^\s&]*(?:&[\w.%*+[\]~-]{1,200}(?:=[^\s&]*)?)*$/.test(text) &&
    !/^[\w+/-]{16,}={1,2}$/.test(text)
  );
}

/** The text itself where an escape is malformed. */
export function decodePercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function decodeForm(text: string): string {
  return decodePercents(text.replaceAll('+', ' '));
}
