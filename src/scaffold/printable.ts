/**
 * What came from elsewhere, fit to be printed: characters that a terminal would obey become visible ones. Line breaks stay.
 */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{C}\n]/gu, '\ufffd');
}
