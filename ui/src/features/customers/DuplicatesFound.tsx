import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useRead } from "../../api";
import { twinsOf } from "./duplicates";

export const DUPLICATES = "/customers/duplicates";

/** One discreet line, only where there is something to look at. */
export function DuplicatesFound() {
  const { t } = useTranslation();
  const count = twinsOf(useRead("customers", "customersDuplicates").data ?? []).length;
  if (count === 0) return null;
  return (
    <Anchor component={Link} href={DUPLICATES} size="sm" data-testid="duplicates-found">
      {t("customers.duplicates.found", { count })}
    </Anchor>
  );
}
