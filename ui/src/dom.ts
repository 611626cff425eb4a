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
