/** The value of `x-amzn-errortype`. */

/** AWS's usual form, `<name>:<uri>`. */
export function awsErrorType(name: string, namespace: string): string {
  return `${name}:http://internal.amazon.com/coral/${namespace}/`;
}

/** Walks through the four forms that SDKs are required to read. */
export function variedErrorType(): (name: string, namespace: string) => string {
  let turn = 0;
  return (name, namespace) => {
    turn += 1;
    const qualified = turn % 4 > 1 ? `${namespace}#${name}` : name;
    return turn % 2 === 0 ? qualified : awsErrorType(qualified, namespace);
  };
}
