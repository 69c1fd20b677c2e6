/** Where the browser is sent with a user code, in each of the forms that AWS has been seen to use. */

import type { Context } from "../core/context.ts";
import type { Directory } from "../state/directory.ts";
import { partitionOf } from "../aws-names/partitions.ts";

/** `?user_code=` is put after it as text: behind a `#` there is no query to add to. */
export function verificationUriOf(context: Context, directory: Directory): string {
  if (context.verificationBase !== undefined) return context.verificationBase;
  const { region, settings, startUrl, instanceId } = directory;
  const { name, suffix } = partitionOf(region);
  switch (settings.verificationUri) {
    case "mock":
      return `${context.publicUrl()}/device`;
    case "device.sso":
      return `https://device.sso.${region}.${name === "aws-cn" ? settings.chinaDeviceSuffix : suffix}/`;
    case "portal-fragment":
      return `${startUrl.replace(/\/$/, "")}/#/device`;
    case "regional-portal":
      return `https://${instanceId}.${region}.portal.${suffix}/#/device`;
  }
}
