import { isRecord } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { toPointer } from '../../json-pointer.ts';
import { finalText } from '../../view/descriptor-view.ts';

/** `baseUrl`, or one of `regionBaseUrls`, as far as it is final and an http or https URL by its first letters. */
export interface BaseUrlView {
  readonly text: string;
  readonly pointer: string;
  /** Undefined when the text cannot be read as a URL. */
  readonly url: URL | undefined;
}

export const collectBaseUrls = perObject(
  (root: Readonly<Record<string, unknown>>): readonly BaseUrlView[] => {
    const regions = isRecord(root['regionBaseUrls']) ? root['regionBaseUrls'] : {};
    return [
      ...toView(root, 'baseUrl', '/baseUrl'),
      ...Object.keys(regions).flatMap((region) =>
        toView(regions, region, toPointer(['regionBaseUrls', region])),
      ),
    ];
  },
);

/** Far more than the schema allows. */
const MAX_LENGTH = 2000;

/** Other schemes are an error of the schema, and so is what is too long. */
function toView(record: unknown, name: string, pointer: string): readonly BaseUrlView[] {
  const text = finalText(record, name);
  if (text === undefined || text.length > MAX_LENGTH || !/^https?:\/\//i.test(text)) return [];
  return [{ text, pointer, url: URL.canParse(text) ? new URL(text) : undefined }];
}

/** By hand: a pattern takes a time that grows with the square of a long row of slashes. */
export function withoutTrailingSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
