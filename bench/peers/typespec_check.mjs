/**
 * Checks a TypeSpec file and emits nothing: `node typespec_check.mjs COMPILER_ENTRY FILE`. Prints the milliseconds from the
 * file to its diagnostics, after the compiler is loaded.
 */
const [entry, file] = process.argv.slice(2);
const { compile, NodeHost } = await import(entry);
const start = performance.now();
const { diagnostics } = await compile(NodeHost, file, { noEmit: true });
const milliseconds = performance.now() - start;
if (diagnostics.length > 0) throw new Error(diagnostics[0].message);
process.stdout.write(`${JSON.stringify([milliseconds])}\n`);
