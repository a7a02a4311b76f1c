import { MACRO_TYPES } from '../../catalog/context-variables.ts';
import type { Installation } from '../addons/installation.ts';
import { licenceOf } from '../addons/licence.ts';
import type { Person } from '../people/people.ts';
import { failingConditions } from '../render/extensions.ts';
import { createModuleUrl, type PageContext } from '../render/module-url.ts';
import type { Services } from '../services.ts';
import { findPerson } from './find-person.ts';
import { findModulePage, macroParametersOf } from './module-page.ts';
import { OpenError } from './open-error.ts';
import { findContext, type WantedContext } from './page-context.ts';

export interface OpenRequest {
  readonly moduleKey: string;
  /** Which of the module's pages, where it has several: the field of the descriptor that holds its address. */
  readonly part?: string | undefined;
  readonly context: WantedContext;
  /** As {@link findPerson} takes it. */
  readonly user?: string | null | undefined;
}

/** A module as the product would load it. */
export interface OpenableModule {
  readonly moduleKey: string;
  readonly type: string;
  /** Signed, where the add-on has authentication `jwt` and the module is not cacheable. */
  readonly url: string;
  readonly context: PageContext;
  readonly person: Person | undefined;
}

/**
 * A module of an installed add-on as the product puts it into a frame: with the context of a page, for whoever looks at it, by the same code
 * as the pages of the dev instance. Types that those pages have no place for are opened as well.
 * @throws {OpenError} also when the add-on is disabled or the module's conditions do not hold: then there is nothing to load
 */
export async function openModule(
  { moduleKey, part, context: wanted, user }: OpenRequest,
  installation: Installation,
  services: Services,
): Promise<OpenableModule> {
  const { product, descriptor, isEnabled } = installation;
  const person = findPerson(services.people, user);
  const page = findModulePage(descriptor, moduleKey, part);
  const { module } = page;
  const macroParameters = MACRO_TYPES.has(module.type) ? macroParametersOf(page) : [];
  const question = { product, addonKey: descriptor.key, module, macroParameters, person };
  const { context, parameters } = findContext(wanted, question, services);
  if (!isEnabled)
    throw new OpenError('addon-disabled', `${descriptor.key} is disabled: none of its modules is shown.`);
  const failing = failingConditions(services, installation, module, context, person);
  if (failing.length > 0) throw hidden(moduleKey, failing, person);
  // Parameters of a macro are in its address, and in no context.
  const url = await createModuleUrl(
    services,
    installation,
    module,
    { ...context, parameters },
    person?.accountId,
  );
  return { moduleKey, type: module.type, url, context, person };
}

/** What `AP.context.getToken` gives a page; undefined for add-ons that share no secret. */
export async function contextTokenFor(
  installation: Installation,
  context: PageContext,
  person: Person | undefined,
  { site, signer }: Pick<Services, 'site' | 'signer'>,
): Promise<string | undefined> {
  // Beside where it is, an add-on learns from its token whether it is paid for.
  const withLicence = { ...context, license: { active: licenceOf(installation) === 'active' } };
  return signer.signContext(
    site.products[installation.product],
    installation,
    withLicence,
    person?.accountId,
  );
}

function hidden(moduleKey: string, failing: readonly unknown[], person: Person | undefined): OpenError {
  const who = person?.displayName ?? 'somebody who has not signed in';
  return new OpenError(
    'module-hidden',
    `${moduleKey} is not shown to ${who}: ${failing.length === 1 ? 'a condition does' : 'conditions do'} not hold.`,
    { nextSteps: failing.map((condition) => JSON.stringify(condition)) },
  );
}
