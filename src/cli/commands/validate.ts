// By way of the other file: flags that both have are then loaded with it, and not from a file of their own.
export { configureGroup as configure } from './validate-descriptor.ts';
