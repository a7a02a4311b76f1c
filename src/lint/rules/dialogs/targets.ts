import { isRecord, stringAt } from '../../../core/json.ts';
import type { ModuleView } from '../../view/modules.ts';

/** How the link of a module opens. */
export interface LinkTarget {
  readonly module: ModuleView;
  /** In lower case; `page` unless given. */
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>> | undefined;
}

/** The targets of all modules that have one. */
export function linkTargets(modules: readonly ModuleView[]): readonly LinkTarget[] {
  return modules.flatMap((module) => {
    const target = module.value['target'];
    // Glances and issue contents have targets of another kind: web panels.
    if (!isRecord(target) || target['type'] === 'web_panel') return [];
    const options = isRecord(target['options']) ? target['options'] : undefined;
    return [{ module, type: (stringAt(target, 'type') ?? 'page').toLowerCase(), options }];
  });
}
