import type { Mistake } from './mistake.ts';
import { basePathCutAsText } from './mistakes/base-path-cut-as-text.ts';
import { basePathKept } from './mistakes/base-path-kept.ts';
import { basePathRemoved } from './mistakes/base-path-removed.ts';
import { brokenEscapes } from './mistakes/broken-escapes.ts';
import { charset } from './mistakes/charset.ts';
import { contextPathKept } from './mistakes/context-path-kept.ts';
import { contextPathRemoved } from './mistakes/context-path-removed.ts';
import { contextQsh } from './mistakes/context-qsh.ts';
import { digestAlgorithm } from './mistakes/digest-algorithm.ts';
import { digestEncoding } from './mistakes/digest-encoding.ts';
import { doubleDecoded } from './mistakes/double-decoded.ts';
import { doubleEncoded } from './mistakes/double-encoded.ts';
import { doubleSlashAsHost } from './mistakes/double-slash-as-host.ts';
import { duplicatesNotJoined } from './mistakes/duplicates-not-joined.ts';
import { emptyValuesDropped } from './mistakes/empty-values-dropped.ts';
import { emptyWithoutEquals } from './mistakes/empty-without-equals.ts';
import { escapedPlusAsSpace } from './mistakes/escaped-plus-as-space.ts';
import { formBodyIncluded } from './mistakes/form-body-included.ts';
import { fragmentIncluded } from './mistakes/fragment-included.ts';
import { fullUrl } from './mistakes/full-url.ts';
import { hostParametersLeftOut } from './mistakes/host-parameters-left-out.ts';
import { htmlAmpersands } from './mistakes/html-ampersands.ts';
import { joiningCommaEscaped } from './mistakes/joining-comma-escaped.ts';
import { jwtKept } from './mistakes/jwt-kept.ts';
import { leadingSlashMissing } from './mistakes/leading-slash-missing.ts';
import { lineBreakHashed } from './mistakes/line-break-hashed.ts';
import { lowerCaseEscapes } from './mistakes/lower-case-escapes.ts';
import { lowerCaseMethod } from './mistakes/lower-case-method.ts';
import { marksLeftRaw } from './mistakes/marks-left-raw.ts';
import { methodOverride } from './mistakes/method-override.ts';
import { missingValueAsWord } from './mistakes/missing-value-as-word.ts';
import { noFinalAmpersand } from './mistakes/no-final-ampersand.ts';
import { notHashed } from './mistakes/not-hashed.ts';
import { oneCharacter } from './mistakes/one-character.ts';
import { oneDuplicateKept } from './mistakes/one-duplicate-kept.ts';
import { parameterLeftOut } from './mistakes/parameter-left-out.ts';
import { parametersUnsorted } from './mistakes/parameters-unsorted.ts';
import { pathAmpersandRaw } from './mistakes/path-ampersand-raw.ts';
import { pathDecoded } from './mistakes/path-decoded.ts';
import { pathNormalised } from './mistakes/path-normalised.ts';
import { pathReEncoded } from './mistakes/path-re-encoded.ts';
import { plusLeftRaw } from './mistakes/plus-left-raw.ts';
import { plusNotDecoded } from './mistakes/plus-not-decoded.ts';
import { protoDropped } from './mistakes/proto-dropped.ts';
import { queryFromObjects } from './mistakes/query-from-objects.ts';
import { queryInPath } from './mistakes/query-in-path.ts';
import { queryLeftOut } from './mistakes/query-left-out.ts';
import { queryNotReEncoded } from './mistakes/query-not-re-encoded.ts';
import { reservedLeftRaw } from './mistakes/reserved-left-raw.ts';
import { sortedAsPairs } from './mistakes/sorted-as-pairs.ts';
import { sortedByRawName } from './mistakes/sorted-by-raw-name.ts';
import { sortedIgnoringCase } from './mistakes/sorted-ignoring-case.ts';
import { spaceAsPlus } from './mistakes/space-as-plus.ts';
import { tildeEscaped } from './mistakes/tilde-escaped.ts';
import { trailingSlashKept } from './mistakes/trailing-slash-kept.ts';
import { trailingSlashesRemoved } from './mistakes/trailing-slashes-removed.ts';
import { unicodeForm } from './mistakes/unicode-form.ts';
import { valueCommasRaw } from './mistakes/value-commas-raw.ts';
import { valuesUnsorted } from './mistakes/values-unsorted.ts';
import { wrongMethod } from './mistakes/wrong-method.ts';

/** Every known mistake, in the order in which they are tried and told. Each has a section in `docs/jwt-explain.md`. */
export const MISTAKES = {
  // Method
  'wrong-method': wrongMethod,
  'lower-case-method': lowerCaseMethod,
  'method-override': methodOverride,
  // Path
  'base-path-kept': basePathKept,
  'base-path-removed': basePathRemoved,
  'base-path-cut-as-text': basePathCutAsText,
  'context-path-kept': contextPathKept,
  'context-path-removed': contextPathRemoved,
  'trailing-slash-kept': trailingSlashKept,
  'trailing-slashes-removed': trailingSlashesRemoved,
  'leading-slash-missing': leadingSlashMissing,
  'path-decoded': pathDecoded,
  'path-re-encoded': pathReEncoded,
  'path-normalised': pathNormalised,
  'path-ampersand-raw': pathAmpersandRaw,
  'double-slash-as-host': doubleSlashAsHost,
  'full-url': fullUrl,
  'query-in-path': queryInPath,
  'fragment-included': fragmentIncluded,
  // Encoding of the query
  'space-as-plus': spaceAsPlus,
  'plus-not-decoded': plusNotDecoded,
  'plus-left-raw': plusLeftRaw,
  'escaped-plus-as-space': escapedPlusAsSpace,
  'lower-case-escapes': lowerCaseEscapes,
  'marks-left-raw': marksLeftRaw,
  'tilde-escaped': tildeEscaped,
  'reserved-left-raw': reservedLeftRaw,
  'value-commas-raw': valueCommasRaw,
  'double-encoded': doubleEncoded,
  'double-decoded': doubleDecoded,
  'broken-escapes': brokenEscapes,
  charset: charset,
  'unicode-form': unicodeForm,
  'query-not-re-encoded': queryNotReEncoded,
  // Order of the query, and repeated names
  'parameters-unsorted': parametersUnsorted,
  'sorted-by-raw-name': sortedByRawName,
  'sorted-ignoring-case': sortedIgnoringCase,
  'sorted-as-pairs': sortedAsPairs,
  'values-unsorted': valuesUnsorted,
  'duplicates-not-joined': duplicatesNotJoined,
  'joining-comma-escaped': joiningCommaEscaped,
  'one-duplicate-kept': oneDuplicateKept,
  // Which parameters, and how they are written
  'jwt-kept': jwtKept,
  'form-body-included': formBodyIncluded,
  'query-left-out': queryLeftOut,
  'host-parameters-left-out': hostParametersLeftOut,
  'parameter-left-out': parameterLeftOut,
  'proto-dropped': protoDropped,
  'html-ampersands': htmlAmpersands,
  'empty-values-dropped': emptyValuesDropped,
  'empty-without-equals': emptyWithoutEquals,
  'missing-value-as-word': missingValueAsWord,
  'query-from-objects': queryFromObjects,
  'no-final-ampersand': noFinalAmpersand,
  // The hash
  'context-qsh': contextQsh,
  'digest-encoding': digestEncoding,
  'digest-algorithm': digestAlgorithm,
  'line-break-hashed': lineBreakHashed,
  'not-hashed': notHashed,
  // What was asked for
  'one-character': oneCharacter,
} as const satisfies Readonly<Record<string, Mistake>>;

export type MistakeId = keyof typeof MISTAKES;
export const MISTAKE_IDS: readonly MistakeId[] = Object.keys(MISTAKES).filter(isMistakeId);

function isMistakeId(name: string): name is MistakeId {
  return Object.hasOwn(MISTAKES, name);
}
