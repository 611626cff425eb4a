/** The one element below `root` that has this data attribute; its absence is a fault of the page. */
export function part<T extends Element>(root: ParentNode, name: string, type: abstract new () => T): T {
  const found = root.querySelector(`[data-${name}]`);
  if (!(found instanceof type)) {
    throw new Error(`the page has no ${type.name} with data-${name}`);
  }
  return found;
}

/** A copy of the only element in the template with this id. */
export function fromTemplate(id: string): HTMLElement {
  const template = document.getElementById(id);
  const copy =
    template instanceof HTMLTemplateElement ? template.content.firstElementChild?.cloneNode(true) : undefined;
  if (!(copy instanceof HTMLElement)) {
    throw new Error(`the page has no template ${id}`);
  }
  return copy;
}

/** Changes a text only if it is another: what did not change is not drawn or read out again. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Attributes by their name; `true` is one without a value, `false` none at all. */
export type Attributes = Readonly<Record<string, string | boolean>>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...children);
  return element;
}

/** A part of a drawing. */
export function drawn(
  tag: "svg" | "polygon" | "polyline" | "line" | "path" | "rect",
  attributes: Attributes,
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(element, attributes);
  return element;
}

export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
}

export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = make("button", { type: "button", class: "key", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}
