import { Badge, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useRead } from "../../api";
import { useLanguage } from "../../app/i18n";
import { formatCount } from "../../format";
import { isShort } from "./alerts";
import { useCreditAlerts } from "./useCreditAlerts";

/** Draws nothing: what it reads draws nothing else anew either. */
export function CreditAlerts() {
  useCreditAlerts();
  return null;
}

/** How many platforms are short of credit, beside the name of their screen. */
export function ShortCount() {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = useRead("platforms", "platformsList").data?.filter(isShort).length ?? 0;
  if (count === 0) return null;
  return (
    <>
      <Badge color="orange" variant="light" size="sm" aria-hidden data-testid="short-count">
        {formatCount(count, language)}
      </Badge>
      <VisuallyHidden>{t("platforms.alerts.count", { count })}</VisuallyHidden>
    </>
  );
}
