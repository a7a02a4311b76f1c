import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface EncryptionKeyOptions {
  /** Keys by commas, the newest first. */
  readonly encryptionKey: string | undefined;
  readonly dataFolder: string;
  /** Whether the data folder is a place for a key. */
  readonly isDevelopment: boolean;
}

/**
 * The keys that secrets in the database are encrypted with: those of the environment; in development, one that is made
 * once and kept in the data folder, readable by you alone.
 */
export async function loadEncryptionKeys(options: EncryptionKeyOptions): Promise<readonly string[]> {
  const { encryptionKey, dataFolder, isDevelopment } = options;
  if (encryptionKey !== undefined) return encryptionKey.split(',').map((key) => key.trim());
  if (!isDevelopment) {
    throw new Error(
      'Set ENCRYPTION_KEY: make a key with "openssl rand -base64 32", and keep it apart from the database.',
    );
  }
  const file = path.join(dataFolder, 'encryption.key');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return [await readFile(file, 'utf8')];
}
