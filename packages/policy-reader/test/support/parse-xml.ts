/** XML as Python's expat reads it, so that nothing of ours judges what we write. */
import { runTool } from "./run-tool.ts";

export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const ELEMENT_TREE = `
import json, sys
from xml.etree import ElementTree
def plain(element):
    namespace, _, name = element.tag[1:].partition("}") if element.tag.startswith("{") else ("", "", element.tag)
    return {"namespace": namespace, "name": name, "attributes": element.attrib, "text": element.text or "",
            "children": [plain(child) for child in element]}
print(json.dumps(plain(ElementTree.fromstring(sys.stdin.buffer.read()))))
`;

/** Fails when the document is not well-formed. */
export async function parseXml(bytes: Uint8Array): Promise<XmlElement> {
  const tool = { command: "python3", packages: "python3" };
  const { code, output } = await runTool(tool, ["-c", ELEMENT_TREE], new TextDecoder().decode(bytes));
  if (code !== 0) throw new Error(output);
  return JSON.parse(output) as XmlElement;
}

/** Every element of that name below `root`, in document order. */
export function elementsNamed(root: XmlElement, name: string): readonly XmlElement[] {
  return root.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsNamed(child, name),
  ]);
}

/** The one child of that name. */
export function childNamed(parent: XmlElement, name: string): XmlElement {
  const [child, ...others] = parent.children.filter((each) => each.name === name);
  if (child === undefined || others.length > 0) throw new Error(`expected one <${name}> in <${parent.name}>`);
  return child;
}
