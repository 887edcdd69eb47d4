import { useTranslation } from "react-i18next";
import { type Method, useRead } from "../../api";

const BUILT_IN = ["cash", "baridimob", "ccp", "transfer", "other"];

/** The name of a method: the shop's own, or the language's for those there from the start. */
export function useMethodName(): (code: string, name: string) => string {
  const { t } = useTranslation();
  return (code, name) => name || (BUILT_IN.includes(code) ? t(`common.methods.${code}`) : code);
}

export function useMethods(): Method[] | undefined {
  return useRead("settings", "methodsList").data;
}
