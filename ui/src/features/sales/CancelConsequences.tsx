// What cancelling will do, as the program reckons it.
import { List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type CancelInput, type CancelQuote, type Id, useReadIf } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { ErrorNotice } from "../../components";
import { formatCredit, formatMoney, isolate, isZero } from "../../format";
import { useMethodName } from "./methods";

/** Each in a sentence of its own; nothing is added up here. */
function useSentences(): (quote: CancelQuote, paid: boolean) => string[] {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const methodName = useMethodName();
  const money = (value: string) => isolate(formatMoney(value, currency, language));

  const refunds = ({ refunds }: CancelQuote, paid: boolean) => {
    if (refunds.length === 0) return paid ? [t("sales.cancel.noRefund")] : [];
    return refunds.map(({ method, method_name, amount }) =>
      method === "customer_credit"
        ? t("sales.cancel.kept", { amount: money(amount) })
        : t("sales.cancel.refund", {
            amount: money(amount),
            method: isolate(methodName(method, method_name)),
          }),
    );
  };
  const credits = ({ credits }: CancelQuote) =>
    credits.flatMap(({ platform, unit, decimals, returned, lost }) =>
      [["credit", returned] as const, ["creditLost", lost] as const].flatMap(([said, value]) => {
        if (isZero(value)) return [];
        const credit = isolate(formatCredit(value, unit, decimals, language));
        return [t(`sales.cancel.${said}`, { credit, platform: isolate(platform) })];
      }),
    );
  const debt = ({ debt_before, debt }: CancelQuote) => {
    if (isZero(debt_before)) return [];
    if (isZero(debt)) return [t("sales.cancel.debt", { amount: money(debt_before) })];
    const amounts = { before: money(debt_before), amount: money(debt) };
    return [t(debt === debt_before ? "sales.cancel.debtStays" : "sales.cancel.debtThen", amounts)];
  };

  return (quote, paid) => [
    ...credits(quote),
    ...refunds(quote, paid),
    ...debt(quote),
    ...(quote.ending === 0 ? [] : [t("sales.cancel.subscription", { count: quote.ending })]),
    t("sales.cancel.stays"),
  ];
}

type CancelConsequencesProps = {
  sale: Id;
  /** Something was paid, and may be paid back. */
  paid: boolean;
  /** null: no line is chosen. */
  input: CancelInput | null;
  /** The dialog itself says why it was refused. */
  refused: boolean;
};

/** Said before it is done; what belongs to another choice than the present one is not. */
export function CancelConsequences({ sale, paid, input, refused }: CancelConsequencesProps) {
  const { t } = useTranslation();
  const sentences = useSentences();
  const asked = input !== null;
  const quote = useReadIf(asked, "sales", "saleCancelQuote", sale, input as CancelInput);
  const hint = (text: string) => (
    <Text size="sm" c="dimmed">
      {text}
    </Text>
  );
  const known = quote.data !== undefined && !quote.isPlaceholderData ? quote.data : null;
  return (
    <Stack gap="xs" aria-live="polite" data-testid="cancel-consequences">
      {!asked && hint(t("sales.cancel.noLine"))}
      {asked && quote.error && !refused && <ErrorNotice error={quote.error} />}
      {asked && !quote.error && !known && hint(t("common.loading"))}
      {asked && !quote.error && known && (
        <>
          <Text size="sm">{t("sales.cancel.intro")}</Text>
          <List size="sm" spacing={4}>
            {sentences(known, paid).map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
