// The stages of graphql-js on the documents and data of `benchmarks engine`: one line of JSON for each measure.
// NODE_ENV=production node engine.js DOCUMENTS SCHEMA SECONDS, with the module `graphql` on NODE_PATH.
'use strict';
const fs = require('fs');
const { buildSchema, execute, parse, validate } = require('graphql');

const [folder, schemaPath, secondsText] = process.argv.slice(2);
const seconds = Number(secondsText);
const text = (name) => fs.readFileSync(`${folder}/${name}.graphql`, 'utf8');
const now = () => Number(process.hrtime.bigint()) / 1e3;

// Warms up, then the median over samples of at least 10 ms each.
function time(work) {
  let repetitions = 1;
  const sample = () => {
    const start = now();
    for (let i = 0; i < repetitions; i += 1) work();
    return now() - start;
  };
  const warm = now() + (seconds / 2) * 1e6;
  do {
    if (sample() < 10_000) repetitions *= 2;
  } while (now() < warm);
  const samples = [];
  const end = now() + seconds * 1e6;
  do samples.push(sample() / repetitions); while (now() < end);
  samples.sort((a, b) => a - b);
  return { microseconds: samples[Math.floor(samples.length / 2)], fastest: samples[0] };
}

const print = (stage, document, work, bytes) =>
  console.log(JSON.stringify({ stage, document, ...time(work), bytes }));

const schema = buildSchema(fs.readFileSync(schemaPath, 'utf8') + text('directive'));
for (const [name, file] of [['nested', 'nested'], ['introspection', 'introspection'], ['fragments', 'fragments'],
  ['kitchen sink', 'kitchen-sink']]) {
  const source = text(file);
  print('parse', name, () => parse(source));
  const document = parse(source);
  const errors = validate(schema, document);
  if (errors.length) throw errors[0];
  print('validate', name, () => validate(schema, document));
}

const things = Array.from({ length: 1_000 }, (_, i) => ({
  id: `thing-${i}`, name: `Thing number ${i}`, number: i * 7, ratio: i / 8, isOn: i % 2 === 0,
  kind: ['FIRST', 'SECOND', 'THIRD'][i % 3], label: i % 4 === 0 ? null : `label ${i % 10}`,
  count: i % 5 === 0 ? null : i % 100, total: i % 6 === 0 ? null : i * 1.25,
  note: i % 7 === 0 ? null : `a note with "quotes" on ${i}`,
}));
const ten = (make, parent) => Array.from({ length: 10 }, (_, i) => make(parent * 10 + i));
const sites = ten((site) => ({
  name: `Site ${site}`,
  areas: ten((area) => ({
    name: `Area ${area}`, points: ten((point) => ({ name: `Point ${point}`, value: point / 4 }), area),
  }), site),
}), 0);
const dataSchema = buildSchema(text('data'));
for (const name of ['things', 'sites']) {
  const document = parse(text(name));
  const run = () => {
    const result = execute({ schema: dataSchema, document, rootValue: { things, sites } });
    if (result.errors) throw result.errors[0];
    return JSON.stringify(result);
  };
  print('execute', name, run, Buffer.byteLength(run()));
}
