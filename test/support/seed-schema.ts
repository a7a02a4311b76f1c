import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageFile } from '../../src/core/package-root.ts';

const [seedSchema, confluenceSchema] = ['schemas/seed.json', 'schemas/seed-confluence.json'].map((file) =>
  JSON.parse(readFileSync(packageFile(file), 'utf8')),
);

export { confluenceSchema, seedSchema };

const validate = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false })
  .addSchema(confluenceSchema)
  .compile(seedSchema);

/** What the published schema finds wrong with a seed. */
export function seedProblems(seed: unknown) {
  validate(JSON.parse(JSON.stringify(seed)));
  return validate.errors ?? [];
}
