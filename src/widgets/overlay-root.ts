let root: HTMLElement | undefined;

/**
 * Where menus and lists open: inside the open dialog, for all outside it is hidden and cannot be reached; else in a region
 * of its own at the end of the page, so that nothing is outside a landmark.
 */
export function overlayRoot(): HTMLElement {
  const dialog = document.querySelector<HTMLElement>('.dlg');
  if (dialog) return dialog;
  if (root?.isConnected) return root;
  root = document.createElement('div');
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Menus');
  document.body.append(root);
  return root;
}
