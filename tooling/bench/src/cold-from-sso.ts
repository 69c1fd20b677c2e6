/** A peer: the AWS SDK for JavaScript, with a sign-in in the shared cache; endpoint and profile come from the environment. */
import { fromSSO } from "@aws-sdk/credential-providers";

const credentials = await fromSSO()();
if (credentials.sessionToken === undefined) process.exitCode = 1;
