import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AppError, Language } from "../api";
import { i18next } from "../app/i18n";
import { currencySymbol, formatDay, formatDecimal, isolate } from "../format";
import { isDay } from "./typed";

/** Details that are amounts: shown grouped and with the language's own comma. */
const AMOUNTS = [
  "needed",
  "available",
  "missing",
  "price",
  "cost",
  "debt",
  "amount",
  "min",
  "max",
  "credit",
  "balance",
  "seen",
  "expected",
  "gap",
];

/** Where the value is what was typed into a field, and not a name. */
const VALUES = ["bad_date", "future_date", "out_of_range", "too_precise", "overflow"];

const PLAIN_DECIMAL = /^-?\d+(?:\.(\d+))?$/;

/** Cents are shown as two; a whole amount stays whole. */
function amount(value: string, language: Language): string {
  const cents = /\.\d*[1-9]/.test(value);
  return formatDecimal(value, language, cents ? 2 : 0);
}

/** A day or a decimal as the language writes it, with the digits it has; anything else as it was typed. */
function typedValue(value: string, language: Language): string {
  if (isDay(value)) return formatDay(value);
  const decimal = PLAIN_DECIMAL.exec(value);
  return decimal ? formatDecimal(value, language, decimal[1]?.length ?? 0) : value;
}

function shownDetails(error: AppError, t: TFunction, language: Language): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(error.details)) {
    if (isDay(value) && name !== "value") shown[name] = isolate(formatDay(value));
    else if (AMOUNTS.includes(name)) shown[name] = isolate(amount(value, language));
    else if (name === "value" && VALUES.includes(error.code)) {
      shown[name] = isolate(typedValue(value, language));
    } else if (name === "unit") shown[name] = currencySymbol(value, language);
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
