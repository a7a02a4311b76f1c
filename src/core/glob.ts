/**
 * Patterns for paths as people write them: `*` stands for anything within a segment, `**` for anything at all. What a
 * pattern does not begin with a slash may begin anywhere.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  return toExpression(pattern).test(path);
}

function toExpression(pattern: string): RegExp {
  const text = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `**/${pattern}`;
  const source = text
    .split(/(\*\*\/?|\*)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}
