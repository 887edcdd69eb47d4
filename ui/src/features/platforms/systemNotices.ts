// Whether the system says it too. It belongs to this computer, not to the book.
const PLACE = "rasid.system-notices";

export function systemNoticesOn(): boolean {
  return localStorage.getItem(PLACE) !== "off";
}

export function setSystemNotices(on: boolean): void {
  localStorage.setItem(PLACE, on ? "on" : "off");
}
