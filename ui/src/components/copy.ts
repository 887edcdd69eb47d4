/** Into the clipboard; where the window has none, what `select` marks is copied as by Ctrl+C. */
export async function copyText(text: string, select: () => void): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select();
    return document.execCommand?.("copy") ?? false;
  }
}
