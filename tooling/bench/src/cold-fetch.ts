/** The peer: a process that does nothing but fetch the same credentials. */
const [url = "", token = ""] = process.argv.slice(2);
const response = await fetch(
  `${url}/federation/credentials?role_name=BedrockInference&account_id=111122223333`,
  {
    headers: { "x-amz-sso_bearer_token": token },
  },
);
const { roleCredentials } = (await response.json()) as { roleCredentials?: { accessKeyId: string } };
if (roleCredentials === undefined) process.exitCode = 1;
