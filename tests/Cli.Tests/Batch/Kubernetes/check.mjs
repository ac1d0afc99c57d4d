// Compiles jobs against Kubernetes' own types: a key that it does not know, a value of another type or a missing one is an error.
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { parse } from "yaml";

const files = process.argv.slice(2).map((path, place) => {
  const name = `job${place}.ts`;
  writeFileSync(name, `import type { Job } from "kubernetes-types/batch/v1";\nexport const job: Job = ${JSON.stringify(parse(readFileSync(path, "utf8")), null, 2)};\n`);
  return name;
});
const program = ts.createProgram(files, { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler });
const faults = ts.getPreEmitDiagnostics(program).map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, " "));
console.log(faults.length === 0 ? "Sound." : faults.join("\n"));
