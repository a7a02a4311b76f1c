import type { ModulePlan, ModuleRequest, ProjectFiles, ProjectLayout } from './module-plan.ts';
import { checkOffer } from './offer.ts';
import { planEntry } from './plan-entry.ts';
import { planWebhook } from './plan-webhook.ts';
import { sampleOf } from './samples/samples.ts';
import { useless } from './useless.ts';

/**
 * What adding a module to a project changes: the entry of the descriptor, the files of its routes, and the list of the
 * routes. Nothing is written.
 * @throws UsageError when it is refused; the error says why, and what can be added by hand
 */
export function planModule(project: ProjectFiles, layout: ProjectLayout, request: ModuleRequest): ModulePlan {
  const warnings = checkOffer(request.type, request.product);
  const plan = planAny(project, layout, request);
  return { ...plan, warnings: [...warnings, ...plan.warnings] };
}

function planAny(project: ProjectFiles, layout: ProjectLayout, request: ModuleRequest): ModulePlan {
  if (request.type === 'webhooks') return planWebhook(project, layout, request);
  if (request.event !== undefined) {
    throw useless(request.type, '--event', 'event: webhooks alone have one');
  }
  const sample = sampleOf(request.type, request.product);
  if (sample === undefined) throw new Error(`${request.type} has no sample`);
  return planEntry(project, layout, request, sample);
}
