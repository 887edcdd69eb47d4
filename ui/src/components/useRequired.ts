import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requiredText } from "./errors";

/** The fields that can't stay empty: once saving was tried, each empty one says so until it is filled. */
export function useRequired<V extends object>(values: V, fields: readonly (keyof V & string)[]) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const empty = fields.filter((field) => String(values[field] ?? "").trim() === "");
  return {
    error: (field: keyof V & string) =>
      tried && empty.includes(field) ? requiredText(field, t) : undefined,
    /** Whether all are filled; from now on the empty ones say so. */
    check: () => {
      setTried(true);
      return empty.length === 0;
    },
  };
}
