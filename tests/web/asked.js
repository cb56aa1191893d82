// Answers on standard output, as JSON, what each of the queries (JSON on standard input) finds: node asked.js LOOKUP.js INDEX.js
"use strict";
const fs = require("fs");
const [lookup, index] = process.argv.slice(2);
const look = require(lookup)(new Function(`${fs.readFileSync(index, "utf8")}; return TWITCHREF;`)());
const asked = JSON.parse(fs.readFileSync(0, "utf8")).map((query) => {
  const { kind, signs, pages, instead } = look(query);
  return { kind, instead, signs: signs.map((sign) => sign[0]), pages: pages.map(({ entry, text }) => [`${entry.kind}:${entry.id}`, text]) };
});
process.stdout.write(JSON.stringify(asked));
