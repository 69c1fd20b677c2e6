/**
 * Tagged JSON for the useful part of the structured clone algorithm, in Node and in a page. What is outside of it throws, as
 * cloning a function does in Electron; cycles, blobs and ports throw too, which Electron could clone.
 */
type Callable = (...input: never[]) => unknown;

export interface Encoding {
  /** What stands for a function; without it, a function cannot be cloned. */
  readonly onFunction?: (value: Callable) => number;
}

type Node = null | string | boolean | number | Tagged;

interface Tagged {
  readonly $: string;
  readonly v?: unknown;
}

const NOT_CLONED = "An object could not be cloned.";

export function encode(value: unknown, { onFunction }: Encoding = {}): string {
  const open: object[] = [];
  const walk = (node: unknown): Node => {
    if (node === null || typeof node === "string" || typeof node === "boolean") return node;
    if (node === undefined) return { $: "undefined" };
    if (typeof node === "number") return Number.isFinite(node) ? node : { $: "number", v: String(node) };
    if (typeof node === "bigint") return { $: "bigint", v: String(node) };
    if (typeof node === "function" && onFunction !== undefined)
      return { $: "function", v: onFunction(node as Callable) };
    if (typeof node !== "object") throw new Error(NOT_CLONED);
    if (open.includes(node)) throw new Error("Cyclic values are not supported by the test host.");
    open.push(node);
    try {
      return walkObject(node);
    } finally {
      open.pop();
    }
  };
  const walkObject = (node: object): Tagged => {
    if (Array.isArray(node)) return { $: "array", v: node.map(walk) };
    if (node instanceof Date) return { $: "date", v: node.getTime() };
    if (node instanceof Map) return { $: "map", v: [...node].map(([key, one]) => [walk(key), walk(one)]) };
    if (node instanceof Set) return { $: "set", v: [...node].map(walk) };
    if (node instanceof Error) return { $: "error", v: [node.name, node.message] };
    if (node instanceof Uint8Array) return { $: "bytes", v: [...node] };
    if (node instanceof Promise && onFunction !== undefined) {
      // The other side starts it: `then` of this side's promise, called over there.
      const start = (resolve: (one: unknown) => void, reject: (one: unknown) => void): void =>
        void node.then(resolve, reject);
      return { $: "promise", v: onFunction(start) };
    }
    if (Object.prototype.toString.call(node) !== "[object Object]") throw new Error(NOT_CLONED);
    return { $: "object", v: Object.entries(node).map(([key, one]) => [key, walk(one)]) };
  };
  return JSON.stringify(walk(value));
}

export interface Decoding {
  readonly makeFunction?: (id: number) => (...input: unknown[]) => unknown;
}

export function decode(text: string, { makeFunction }: Decoding = {}): unknown {
  const functionFor = (id: number): ((...input: unknown[]) => unknown) => {
    if (makeFunction === undefined) throw new Error(NOT_CLONED);
    return makeFunction(id);
  };
  const walk = (node: Node): unknown => {
    if (node === null || typeof node !== "object") return node;
    const { $: tag, v } = node;
    switch (tag) {
      case "undefined":
        return undefined;
      case "number":
        return Number(v);
      case "bigint":
        return BigInt(v as string);
      case "date":
        return new Date(v as number);
      case "array":
        return (v as Node[]).map(walk);
      case "map":
        return new Map((v as [Node, Node][]).map(([key, one]) => [walk(key), walk(one)]));
      case "set":
        return new Set((v as Node[]).map(walk));
      case "error": {
        const [name, message] = v as [string, string];
        return Object.assign(new Error(message), name === "Error" ? {} : { name });
      }
      case "bytes":
        return Uint8Array.from(v as number[]);
      case "function":
        return functionFor(v as number);
      case "promise": {
        const start = functionFor(v as number);
        return new Promise((resolve, reject) => void start(resolve, reject));
      }
      default:
        // Not by assignment, which a key such as __proto__ would turn into something else.
        return Object.fromEntries((v as [string, Node][]).map(([key, one]) => [key, walk(one)]));
    }
  };
  return walk(JSON.parse(text) as Node);
}
