// The nested query as a Node server would answer it: graphql-js, a loader for each edge that batches the keys of one turn
// of the event loop (what the package DataLoader does), node-pg with prepared statements, documents parsed once.
// NODE_ENV=production PORT=… PGHOST=… PGPORT=… node node_server.js ORGANIZATION SCHEMA
'use strict';
const fs = require('fs');
const http = require('http');
const { Pool, types } = require('pg');
const { buildSchema, execute, parse, validate } = require('graphql');

const [organization, schemaPath] = process.argv.slice(2);
types.setTypeParser(types.builtins.TIMESTAMPTZ, (value) => new Date(value).toISOString());
const pool = new Pool({ user: process.env.PGUSER, database: process.env.PGDATABASE, max: 8 });
const schema = buildSchema(fs.readFileSync(schemaPath, 'utf8'));
const rows = (name, text, ...values) => pool.query({ name, text, values }).then((result) => result.rows);

// Keys asked for in one turn are loaded together; a key that was asked for is not loaded again in the same request.
class Loader {
  constructor(load) {
    this.load = load;
    this.known = new Map();
    this.waiting = [];
  }

  get(key) {
    let value = this.known.get(key);
    if (value === undefined) {
      value = new Promise((resolve, reject) => {
        if (this.waiting.push({ key, resolve, reject }) === 1) {
          Promise.resolve().then(() => process.nextTick(() => this.flush()));
        }
      });
      this.known.set(key, value);
    }
    return value;
  }

  flush() {
    const batch = this.waiting;
    this.waiting = [];
    this.load(batch.map((each) => each.key)).then(
      (found) => batch.forEach((each, i) => each.resolve(found[i])),
      (error) => batch.forEach((each) => each.reject(error)));
  }
}

const lists = (name, text, ...more) => new Loader(async (keys) => {
  const found = new Map(keys.map((key) => [key, []]));
  for (const row of await rows(name, text, keys, organization, ...more)) found.get(row.parent).push(row);
  return keys.map((key) => found.get(key));
});

class Context {
  constructor() {
    this.connectors = lists('connectors',
      `select station_id parent, number, status from connectors
       where station_id = any($1::bigint[]) and organization_id = $2 order by station_id, number`);
    this.stationGroups = lists('station groups',
      `select m.station_id parent, g.name from station_groups m join groups g on g.id = m.group_id
       where m.station_id = any($1::bigint[]) and g.organization_id = $2 order by g.name, g.id`);
    this.tagGroups = lists('tag groups',
      `select m.tag_id parent, g.name from tag_groups m join groups g on g.id = m.group_id
       where m.tag_id = any($1::bigint[]) and g.organization_id = $2 order by g.name, g.id`);
    this.tags = new Loader(async (keys) => {
      const found = new Map();
      for (const row of await rows('tags',
        'select id, id_tag "idTag" from tags where id = any($1::bigint[]) and organization_id = $2', keys, organization)) {
        found.set(row.id, row);
      }
      return keys.map((key) => found.get(key) ?? null);
    });
    this.sessionsByPage = new Map();
  }

  sessions(first) {
    let loader = this.sessionsByPage.get(first);
    if (!loader) {
      loader = lists('sessions',
        `select p.id parent, q.* from unnest($1::bigint[]) p(id) cross join lateral (
           select energy_wh "energyWh", started_at "startedAt", tag_id from sessions s
           where s.station_id = p.id and s.organization_id = $2 order by s.started_at desc, s.id desc limit $3) q`, first);
      this.sessionsByPage.set(first, loader);
    }
    return loader;
  }
}

const resolve = (type, field, resolver) => { schema.getType(type).getFields()[field].resolve = resolver; };
resolve('Query', 'stations', async (_, { first }) => ({
  nodes: await rows('stations',
    `select id, charge_point_id "chargePointId", presence from stations
     where organization_id = $1 order by charge_point_id, id limit $2`, organization, first),
}));
resolve('Station', 'connectors', (station, _, context) => context.connectors.get(station.id));
resolve('Station', 'groups', (station, _, context) => context.stationGroups.get(station.id));
resolve('Station', 'sessions', async (station, { first }, context) => ({ nodes: await context.sessions(first).get(station.id) }));
resolve('Session', 'tag', (session, _, context) => (session.tag_id === null ? null : context.tags.get(session.tag_id)));
resolve('Tag', 'groups', (tag, _, context) => context.tagGroups.get(tag.id));

const documents = new Map();
function prepare(query) {
  let document = documents.get(query);
  if (document) return document;
  document = parse(query);
  const errors = validate(schema, document);
  if (errors.length) throw errors[0];
  if (documents.size >= 512) documents.clear();
  documents.set(query, document);
  return document;
}

async function answer(body) {
  try {
    const { query, variables } = JSON.parse(body);
    return await execute({ schema, document: prepare(query), variableValues: variables, contextValue: new Context() });
  } catch (error) {
    return { errors: [{ message: error.message }] };
  }
}

http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', async () => {
    const text = JSON.stringify(await answer(Buffer.concat(parts).toString('utf8')));
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(text) });
    response.end(text);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
