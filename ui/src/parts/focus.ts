/** Has something written anew, and leaves the focus on the control of the same name in the same `[data-alert]` or the like. */
export function keepingFocus(root: HTMLElement, within: string, write: () => void): void {
  const active = document.activeElement;
  const was = active instanceof HTMLElement && root.contains(active) ? active : undefined;
  const place = was?.closest(`[${within}]`)?.getAttribute(within) ?? undefined;
  write();
  if (was === undefined || root.contains(document.activeElement)) {
    return;
  }
  const isAll = place === undefined || place === root.getAttribute(within);
  const again = isAll ? root : root.querySelector(`[${within}="${CSS.escape(place)}"]`);
  const controls = [...(again?.querySelectorAll<HTMLElement>("a[href], button, input, select") ?? [])];
  const same = controls.find((one) => nameOf(one) === nameOf(was));
  (same ?? controls[0])?.focus({ preventScroll: true });
}

function nameOf(control: HTMLElement): string {
  const own = control.getAttribute("aria-label") ?? control.textContent;
  return `${control.tagName} ${control instanceof HTMLAnchorElement ? control.href : own}`;
}
