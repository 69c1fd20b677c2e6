/** Finds the AWS CLI as a shell would, and where its installers put it when an app's PATH is shorter than a shell's. */
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

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
  const name = platform === "win32" ? "aws.exe" : "aws";
  // A relative entry would run whatever lies in the current folder.
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates = [...folders.map((folder) => join(folder, name)), ...(USUAL_PLACES[platform] ?? [])];
  for (const candidate of candidates) {
    if (await isProgram(candidate)) return candidate;
  }
  return undefined;
}

/** The line that installs the AWS CLI on this platform. */
export function installLine(platform = process.platform): string {
  return INSTALL_LINES[platform] ?? "see the AWS CLI's installation guide";
}

export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
