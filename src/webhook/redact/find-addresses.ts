import type { Part } from './find-runs.ts';

/**
 * What follows the name in an e-mail address, and the name in front of it. It begins with the at sign, as itself or in an
 * escape of URLs, JSON or HTML: there are far fewer of them than places where a name could begin.
 */
const AT_AND_DOMAIN =
  /(?=[@%\\&])(?<=([\p{L}\p{N}_.!#$'*+~-]{1,64}))(?:@|%(?:25)?40|\\u0040|&#64;|&#x40;)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?\.){1,8}\p{L}[\p{L}\p{N}-]{1,30}/giu;

/** E-mail addresses in a text. */
export function findAddresses(text: string): readonly Part[] {
  const found: Part[] = [];
  let last = 0;
  for (const { 0: match, 1: name = '', index } of text.matchAll(AT_AND_DOMAIN)) {
    // What is part of one is not the name of another.
    const start = Math.max(index - name.length, last);
    if (start === index) continue;
    last = index + match.length;
    found.push({ start, end: last });
  }
  return found;
}
