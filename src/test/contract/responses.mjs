// Compares real responses with the API description. Reads lines of JSON {method, path, status, type, body} from a file;
// prints what doesn't fit, and every operation of which no success was among them. Arguments: the description, the file.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import yaml from "js-yaml";

const [, , descriptionFile, exchangesFile] = process.argv;
const api = yaml.load(readFileSync(descriptionFile, "utf8"), { schema: yaml.CORE_SCHEMA });
const ajv = addFormats(new Ajv2020.default({ strict: false, allErrors: true }));

// A response may only have what is described; a client has to expect more from later versions.
function close(schema) {
  if (schema === null || typeof schema !== "object") return;
  if (!Array.isArray(schema) && schema.properties && schema.additionalProperties === undefined) {
    schema.additionalProperties = false;
  }
  Object.values(schema).forEach(close);
}
close(api.components.schemas);
ajv.addSchema({ $id: "api", components: api.components });

const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  ["get", "put", "post", "delete"]
    .filter((method) => item[method])
    .map((method) => ({
      method,
      path,
      operation: item[method],
      // A name of a path may hold slashes, and of two paths the more exact one counts.
      pattern: new RegExp("^" + path.replace(/[.]/g, "\\.").replace(/\{path\}/g, ".+").replace(/\{\w+\}/g, "[^/]+") + "$"),
      seen: false,
    })),
);
operations.sort((a, b) => a.path.split("{").length - b.path.split("{").length);

const resolve = (part) => (part?.$ref ? part.$ref.split("/").slice(1).reduce((at, key) => at[key], api) : part);
const validators = new Map();
const wrong = [];
let count = 0;
for (const line of readFileSync(exchangesFile, "utf8").split("\n").filter(Boolean)) {
  const { method, path, status, type, body } = JSON.parse(line);
  const found = operations.find((o) => o.method === method.toLowerCase() && o.pattern.test(path));
  const say = (what) => wrong.push(`${method} ${path} ${status}: ${what}`);
  count++;
  if (!found) {
    say("no such operation");
    continue;
  }
  const response = resolve(found.operation.responses[status]);
  if (!response) {
    say("the status is not described");
    continue;
  }
  found.seen ||= status < 400;
  const media = (type ?? "").split(";")[0];
  if (!media) {
    if (response.content) say("the content is missing");
    continue;
  }
  const content = response.content?.[media] ?? response.content?.["*/*"] ?? response.content?.["application/octet-stream"];
  if (!content) {
    say(`${media} is not described`);
  } else if (media.endsWith("json")) {
    const key = JSON.stringify(content.schema);
    if (!validators.has(key)) {
      const schema = JSON.parse(key.replaceAll('"#/components', '"api#/components'));
      validators.set(key, ajv.compile(schema));
    }
    const validate = validators.get(key);
    for (const value of media.endsWith("ndjson") ? body.trim().split("\n") : [body]) {
      if (!validate(JSON.parse(value))) {
        validate.errors.slice(0, 5).forEach((e) => say(`${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`));
      }
    }
  }
}
operations.filter((o) => !o.seen).forEach((o) => wrong.push(`${o.method} ${o.path}: no success among the responses`));
console.log([`${count} responses, ${operations.length} operations`, ...new Set(wrong)].join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
