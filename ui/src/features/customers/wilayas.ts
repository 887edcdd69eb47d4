// The wilayas as they are found and shown. One is kept under its French name, whatever was typed.
import { type Language, useRead, type Wilaya } from "../../api";
import { useLanguage } from "../../app/i18n";
import { foldText, westernDigits } from "../../components/typed";

/** For comparing names: "M’Sila", "M'sila" and "m sila" are one. */
function key(text: string): string {
  return foldText(westernDigits(text))
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function nameOf(wilaya: Wilaya, language: Language): string {
  return language === "ar" ? wilaya.ar : wilaya.fr;
}

/** The one of that number or of either name. */
export function findWilaya(wilayas: readonly Wilaya[], typed: string): Wilaya | undefined {
  const wanted = key(typed);
  const number = /^\d+$/.test(wanted) ? Number(wanted) : null;
  return wilayas.find(
    (wilaya) => wilaya.number === number || key(wilaya.fr) === wanted || key(wilaya.ar) === wanted,
  );
}

/** Those whose number begins so, or whose names hold it; the one that is meant exactly comes first. */
export function matchingWilayas(wilayas: readonly Wilaya[], typed: string): Wilaya[] {
  const wanted = key(typed);
  const number = wanted.replace(/^0+/, "");
  const matching = wilayas.filter(
    (wilaya) =>
      wanted === "" ||
      (/^\d+$/.test(number) && String(wilaya.number).startsWith(number)) ||
      key(wilaya.fr).includes(wanted) ||
      key(wilaya.ar).includes(wanted),
  );
  const meant = findWilaya(matching, typed);
  return meant ? [meant, ...matching.filter((wilaya) => wilaya !== meant)] : matching;
}

const NONE: readonly Wilaya[] = [];

/** All of them: data that never changes, none while it is on its way. */
export function useWilayas(): readonly Wilaya[] {
  return useRead("settings", "wilayasList").data ?? NONE;
}

/** The name of what is kept in the language shown; what is no wilaya reads as it was typed. */
export function useWilayaName(): (kept: string) => string {
  const wilayas = useWilayas();
  const language = useLanguage();
  return (kept) => {
    const wilaya = kept === "" ? undefined : findWilaya(wilayas, kept);
    return wilaya ? nameOf(wilaya, language) : kept;
  };
}
