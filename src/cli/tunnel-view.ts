import type { Output } from '../core/context.ts';
import type { TunnelEvent } from '../tunnel/events.ts';
import { Cli } from './cli.ts';

/** What is at the terminal while a tunnel runs: lines, and below them, for people, one line that says how it stands. */
export interface TunnelView {
  /** Whether somebody is there to see a line change and to press keys. */
  readonly isLive: boolean;
  /** Where to write, so that the line stays below. */
  readonly cli: Cli;
  /** Shows an event, at once or when the view goes on. */
  take(event: TunnelEvent, show: (event: TunnelEvent) => void): void;
  /** Holds back lines, or shows what was held back and goes on. */
  togglePause(): void;
  /** The address of the add-on and of the page to look at, once they are known. */
  readonly addresses: { readonly url: string | undefined; readonly manageUrl: string | undefined };
  /** Writes past the lines, for sequences that the terminal takes as orders. */
  order(sequence: string): void;
  end(): void;
}

const CLEAR_LINE = '\r\u001b[2K';
const MOST_HELD_BACK = 500;

export function createTunnelView(cli: Cli): TunnelView {
  const { context, options } = cli;
  const isLive = cli.canPrompt && context.stdin.onKey !== undefined && !options.json && !options.quiet;
  let state = 'starting';
  let requests = 0;
  let url: string | undefined;
  let manageUrl: string | undefined;
  let isShown = false;
  let shownLine = '';
  let isPaused = false;
  let heldBack: (() => void)[] = [];
  const around = (output: Output): Output => ({
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
    write: (text) => {
      hide();
      output.write(text);
      draw();
    },
  });
  const shownCli = isLive
    ? new Cli({ ...context, stdout: around(context.stdout), stderr: around(context.stderr) }, options)
    : cli;
  return {
    isLive,
    cli: shownCli,
    get addresses() {
      return { url, manageUrl };
    },
    take: (event, show) => {
      update(event);
      const isLine = event.type === 'exchange' || event.type === 'addon-output';
      if (isPaused && isLine && heldBack.length < MOST_HELD_BACK) heldBack.push(() => show(event));
      else show(event);
      redraw();
    },
    togglePause: () => {
      isPaused = !isPaused;
      if (!isPaused) {
        const lines = heldBack;
        heldBack = [];
        for (const line of lines) line();
      }
      redraw();
    },
    order: (sequence) => context.stderr.write(sequence),
    end: () => {
      hide();
      state = '';
    },
  };

  function update(event: TunnelEvent): void {
    if (event.type === 'exchange') requests += 1;
    if (event.type === 'ready' || event.type === 'registered-again') url = event.url;
    if (event.type === 'ready') manageUrl = event.manageUrl;
    state = stateAfter(event) ?? state;
  }

  function redraw(): void {
    if (isShown && lineNow() === shownLine) return;
    hide();
    draw();
  }

  function lineNow(): string {
    const paused = isPaused ? ` · paused, ${heldBack.length} lines held back` : '';
    return `${state} · ${requests} requests${paused} · ? for keys`;
  }

  function hide(): void {
    if (!isShown) return;
    isShown = false;
    context.stderr.write(CLEAR_LINE);
  }

  function draw(): void {
    if (!isLive || state === '') return;
    isShown = true;
    const line = lineNow();
    shownLine = line;
    // A line that is wrapped could not be cleared. Some terminals say 0 and mean that they do not know.
    const width = Math.max((context.stderr.columns || 80) - 1, 10);
    context.stderr.write(cli.notePalette.dim(line.length > width ? `${line.slice(0, width - 1)}…` : line));
  }
}

function stateAfter(event: TunnelEvent): string | undefined {
  switch (event.type) {
    case 'ready':
    case 'registered-again':
      return `${event.url} → ${event.site}`;
    case 'tunnel-lost':
      return 'the tunnel is lost';
    case 'tunnel-status':
      return event.state === 'connected' ? 'connected' : 'reconnecting';
    case 'site-away':
      return `${event.site} is away`;
    case 'site-back':
      return `${event.site} is back`;
    case 'registering':
      return 'registering';
    case 'register-failed':
      return 'not as it should be: see above';
    case 'stopping':
      return 'stopping';
    default:
      return undefined;
  }
}
