import type { ReportStyles } from './formatter.ts';

const plain = (text: string) => text;

/** For reports that go to files. */
export const PLAIN_STYLES: ReportStyles = {
  bold: plain,
  dim: plain,
  success: plain,
  warning: plain,
  danger: plain,
  accent: plain,
};
