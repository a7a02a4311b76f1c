/** How a program ended. */
export interface ProgramOutcome {
  /** Undefined when it did not end by itself. */
  readonly exitCode: number | undefined;
  /** True when there is no such program. */
  readonly isMissing: boolean;
}

export interface CapturedOutcome extends ProgramOutcome {
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

export interface CaptureOptions {
  readonly folder: string;
  /** Set on top of the environment of this run; undefined takes away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** More output than this is a failure. */
  readonly maxBytes?: number;
}

/** Runs other programs; each is stopped when this run is interrupted. */
export interface Programs {
  /** Shows what the program writes. */
  run(
    program: string,
    args: readonly string[],
    options: Pick<CaptureOptions, 'folder' | 'env'>,
  ): Promise<ProgramOutcome>;
  /** Keeps what the program writes to itself. */
  capture(program: string, args: readonly string[], options: CaptureOptions): Promise<CapturedOutcome>;
}
