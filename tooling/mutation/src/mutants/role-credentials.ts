/** Bugs in the access portal's client: credentials, lists, patience, refusals. */
import type { Mutant } from "../mutant.ts";
import { mutantsOf } from "../mutant.ts";

const source = (name: string): string => `packages/role-credentials/src/${name}.ts`;
const project = "role-credentials";
const portal = { project, tests: ["test/portal.test", "test/redirects"] };
const lists = { project, tests: ["src/paged-list", "test/lists", "test/list-patience"] };

export const roleCredentials: readonly Mutant[] = [
  ...mutantsOf(source("get-role-credentials"), portal, [
    {
      name: "expiration-in-seconds",
      find: "expiration: new Date(expiration),",
      replace: "expiration: new Date(expiration * 1000),",
      breaks: "V10: milliseconds are taken for seconds",
    },
    {
      name: "seconds-are-plausible",
      find: "expiration >= EARLIEST_EXPIRATION_MS &&",
      replace: "",
      breaks: "seconds are taken for milliseconds: the credentials ended in 1970",
    },
    {
      name: "no-access-ends-the-session",
      find: "if (error.status === 401) return",
      replace: "if (error.status === 401 || error.status === 403) return",
      breaks: "V9: who is not assigned signs in again and again",
    },
    {
      name: "assignment-gone-is-an-error",
      find: "if (error.status === 403 || error.status === 404)",
      replace: "if (error.status === 403)",
      breaks: "a removed assignment is reported as a refusal",
    },
    {
      name: "line-break-in-credentials",
      find: 'if (!/^[\\x21-\\x7e]+$/.test(value)) throw malformed(field, "visible ASCII");',
      replace: "",
      breaks: "a line break becomes a second environment variable",
      killedBy: { project, tests: ["test/request-handler.test"] },
    },
    {
      name: "credentials-missing",
      find: 'if (typeof answer !== "object" || answer === null) throw malformed("roleCredentials", "an object");',
      replace: "",
      breaks: "a 200 without credentials is no clear error",
    },
  ]),
  ...mutantsOf(source("guarded-handler"), portal, [
    {
      name: "portal-busy-is-a-refusal",
      find: "status === 408 || status === 429 || status >= 500",
      replace: "status >= 500",
      breaks: "429 is not tried again",
    },
    {
      name: "proxy-speaks-for-the-portal",
      find: "return fromAws && response.statusCode >= 400;",
      replace: "return true;",
      breaks: "a proxy's 401 ends the sign-in",
    },
    {
      name: "every-json-is-the-portals",
      find: "(body !== undefined && (namesException ||",
      replace: "(body !== undefined && (body !== null ||",
      breaks: "a captive portal that answers 401 in JSON signs the fleet out",
    },
    {
      name: "portal-named-by-body-only",
      find: 'header(response, "x-amzn-errortype") !== undefined ||',
      replace: "",
      breaks: "V7: a refusal named by its header alone is taken for an outage",
    },
    {
      name: "request-id-proves-nothing",
      find: 'namesException || header(response, "x-amzn-requestid") !== undefined',
      replace: "namesException",
      breaks: "a refusal with AWS's request id is taken for an outage",
    },
    {
      name: "portal-redirect-is-an-answer",
      find: "response.statusCode < 300 && acceptable",
      replace: "response.statusCode < 400 && acceptable",
      breaks: "a redirect is taken for the answer",
    },
  ]),
  ...mutantsOf(source("paged-list"), lists, [
    {
      name: "empty-token-asks-on",
      find: 'token === undefined || token === null || token === "") return',
      replace: "token === undefined || token === null) return",
      breaks: 'V11: nextToken "" does not end the list',
    },
    {
      name: "null-token-asks-on",
      find: 'token === undefined || token === null || token === "") return',
      replace: 'token === undefined || token === "") return',
      breaks: "a null nextToken is an error",
    },
    {
      name: "empty-page-ends-the-list",
      find: "if (nextToken === undefined) return;",
      replace: "if (nextToken === undefined || items.length === 0) return;",
      breaks: "V11: what comes after an empty page is lost",
    },
    {
      name: "first-page-again",
      find: "query = { maxResults: ITEMS_PER_PAGE, nextToken };",
      replace: "query = { maxResults: ITEMS_PER_PAGE };",
      breaks: "the first page is read for ever",
    },
    {
      name: "token-of-before-accepted",
      find: 'if (seen.has(token)) throw malformed("nextToken", "a token that was not given before");',
      replace: "",
      breaks: "a portal that repeats itself holds the app for 10,000 pages",
    },
    {
      name: "too-many-a-page",
      find: "ITEMS_PER_PAGE = 100",
      replace: "ITEMS_PER_PAGE = 101",
      breaks: "the portal refuses more than 100",
    },
  ]),
  ...mutantsOf(source("patient-send"), lists, [
    {
      name: "one-attempt",
      find: "attempt === MAXIMUM_ATTEMPTS ||",
      replace: "attempt === 1 ||",
      breaks: "one 429 ends an enumeration",
    },
    {
      name: "no-back-off",
      find: "await clock.sleep(backOffMs(attempt, random()), options.signal);",
      replace: "",
      breaks: "a busy portal is asked again at once",
    },
    {
      name: "refusals-are-tried-again",
      find: 'error.code !== "ROLE_CREDENTIALS_TRANSPORT") return false;',
      replace: 'error.code === "ROLE_CREDENTIALS_SESSION_ENDED") return true;',
      breaks: "a malformed answer is asked for five times",
    },
  ]),
  ...mutantsOf(source("request-pace"), { project, tests: ["src/request-pace"] }, [
    {
      name: "ten-a-second",
      find: "REQUESTS_PER_WINDOW = 5",
      replace: "REQUESTS_PER_WINDOW = 10",
      breaks: "the portal throttles whoever asks faster",
    },
    {
      name: "future-starts-count",
      find: "start <= now && now - start < WINDOW_MS",
      replace: "now - start < WINDOW_MS",
      breaks: "a clock that was set back stops the enumeration",
    },
  ]),
  ...mutantsOf(source("logout"), portal, [
    {
      name: "ended-session-is-an-error",
      find: 'if (error.status === 401) return { status: "session-already-ended" };',
      replace: "",
      breaks: "signing out of a session that has ended fails",
    },
  ]),
  ...mutantsOf(source("portal-client"), { project, tests: ["test/request-handler.test"] }, [
    {
      name: "timer-stays-behind-role",
      find: "    clearTimeout(timer);\n",
      replace: "",
      breaks: "every call keeps the process alive for ten seconds",
    },
    {
      name: "listener-stays-behind-role",
      find: '    signal?.removeEventListener("abort", onAbort);\n',
      replace: "",
      breaks: "a signal that outlives its calls collects their listeners",
    },
  ]),
];
