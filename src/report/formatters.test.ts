import { expect, test } from 'vitest';
import { createReportContext, createSource } from '../../test/support/report-samples.ts';
import { FORMATS, formatters } from './formatters.ts';

test.each(FORMATS)('%s tells of a finding, in text that ends with a line', async (format) => {
  const formatter = await formatters[format]();
  const text = formatter([createSource()], createReportContext());
  expect(text).toContain('It is wrong.');
  expect(text.endsWith('\n')).toBe(true);
});
