import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AppError, Currency, ErrorCode, Language } from "../api";
import { i18next } from "../app/i18n";
import { currencySymbol, formatCredit, formatDay, formatDecimal, isolate } from "../format";
import { isDay } from "./typed";

/** Details that are amounts of money. */
const MONEY: Partial<Record<ErrorCode, readonly string[]>> = {
  below_cost: ["price", "cost"],
  overpaid: ["amount", "debt"],
  advance_short: ["credit", "amount"],
  till_moved: ["seen", "expected"],
  gap_unexplained: ["gap"],
};

/** Details that are amounts of a platform's credit, counts or limits: their text has the unit, if any. */
const FIGURES = ["needed", "available", "missing", "balance", "seen", "min", "max", "decimals"];

/** Read from the left whatever surrounds them; all the rest are names, which have their own direction. */
const LEFT_TO_RIGHT = ["number", "path", "file", "detail"];

/** What money is counted in; nothing is known of it before a book is open. */
let money: Currency = { code: "", decimals: 2 };

export function sayMoneyIn(currency: Currency): void {
  money = currency;
}

/** Where the value is what was typed into a field, and not a name. */
const VALUES = ["bad_date", "future_date", "out_of_range", "too_precise", "overflow", "day_closed"];

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
    else if (MONEY[error.code]?.includes(name)) {
      shown[name] = isolate(formatCredit(value, money.code, money.decimals, language));
    } else if (FIGURES.includes(name)) shown[name] = isolate(amount(value, language));
    else if (name === "value" && VALUES.includes(error.code)) {
      shown[name] = isolate(typedValue(value, language));
    } else if (name === "unit") shown[name] = currencySymbol(value, language);
    else if (name === "field") {
      const last = value.split(".").at(-1) ?? value;
      shown[name] = t(`common.fields.${last}`, { defaultValue: value });
    } else if (name === "entity")
      shown[name] = t(`common.entities.${value}`, { defaultValue: value });
    else shown[name] = LEFT_TO_RIGHT.includes(name) ? isolate(value) : value;
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

/** What to do about a field that can't stay empty, in the words of its label. */
export function requiredText(
  field: string,
  t: TFunction = i18next.t,
  otherwise = t("common.to_fill"),
): string {
  return t(`common.required.${field}`, { defaultValue: otherwise });
}

/** The text for a field when the error is about that field, else nothing. */
export function fieldError(error: AppError | null | undefined, field: string): string | undefined {
  if (!error || error.details.field !== field) return undefined;
  const text = errorText(error);
  return error.code === "missing_required" ? requiredText(field, i18next.t, text) : text;
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
