/**
 * Addresses of a D-Bus message bus.
 *
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#addresses
 */

/**
 * The socket paths of an address, in its order, as `net.connect` takes them; an abstract socket begins with a zero
 * byte. Other transports are left out: a bus over TCP has no encryption, and `unixexec` would start a program.
 */
export function socketPaths(address: string): readonly string[] {
  return address.split(";").flatMap((one) => {
    const [transport = "", ...rest] = one.split(":");
    if (transport !== "unix") return [];
    const options = new Map(rest.join(":").split(",").map(option));
    const path = options.get("path");
    const abstract = options.get("abstract");
    if (path !== undefined) return [path];
    return abstract === undefined ? [] : [`\0${abstract}`];
  });
}

/** The session bus of this user: where its variable says, otherwise where systemd puts it. */
export function sessionBusPaths(environment: Readonly<Record<string, string>>): readonly string[] {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime } = environment;
  if (address !== undefined && address !== "") return socketPaths(address);
  return runtime === undefined || runtime === "" ? [] : [`${runtime}/bus`];
}

function option(text: string): readonly [key: string, value: string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), unescape(text.slice(at + 1))];
}

/** Each escape is one byte of UTF-8. */
function unescape(value: string): string {
  const bytes = Buffer.from(value, "utf8").toString("latin1");
  const whole = bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(whole, "latin1").toString("utf8");
}
