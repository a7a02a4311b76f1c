import type { Rule } from '../../rule.ts';
import { BASE_URL_DESCRIPTOR_FILE } from './descriptor-file.ts';
import { BASE_URL_EXAMPLE } from './example.ts';
import { BASE_URL_FORM } from './form.ts';
import { BASE_URL_HOST } from './host.ts';
import { BASE_URL_HTTPS } from './https.ts';
import { BASE_URL_LOCAL } from './local.ts';
import { BASE_URL_PORT } from './port.ts';
import { BASE_URL_TRAILING_SLASH } from './trailing-slash.ts';
import { BASE_URL_TUNNEL } from './tunnel.ts';

export const BASE_URL_RULES: readonly Rule[] = [
  BASE_URL_HTTPS,
  BASE_URL_FORM,
  BASE_URL_HOST,
  BASE_URL_DESCRIPTOR_FILE,
  BASE_URL_LOCAL,
  BASE_URL_TUNNEL,
  BASE_URL_EXAMPLE,
  BASE_URL_PORT,
  BASE_URL_TRAILING_SLASH,
];
