/**
 * How much of something a test does: `usually`, and `soaking` in `npm run test:soak`. For what proves more the oftener it
 * happens, and proves the same thing the first time.
 */
export function soak<T>(usually: T, soaking: T): T {
  return process.env['CONNECT_KIT_SOAK'] === 'true' ? soaking : usually;
}
