import { isObject } from '../json.ts';
import type { AtlassianBridge } from './libraries.d.ts';

type PopStateListener = (event: unknown) => void;

/** Adds `AP.history.popState`: the host tells of each change by an event, the add-on registers callbacks. */
export function extendHistory(bridge: AtlassianBridge): void {
  const listeners: PopStateListener[] = [];
  const popState = (listener: unknown) => {
    if (isListener(listener)) listeners.push(listener);
  };
  for (const history of [bridge.history, bridge._hostModules?.['history']]) {
    if (history !== undefined) history['popState'] = popState;
  }
  if (bridge.history === undefined) return;
  bridge.register({
    history_popstate: (event) => {
      if (!isObject(event)) return;
      for (const listener of listeners) listener(event);
    },
  });
}

function isListener(value: unknown): value is PopStateListener {
  return typeof value === 'function';
}
