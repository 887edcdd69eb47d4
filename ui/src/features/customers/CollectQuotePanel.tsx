import { Box, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CollectPart, CollectQuote } from "../../api";
import { Amount, Code, DayText } from "../../components";
import { isZero } from "../../format";
import { Change, QuoteHint, QuotePanel, QuoteRow, QuoteRows } from "../platforms/QuotePanel";

type Props = {
  quote: CollectQuote | undefined;
  /** What is more than the debt becomes an advance: nothing of that is shown before it is agreed to. */
  kept: boolean;
};

/** How the payment falls on the sales, and what that leaves of the debt and of the advance. */
export function CollectQuotePanel({ quote, kept }: Props) {
  const { t } = useTranslation();
  if (!quote) {
    return (
      <QuotePanel>
        <QuoteHint>{t("customers.collect.waiting")}</QuoteHint>
      </QuotePanel>
    );
  }
  const credit_after = kept || isZero(quote.advance) ? quote.credit_after : quote.credit_before;
  const advance = !isZero(quote.credit_before) || !isZero(credit_after);
  return (
    <QuotePanel>
      {quote.parts.length > 0 && <Spread parts={quote.parts} />}
      <QuoteRows>
        {!isZero(quote.fee) && (
          <QuoteRow label={t("customers.collect.fee")} data-testid="collect-fee">
            <Amount value={quote.fee} />
          </QuoteRow>
        )}
        {kept && !isZero(quote.advance) && (
          <QuoteRow label={t("customers.collect.kept")} data-testid="collect-kept">
            <Amount value={quote.advance} />
          </QuoteRow>
        )}
        <QuoteRow label={t("customers.collect.debt")} data-testid="collect-debt">
          <Before value={quote.debt_before} after={quote.debt_after} />
        </QuoteRow>
        {advance && (
          <QuoteRow label={t("customers.collect.credit")} data-testid="collect-credit">
            <Before value={quote.credit_before} after={credit_after} />
          </QuoteRow>
        )}
      </QuoteRows>
    </QuotePanel>
  );
}

function Before({ value, after }: { value: string; after: string }): ReactNode {
  return <Change before={<Amount value={value} />} after={<Amount value={after} />} />;
}

function Spread({ parts }: { parts: readonly CollectPart[] }) {
  const { t } = useTranslation();
  return (
    <Box mah="12rem" mb="xs" style={{ overflowY: "auto" }}>
      <Table aria-label={t("customers.collect.spread")} data-testid="collect-parts">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("customers.collect.sale")}</Table.Th>
            <Table.Th>{t("customers.collect.date")}</Table.Th>
            <Table.Th ta="end">{t("customers.collect.paid")}</Table.Th>
            <Table.Th ta="end">{t("customers.collect.left")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map((part) => (
            <Table.Tr key={part.id}>
              <Table.Td>
                <Code>{part.number}</Code>
              </Table.Td>
              <Table.Td>
                <DayText value={part.date} />
              </Table.Td>
              <Table.Td ta="end">
                <Amount value={part.amount} />
              </Table.Td>
              <Table.Td ta="end">
                <Amount value={part.left} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
