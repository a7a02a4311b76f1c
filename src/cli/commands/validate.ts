import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { printSchema, printSchemaOption, wantedSchema } from '../validate-schema.ts';

/** The group itself, which does something by itself only where its flag is given. */
export function configure(command: Command, getCli: GetCli): void {
  command.addOption(printSchemaOption());
  command.on('option:print-schema', () => {
    command.action(async () => {
      const product = wantedSchema(command);
      if (product !== undefined) await printSchema(product, getCli());
    });
  });
}
