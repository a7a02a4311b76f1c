/** Text as an Atlassian document: blank lines part paragraphs, single ones break lines. */
export function toAdf(text: string) {
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n{2,}/);
  return {
    type: 'doc',
    version: 1,
    content: paragraphs.filter((paragraph) => paragraph.trim() !== '').map(toParagraph),
  };
}

function toParagraph(paragraph: string) {
  const lines = paragraph.split('\n').filter((line) => line !== '');
  const content = lines.flatMap((text, index) => [
    ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
    { type: 'text', text },
  ]);
  return { type: 'paragraph', content };
}
