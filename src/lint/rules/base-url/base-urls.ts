import { isRecord } from '../../../core/json.ts';
import { toPointer } from '../../json-pointer.ts';
import { finalText } from '../../view/descriptor-view.ts';

/** `baseUrl`, or one of `regionBaseUrls`, as far as it is final and an http or https URL by its first letters. */
export interface BaseUrlView {
  readonly text: string;
  readonly pointer: string;
  /** Undefined when the text cannot be read as a URL. */
  readonly url: URL | undefined;
}

export function collectBaseUrls(root: Readonly<Record<string, unknown>>): readonly BaseUrlView[] {
  const regions = isRecord(root['regionBaseUrls']) ? root['regionBaseUrls'] : {};
  return [
    ...toView(root, 'baseUrl', '/baseUrl'),
    ...Object.keys(regions).flatMap((region) =>
      toView(regions, region, toPointer(['regionBaseUrls', region])),
    ),
  ];
}

/** Other schemes are an error of the schema. */
function toView(record: unknown, name: string, pointer: string): readonly BaseUrlView[] {
  const text = finalText(record, name);
  if (text === undefined || !/^https?:\/\//i.test(text)) return [];
  return [{ text, pointer, url: URL.canParse(text) ? new URL(text) : undefined }];
}
