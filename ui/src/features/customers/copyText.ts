/** Puts the text of a field on the clipboard; says whether it is there. */
export async function copyText(field: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // A web view may forbid or lack the clipboard; copying what is selected works without it.
    field.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}
