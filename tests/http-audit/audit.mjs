// Runs every audit of graphql-http against the endpoint whose URL is given.
// Prints a line for each that fails, then `N passed, M failed`. Ends with 1 if any failed.
import { auditServer } from "graphql-http";

const url = process.argv[2];
if (!url) {
  console.error("usage: node audit.mjs URL");
  process.exit(2);
}

const results = await auditServer({ url });
const failed = results.filter((result) => result.status !== "ok");
for (const { id, name, reason, response } of failed) {
  console.log(`${id} ${name}: ${reason} (status ${response.status})`);
}
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
