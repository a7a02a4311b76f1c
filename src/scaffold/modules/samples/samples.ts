import type { ModuleType } from '../../../catalog/modules.ts';
import type { Product } from '../../../catalog/products.ts';
import type { ModuleSample, SampleOfProducts } from '../sample.ts';
import { CONTENT_SAMPLES } from './content-modules.ts';
import { DECLARATION_SAMPLES } from './declarations.ts';
import { ISSUE_SAMPLES } from './issue-modules.ts';
import { PAGE_SAMPLES } from './page-modules.ts';
import { PROVIDER_SAMPLES } from './providers.ts';
import { SERVICE_DESK_SAMPLES } from './service-desk-modules.ts';
import { WEB_SAMPLES } from './web-modules.ts';
import { WORKFLOW_SAMPLES } from './workflow-modules.ts';

/** A sample of each module type; webhooks are planned by themselves. */
const SAMPLES: Readonly<Partial<Record<ModuleType, SampleOfProducts>>> = {
  ...PAGE_SAMPLES,
  ...ISSUE_SAMPLES,
  ...WEB_SAMPLES,
  ...WORKFLOW_SAMPLES,
  ...DECLARATION_SAMPLES,
  ...PROVIDER_SAMPLES,
  ...SERVICE_DESK_SAMPLES,
  ...CONTENT_SAMPLES,
};

/** The sample of a module type, as it is in a product; undefined where there is none. */
export function sampleOf(type: ModuleType, product: Product): ModuleSample | undefined {
  const sample = SAMPLES[type];
  return sample === undefined || 'entry' in sample ? sample : sample[product];
}
