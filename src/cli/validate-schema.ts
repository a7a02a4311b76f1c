import { type Command, Option } from 'commander';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../catalog/products.ts';
import type { Cli } from './cli.ts';
import type { GetCli } from './command-module.ts';

/** For `validate` and its subcommand alike. */
export function printSchemaOption(): Option {
  return new Option(
    '--print-schema <product>',
    'print the JSON Schema of descriptors for a product, and do nothing else',
  ).choices(DESCRIPTOR_PRODUCTS);
}

/** The product whose schema is asked for, wherever on the line the flag stands. */
export function wantedSchema(command: Command): DescriptorProduct | undefined {
  const product: unknown = command.optsWithGlobals()['printSchema'];
  return DESCRIPTOR_PRODUCTS.find((one) => one === product);
}

/** Prints the schema as one document, which needs no other file. */
export async function printSchema(product: DescriptorProduct, cli: Cli): Promise<void> {
  const { bundleSchema } = await import('../validate/bundle-schema.ts');
  cli.json(await bundleSchema(product));
}

/** The group `validate`, which does something by itself only where its flag is given. */
export function configureGroup(command: Command, getCli: GetCli): void {
  command.addOption(printSchemaOption());
  command.on('option:print-schema', () => {
    command.action(async () => {
      const product = wantedSchema(command);
      if (product !== undefined) await printSchema(product, getCli());
    });
  });
}
