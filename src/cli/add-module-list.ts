import { PRODUCT_NAMES, type Product } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import { listModules } from '../scaffold/modules/list-modules.ts';
import { renderTable } from '../terminal/table.ts';
import type { Cli } from './cli.ts';

const COLUMNS = [{ title: 'Type' }, { title: 'Product' }, { title: 'What it is' }];

/** Shows the module types that can be added. */
export async function showModules(product: Product | undefined, cli: Cli): Promise<void> {
  const modules = await listModules(product);
  if (cli.options.json) {
    cli.json({
      version: 1,
      modules: modules.map(({ successor, ...module }) => ({ ...module, successor: successor ?? null })),
    });
    return;
  }
  const rows = modules.map(({ type, products, title, description, successor }) => [
    type,
    joinWords(
      products.map((one) => PRODUCT_NAMES[one]),
      'and',
    ),
    successor === undefined ? `${title}: ${description}` : `${title}: deprecated, use ${successor}`,
  ]);
  cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
}
