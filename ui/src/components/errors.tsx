import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AppError, Language } from "../api";
import { i18next } from "../app/i18n";
import { currencySymbol, formatDecimal, isolate } from "../format";

/** Details that are amounts: shown grouped and with the language's own comma. */
const AMOUNTS = ["needed", "available", "missing", "price", "cost", "debt", "amount", "min", "max"];

function shownDetails(error: AppError, t: TFunction, language: Language): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(error.details)) {
    if (AMOUNTS.includes(name)) shown[name] = isolate(formatDecimal(value, language, 0));
    else if (name === "unit") shown[name] = currencySymbol(value, language);
    else if (name === "field") {
      const last = value.split(".").at(-1) ?? value;
      shown[name] = t(`common.fields.${last}`, { defaultValue: value });
    } else if (name === "entity")
      shown[name] = t(`common.entities.${value}`, { defaultValue: value });
    else shown[name] = isolate(value);
  }
  return shown;
}

/** What would be allowed, as far as the error says. */
function limits(shown: Record<string, string>, t: TFunction): string {
  const kind =
    "min" in shown
      ? "max" in shown
        ? "between"
        : "at_least"
      : "max" in shown
        ? "at_most"
        : "none";
  return t(`common.limits.${kind}`, shown);
}

/** What is wrong, where, and what to do, in the user's language. */
export function errorText(error: AppError, t: TFunction = i18next.t): string {
  const details = shownDetails(error, t, i18next.language as Language);
  details.limits = limits(details, t);
  return t(`errors.${error.code}`, { ...details, defaultValue: t("errors.bug", details) });
}

/** The text for a field when the error is about that field, else nothing. */
export function fieldError(error: AppError | null | undefined, field: string): string | undefined {
  return error?.details.field === field ? errorText(error) : undefined;
}

type ErrorNoticeProps = {
  error: AppError | null | undefined;
  /** Fields that show their own error beside them: an error about one of these isn't repeated. */
  fields?: readonly string[] | undefined;
  action?: ReactNode;
  onRetry?: (() => void) | undefined;
};

export function ErrorNotice({ error, fields, action, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  if (!error) return null;
  if (error.details.field && fields?.includes(error.details.field)) return null;
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertCircle aria-hidden />}
      data-testid="error-notice"
    >
      <Group justify="space-between" align="center" gap="sm">
        <Text size="sm" flex={1} miw="14rem">
          {errorText(error, t)}
        </Text>
        {action}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
