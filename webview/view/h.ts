type Attribute = string | number | boolean | undefined;
type Child = Node | string | undefined;

/** Makes an element. `true` sets an attribute without a value; `false` and undefined leave it out. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes?: Readonly<Record<string, Attribute>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name];
export function h(
  name: string,
  attributes?: Readonly<Record<string, Attribute>>,
  ...children: readonly Child[]
): HTMLElement;
export function h(
  name: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElement {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export const svg = (
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  ...children: readonly Child[]
): SVGElement => fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

/** Replaces what an element holds, and touches the page only when it differs. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Likewise for a list of one text each. */
export function setLines(list: HTMLUListElement, lines: readonly string[]): void {
  while (list.children.length > lines.length) list.lastElementChild?.remove();
  lines.forEach((line, index) => setText(list.children[index] ?? list.appendChild(h('li')), line));
}

export function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value))
    element.setAttribute(name, value === true ? '' : String(value));
}

function fill<E extends Element>(
  element: E,
  attributes: Readonly<Record<string, Attribute>>,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
