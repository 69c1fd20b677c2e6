/**
 * The AWS SDK client of the worker. Credentials and region come from the environment that sandbox-env built;
 * the sandbox's proxy, the only way out, comes from the variables that the sandbox added.
 */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { BedrockRuntimeClientConfig } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { StartCommand } from "./protocol.ts";

/** Connecting must not take longer; a model may think for minutes before it says something. */
const TIMEOUTS = { connectionTimeout: 10_000, socketTimeout: 600_000 };

export function bedrockClient(command: StartCommand, environment: NodeJS.ProcessEnv): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: required(environment, "AWS_REGION"),
    ...authentication(environment),
    ...(command.endpoint === undefined ? {} : { endpoint: command.endpoint }),
    requestHandler: new NodeHttpHandler({ ...agents(environment), ...TIMEOUTS }),
    maxAttempts: 3,
  });
}

/** A bearer token and AWS credentials exclude each other; sandbox-env never sets both. */
function authentication(environment: NodeJS.ProcessEnv): BedrockRuntimeClientConfig {
  const { AWS_BEARER_TOKEN_BEDROCK: token, AWS_SESSION_TOKEN: sessionToken } = environment;
  if (token !== undefined) return { token: { token }, authSchemePreference: ["httpBearerAuth"] };
  return {
    credentials: {
      accessKeyId: required(environment, "AWS_ACCESS_KEY_ID"),
      secretAccessKey: required(environment, "AWS_SECRET_ACCESS_KEY"),
      // Long-term keys have none.
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  };
}

/**
 * The SDK does not read proxy variables itself. NO_PROXY is left out on purpose: it would send requests for
 * loopback into the sandbox's own, empty network.
 */
function agents(environment: NodeJS.ProcessEnv): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  const { HTTP_PROXY, HTTPS_PROXY } = environment;
  return {
    httpAgent: new HttpAgent(HTTP_PROXY === undefined ? {} : { proxyEnv: { HTTP_PROXY } }),
    httpsAgent: new HttpsAgent(HTTPS_PROXY === undefined ? {} : { proxyEnv: { HTTPS_PROXY } }),
  };
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`${name} is not in the worker's environment`);
  return value;
}
