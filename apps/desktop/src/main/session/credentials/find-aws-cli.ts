/** Finds the AWS CLI, also where its installers put it when an app's PATH is shorter than a shell's. */
import { findProgram, isProgram } from "../find-program.ts";

const USUAL_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["/usr/local/bin/aws", "/opt/homebrew/bin/aws"],
  win32: [String.raw`C:\Program Files\Amazon\AWSCLIV2\aws.exe`],
};

const INSTALL_LINES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "brew install awscli",
  win32: "winget install -e --id Amazon.AWSCLI",
  linux: "apt-get install -y awscli",
};

export async function findAwsCli(path: string, platform = process.platform): Promise<string | undefined> {
  const found = await findProgram(platform === "win32" ? "aws.exe" : "aws", path);
  if (found !== undefined) return found;
  for (const candidate of USUAL_PLACES[platform] ?? []) {
    if (await isProgram(candidate)) return candidate;
  }
  return undefined;
}

/** The line that installs the AWS CLI on this platform. */
export function installLine(platform = process.platform): string {
  return INSTALL_LINES[platform] ?? "see the AWS CLI's installation guide";
}
