/** Processor time per request, of the server's process alone; servers take turns. */

import type { Benchmark, Row } from "../benchmark.ts";
import { ask, Load, postJson } from "../load/load.ts";
import type { Expected } from "../load/load.ts";
import type { HttpRequest } from "../load/connection.ts";
import { ServerProcess, stepAside } from "../load/server-process.ts";
import { median } from "../statistics.ts";
import { converseRequest } from "./converse-request.ts";
import {
  accessToken,
  credentialsRequest,
  pollRequest,
  register,
  start,
  startRequest,
} from "./sign-in-load.ts";
import type { Started } from "./sign-in-load.ts";

const rounds = 5;
const requestCount = 10_000;
/** The slower peer gets by with fewer. */
const peerRequestCount = 4000;

/** Requests of one kind to one server. */
interface Traffic {
  readonly server: ServerProcess;
  readonly load: Load;
  readonly count: number;
  readonly request: (index: number) => HttpRequest;
  readonly expected: Expected;
}

export const mockCpu: Benchmark = {
  name: "mock-cpu",
  about:
    "processor time per request of the mock, beside oidc-provider and bare node:http; about half a minute",
  async run(print) {
    const back = stepAside();
    try {
      await using mock = await ServerProcess.start("mock/mock-server.ts");
      await using provider = await ServerProcess.start("mock/oidc-provider-server.ts");
      await using bare = await ServerProcess.start("mock/bare-server.ts");
      await measure(mock, provider, bare, print);
    } finally {
      back();
    }
  },
};

async function measure(
  mock: ServerProcess,
  provider: ServerProcess,
  bare: ServerProcess,
  print: (row: Row) => void,
): Promise<void> {
  const ours = { server: mock, load: new Load(mock.url), count: requestCount };
  const theirs = { server: provider, load: new Load(provider.url), count: peerRequestCount };
  const started = await startMany(mock, ours.load);
  const [first] = started;
  if (first === undefined) throw new Error("no sign-in was started");
  const pending = { status: 400, text: "authorization_pending" };
  const deviceStart = { status: 200, text: "user" };
  const token = await signIn(mock, ours.load);
  const credentials = credentialsRequest(mock, token);
  const converse = await converseRequest(mock, ours.load, credentials);
  const nodeHttp = {
    name: "node:http",
    traffic: steady({ server: bare, load: new Load(bare.url), count: requestCount }, postJson("/", {}), {
      status: 200,
      text: "answer",
    }),
  };
  const rows = [
    {
      what: "token poll, pending",
      budget: "60 µs, a third of oidc-provider",
      traffic: {
        ...ours,
        request: (index: number) => pollRequest(started[index] ?? first),
        expected: pending,
      },
      peer: { name: "oidc-provider", traffic: steady(theirs, await providerPoll(theirs.load), pending) },
    },
    {
      what: "device authorization",
      budget: "90 µs",
      traffic: steady(ours, startRequest(mock, first), deviceStart),
      peer: { name: "oidc-provider", traffic: steady(theirs, providerStart, deviceStart) },
    },
    {
      what: "GetRoleCredentials",
      budget: "80 µs",
      traffic: steady(ours, credentials, { status: 200, text: "sessionToken" }),
      peer: nodeHttp,
    },
    {
      what: "Converse with its signature checked",
      budget: "200 µs",
      traffic: steady(ours, converse, { status: 200, text: "stopReason" }),
      peer: nodeHttp,
    },
  ];
  for (const { what, budget, traffic, peer } of rows) {
    const times = { ours: [] as number[], peer: [] as number[] };
    for (let round = -1; round < rounds; round += 1) {
      await mock.ask({ call: "wait" });
      const [us, them] = [await cpuPerRequest(traffic), await cpuPerRequest(peer.traffic)];
      if (round < 0) continue;
      times.ours.push(us);
      times.peer.push(them);
    }
    print({
      what,
      ours: median(times.ours),
      unit: "µs",
      peer: { name: peer.name, value: median(times.peer) },
      budget,
    });
  }
  for (const { load } of [ours, theirs, nodeHttp.traffic]) load.close();
}

/** The same request again and again. */
function steady(
  to: Pick<Traffic, "server" | "load" | "count">,
  request: HttpRequest,
  expected: Expected,
): Traffic {
  return { ...to, request: () => request, expected };
}

async function cpuPerRequest({ server, load, count, request, expected }: Traffic): Promise<number> {
  const before = await server.usage();
  await load.each(count, async (connection, index) => {
    await ask(connection, request(index), expected);
  });
  const after = await server.usage();
  return (after.cpu - before.cpu) / count;
}

/** One for every poll of a round: a second poll of the same one would be too early. */
async function startMany(server: ServerProcess, load: Load): Promise<readonly Started[]> {
  const started: Started[] = [];
  await load.each(requestCount, async (connection) => {
    const registration = started[0] ?? (await register(connection));
    started.push(await start(server, connection, registration));
  });
  return started;
}

async function signIn(server: ServerProcess, load: Load): Promise<string> {
  const tokens: string[] = [];
  await load.each(1, async (connection) => {
    const started = await start(server, connection, await register(connection));
    await server.ask({ call: "approve", codes: [started.userCode] });
    tokens.push(await accessToken(connection, started));
  });
  return tokens[0] ?? "";
}

const form = { "content-type": "application/x-www-form-urlencoded" };
const providerStart: HttpRequest = {
  method: "POST",
  path: "/device/auth",
  headers: form,
  body: "client_id=bench&scope=openid",
};

async function providerPoll(load: Load): Promise<HttpRequest> {
  const codes: string[] = [];
  await load.each(1, async (connection) => {
    const text = await ask(connection, providerStart, { status: 200, text: "device_code" });
    codes.push((JSON.parse(text) as { readonly device_code: string }).device_code);
  });
  const grant = encodeURIComponent("urn:ietf:params:oauth:grant-type:device_code");
  const body = `client_id=bench&grant_type=${grant}&device_code=${codes[0]}`;
  return { method: "POST", path: "/token", headers: form, body };
}
