/** Bugs in the device flow: schedule, poll loop, parsers, error codes, registration and refresh. */
import type { Mutant } from "../mutant.ts";
import { mutantsOf } from "../mutant.ts";

const source = (name: string): string => `packages/oidc-device-flow/src/${name}.ts`;
const project = "oidc-device-flow";
const conformance = { project, tests: ["test/conformance"] };
const polling = { project, tests: ["src/poll-schedule", "test/conformance/rfc8628"] };
const refusals = { project, tests: ["src/error-code", "test/conformance"] };

export const oidcDeviceFlow: readonly Mutant[] = [
  ...mutantsOf(source("poll-schedule"), polling, [
    {
      name: "slow-down-adds-nothing",
      find: "intervalSeconds: intervalSeconds + SLOW_DOWN_SECONDS, failures: 0",
      replace: "intervalSeconds, failures: 0",
      breaks: "the app polls as fast as before and is throttled for good",
    },
    {
      name: "interval-of-no-time",
      find: "intervalSeconds >= 1 ? intervalSeconds : 1",
      replace: "intervalSeconds",
      breaks: "a restored interval of 0 makes a busy loop",
      killedBy: { project, tests: ["test/conformance"] },
    },
    {
      name: "slow-down-is-four-seconds",
      find: "SLOW_DOWN_SECONDS = 5",
      replace: "SLOW_DOWN_SECONDS = 4",
      breaks: "RFC 8628 wants five seconds",
    },
    {
      name: "failures-never-forgotten",
      find: 'case "authorization_pending":\n      return { intervalSeconds, failures: 0 };',
      replace: 'case "authorization_pending":\n      return { intervalSeconds, failures };',
      breaks: "after one lost connection every poll is slow",
    },
    {
      name: "failures-not-counted",
      find: "return { intervalSeconds, failures: failures + 1 };",
      replace: "return { intervalSeconds, failures: 1 };",
      breaks: "the back-off does not grow",
    },
    {
      name: "back-off-below-interval",
      find: "return Math.max(intervalSeconds, doubled * (1 - random / 2));",
      replace: "return doubled * (1 - random / 2);",
      breaks: "a spread back-off may be shorter than the interval",
    },
    {
      name: "back-off-without-end",
      find: "Math.max(LONGEST_BACK_OFF_SECONDS, intervalSeconds),",
      replace: "Infinity,",
      breaks: "after a long outage the app sleeps over the approval",
    },
  ]),
  ...mutantsOf(source("poll-for-token"), conformance, [
    {
      name: "no-deadline",
      find: 'if (clock.now() >= deadline || leftMs <= 0) return { status: "expired" };',
      replace: "",
      breaks: "a code that has expired is polled for ever",
    },
    {
      name: "first-poll-at-once",
      find: "let waitSeconds = secondsUntilNextPoll(schedule, 0);",
      replace: "let waitSeconds = 0;",
      breaks: "the first poll comes before anybody can have decided",
    },
    {
      name: "denied-is-pending",
      find: 'case "authorization_pending":\n    case "slow_down":\n      return error.error;',
      replace:
        'case "authorization_pending":\n    case "slow_down":\n      return error.error;\n    case "access_denied" as string:\n      return "authorization_pending";',
      breaks: "after a refusal the app polls on",
    },
    {
      name: "lost-connection-ends-the-sign-in",
      find: 'error.code === "DEVICE_FLOW_TRANSPORT") return "transport-error";',
      replace: 'error.code === "DEVICE_FLOW_TRANSPORT") return { status: "expired" };',
      breaks: "one 502 ends a sign-in",
    },
    {
      name: "slow-down-forgotten",
      find: "schedule = nextSchedule(schedule, step);",
      replace: "schedule = nextSchedule(firstSchedule(authorization.intervalSeconds), step);",
      breaks: "slow_down holds for one poll only",
    },
    {
      name: "clock-set-back-polls-on",
      find: " || leftMs <= 0)",
      replace: ")",
      breaks: "a clock that is set back by a day makes the app poll for a day",
    },
    {
      name: "used-code-is-an-error",
      find: 'case "invalid_grant":\n      return { status: "rejected", error: "invalid_grant", ...error.reference };',
      replace: "",
      breaks: "a code that was used elsewhere throws instead of ending",
    },
    {
      name: "end-that-is-no-instant",
      find: 'if (Number.isNaN(deadline)) return { status: "expired" };',
      replace: "",
      breaks: "a restored authorization without an end makes a busy loop of requests",
    },
    {
      name: "poll-callback-swallowed",
      find: "onAttempt?.({ attempt, outcome: step, nextPollInSeconds: waitSeconds });",
      replace:
        "try {\n      onAttempt?.({ attempt, outcome: step, nextPollInSeconds: waitSeconds });\n    } catch {}",
      breaks: "an app's own error is lost and the poll goes on behind it",
    },
  ]),
  ...mutantsOf(source("error-code"), refusals, [
    {
      name: "every-code-is-oauths",
      find: "return code !== undefined && KNOWN.has(code);",
      replace: "return code !== undefined;",
      breaks: "a captive portal's 401 ends the poll",
    },
    {
      name: "unknown-code-wins",
      find: "return codes.find((code) => KNOWN.has(code)) ?? codes[0];",
      replace: "return codes[0];",
      breaks: "a strange body hides the code in the header",
    },
    {
      name: "shape-keeps-its-address",
      find: '.split(":")[0]?.split("#")',
      replace: '.split("#")',
      breaks: "the header's form with an address is not understood",
    },
    {
      name: "shape-keeps-its-namespace",
      find: '.split("#").at(-1)',
      replace: '.split("#").at(0)',
      breaks: "a code in __type is not understood",
    },
    {
      name: "slow-down-unknown",
      find: '["SlowDownException", "slow_down"],',
      replace: "",
      breaks: "slow_down by header only is fatal, as in other clients",
    },
    {
      name: "any-text-is-a-code",
      find: "/^[A-Za-z_]{1,64}$/",
      replace: "/./",
      breaks: "a server's text ends up in errors and logs",
    },
  ]),
  ...mutantsOf(
    source("guarded-handler"),
    { project, tests: ["test/conformance", "test/redirects", "test/request-handler"] },
    [
      {
        name: "redirect-is-an-answer",
        find: "response.statusCode < 300 && body !== undefined",
        replace: "response.statusCode < 400 && body !== undefined",
        breaks: "a redirect with a JSON body is taken for the answer",
      },
      {
        name: "busy-is-a-refusal",
        find: "status === 408 || status === 429 || status >= 500",
        replace: "status === 408 || status >= 500",
        breaks: "429 ends a sign-in",
      },
      {
        name: "fault-is-a-refusal",
        find: "status === 408 || status === 429 || status >= 500",
        replace: "status === 408 || status === 429",
        breaks: "a server fault ends a sign-in",
      },
      {
        name: "proxy-speaks-for-aws",
        find: "return oauth || (fromAws && status >= 400);",
        replace: "return true;",
        breaks: "a captive portal's page signs the person out",
      },
      {
        name: "no-cap-on-answers",
        find: "if (size <= MAXIMUM_RESPONSE_BYTES) return bytes;",
        replace: "if (size >= 0) return bytes;",
        breaks: "a server can fill the memory",
      },
      {
        name: "stalled-body-holds-on",
        find: 'signal?.addEventListener("abort", onAbort);',
        replace: "",
        breaks: "a body that stalls is not given up",
        survives:
          "the call ends by its own race with the signal; only its socket stays until the server goes",
      },
    ],
  ),
  ...mutantsOf(source("fields"), conformance, [
    {
      name: "empty-text-accepted",
      find: 'typeof value !== "string" || value === "") throw',
      replace: 'typeof value !== "string") throw',
      breaks: "nothing: an equivalent mutant",
      survives: "the pattern for visible ASCII wants one character at least",
    },
    {
      name: "control-characters-accepted",
      find: "if (!VISIBLE_ASCII.test(value)) throw",
      replace: "if (!VISIBLE_ASCII.test(value) && value === name) throw",
      breaks: "a token with a line break breaks a header",
    },
    {
      name: "absurd-numbers-accepted",
      find: "if (value > maximum) throw malformed(name, `at most ${maximum}`);",
      replace: "",
      breaks: "V12: an epoch number is stored as fifty years",
    },
  ]),
  ...mutantsOf(source("register-client"), conformance, [
    {
      name: "registration-until-its-end",
      find: "expiresAt.getTime() - now > HOUR_MS",
      replace: "expiresAt.getTime() - now > 0",
      breaks: "a registration that ends during the sign-in starts one",
      killedBy: { project: "desktop", tests: ["test/vectors/registration", "test/sign-in.test"] },
    },
    {
      name: "no-scopes",
      find: "scopes: [...scopes],",
      replace: "",
      breaks: "without a scope there is no refresh token",
      killedBy: { project, tests: ["test/conformance", "test/request-handler"] },
    },
    {
      name: "registration-in-milliseconds",
      find: "LATEST_EXPIRY_SECONDS) * 1000)",
      replace: "LATEST_EXPIRY_SECONDS))",
      breaks: "the registration looks as if it had ended in 1970",
    },
    {
      name: "invalid-client-is-an-error",
      find: 'return error === "invalid_client" || error === "unauthorized_client";',
      replace: 'return error === "unauthorized_client";',
      breaks: "a registration that Identity Center forgot is never replaced",
    },
  ]),
  ...mutantsOf(source("start-device-authorization"), conformance, [
    {
      name: "interval-of-nothing",
      find: "Math.min(Math.max(interval, 1), LONGEST_INTERVAL_SECONDS)",
      replace: "Math.min(interval, LONGEST_INTERVAL_SECONDS)",
      breaks: "an interval of 0 polls without a pause",
    },
    {
      name: "interval-of-years",
      find: "Math.min(Math.max(interval, 1), LONGEST_INTERVAL_SECONDS)",
      replace: "Math.max(interval, 1)",
      breaks: "a server can make the app wait for years",
    },
    {
      name: "default-interval",
      find: "DEFAULT_INTERVAL_SECONDS = 5",
      replace: "DEFAULT_INTERVAL_SECONDS = 1",
      breaks: "RFC 8628: five seconds when no interval is given",
    },
    {
      name: "code-for-ever",
      find: 'Math.min(fields.positive("expiresIn", ABSURD_LIFE_SECONDS), LONGEST_LIFE_SECONDS)',
      replace: 'fields.positive("expiresIn", ABSURD_LIFE_SECONDS)',
      breaks: "a code is polled for a year",
    },
  ]),
  ...mutantsOf(source("refresh"), conformance, [
    {
      name: "ended-without-a-reference",
      find: "error: code, ...error.reference",
      replace: "error: code",
      breaks: "nobody can ask AWS Support why a sign-in ended",
    },
    {
      name: "keep-old-forgotten",
      find: "tokens: { refreshToken, ...tokens }",
      replace: "tokens",
      breaks: "an answer without a refresh token ends the sign-in an hour later",
    },
    {
      name: "old-token-kept",
      find: "tokens: { refreshToken, ...tokens }",
      replace: "tokens: { ...tokens, refreshToken }",
      breaks: "the spent refresh token is presented again",
    },
    {
      name: "outage-ends-the-sign-in",
      find: "if (!(error instanceof OAuthRefusal)) throw error;",
      replace: 'if (!(error instanceof OAuthRefusal)) return { status: "rejected", error: "invalid_grant" };',
      breaks: "a lost connection signs the person out",
    },
  ]),
  ...mutantsOf(source("create-token"), conformance, [
    {
      name: "life-from-the-answer",
      find: "const askedAt = clock.now();",
      replace: "const askedAt = clock.now() + 1_000;",
      breaks: "a token looks longer-lived than it is",
    },
  ]),
  ...mutantsOf(source("verification-uri"), { project, tests: ["src/verification-uri"] }, [
    {
      name: "uri-http",
      find: 'if (url.protocol !== "https:") return "not-https";',
      replace: "",
      breaks: "http, file and smb addresses reach the operating system",
    },
    {
      name: "uri-credentials",
      find: 'if (url.username !== "" || url.password !== "") return unsafe("has-credentials");',
      replace: "",
      breaks: "an address can look like another host",
    },
    {
      name: "uri-port",
      find: 'if (url.port !== "") return "has-port";',
      replace: "",
      breaks: "an odd port is opened",
    },
    {
      name: "uri-other-partition",
      find: "owner !== undefined && owner === partitionOf(region)?.id",
      replace: "owner !== undefined",
      breaks: "an address in another partition is opened",
    },
    {
      name: "uri-other-code",
      find: "some((code) => code !== userCode)",
      replace: "some((code) => code === undefined)",
      breaks: "V5: the link approves another code than the one shown",
    },
    {
      name: "uri-fragment-code",
      find: '...inFragment.getAll("user_code")',
      replace: "",
      breaks: "V5: another code hides in the fragment",
    },
    {
      name: "uri-any-stand-in",
      find: "/^https?:$/.test(url.protocol) && allowedOrigins",
      replace: "allowedOrigins",
      breaks: 'an allowed origin "null" lets file: through',
    },
    {
      name: "uri-quotes",
      find: "|| /[\\\\\"'<>^`{|}]/.test(uri)",
      replace: "",
      breaks: "a quote reaches a shell",
    },
    {
      name: "uri-length",
      find: 'if (uri.length > MAXIMUM_LENGTH) return unsafe("too-long");',
      replace: "",
      breaks: "an address of megabytes reaches the operating system",
    },
  ]),
  ...mutantsOf(source("oidc-client"), { project, tests: ["test/request-handler.test"] }, [
    {
      name: "timer-stays-behind-oidc",
      find: "    clearTimeout(timer);\n",
      replace: "",
      breaks: "every call keeps the process alive for ten seconds",
    },
    {
      name: "listener-stays-behind-oidc",
      find: '    signal?.removeEventListener("abort", onAbort);\n',
      replace: "",
      breaks: "a signal that outlives its calls collects their listeners",
    },
  ]),
];
