import { JqlError } from '../../../jql/jql-error.ts';

/**
 * What Jira says about queries that it cannot answer. The texts are those of Jira's own functional tests of JQL
 * (TestJqlParsing, TestSearchRequestURLsInvalidParameters and their like in the public copies of its source).
 */

export const DATE_FORMATS =
  "Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.";

export function unknownField(name: string): JqlError {
  return new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
}

/** Numbers are taken for ids. */
export function unknownValue(value: string, field: string): JqlError {
  return new JqlError(
    /^\d+$/.test(value)
      ? `A value with ID '${value}' does not exist for the field '${field}'.`
      : `The value '${value}' does not exist for the field '${field}'.`,
  );
}

export function unknownOption(value: string, field: string): JqlError {
  return new JqlError(`The option '${value}' for field '${field}' does not exist.`);
}

/** Jira Cloud's words since issues of others must not be told from those that do not exist. */
export function unknownIssue(): JqlError {
  return new JqlError('Issue does not exist or you do not have permission to see it.');
}

export function unknownSprint(value: string): JqlError {
  return new JqlError(`Sprint with name '${value}' does not exist or you do not have permission to view it.`);
}

export function unsupportedOperator(operator: string, field: string): JqlError {
  return new JqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
}

export function listNotSupported(operator: string, field: string, value: string): JqlError {
  return new JqlError(
    `Operator '${operator}' does not support the list value '${value}' for field '${field}'.`,
  );
}

export function listRequired(operator: string, field: string, value: string): JqlError {
  return new JqlError(
    `Operator '${operator}' does not support the non-list value '${value}' for field '${field}'.`,
  );
}

export function emptyNotSupported(operator: string, field: string): JqlError {
  return new JqlError(
    `Operator '${operator}' does not support searching for EMPTY values of field '${field}'.`,
  );
}

export function unknownFunction(name: string): JqlError {
  return new JqlError(`Unable to find JQL function '${name}()'.`);
}

export function wrongFunction(name: string, field: string): JqlError {
  return new JqlError(`A value provided by the function '${name}' is invalid for the field '${field}'.`);
}

export function wrongDateFunction(name: string, field: string): JqlError {
  return new JqlError(`A date for the field '${field}' provided by the function '${name}' is not valid.`);
}

export function wrongDate(value: string, field: string): JqlError {
  return new JqlError(`Date value '${value}' for field '${field}' is invalid. ${DATE_FORMATS}`);
}

export function wrongNumber(value: string, field: string): JqlError {
  return new JqlError(`Value '${value}' is invalid for the '${field}' field. This field requires a number.`);
}

export function notSortable(field: string): JqlError {
  return new JqlError(`Not able to sort using field '${field}'.`);
}

export function noHistory(field: string): JqlError {
  return new JqlError(`History searches do not support the '${field}' field.`);
}
