/**
 * Text from outside, fit for a terminal and for one line: control and format characters become dots, so that a
 * descriptor or the name of a file can neither write to the terminal by itself nor turn the direction of what follows.
 */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, '·');
}
