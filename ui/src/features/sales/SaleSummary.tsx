import { Anchor, Button, Divider, Group, Paper, Stack, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type SaleQuote, useRead } from "../../api";
import { Amount, Code, None, PercentText } from "../../components";
import { isZero } from "../../format";
import type { LastSale } from "./draft";
import classes from "./sales.module.css";

type FigureProps = {
  name: string;
  weight?: "grand" | "strong";
  testid?: string;
  children: ReactNode;
};

function Figure({ name, weight, testid, children }: FigureProps) {
  return (
    <div className={weight && classes[weight]}>
      <dt>{name}</dt>
      <dd data-testid={testid}>{children}</dd>
    </div>
  );
}

type FiguresProps = { quote: SaleQuote; unread: boolean; keep: ReactNode };

function Figures({ quote, unread, keep }: FiguresProps) {
  const { t } = useTranslation();
  // Fees hang on what is received, and the profit on them.
  const known = (figure: ReactNode) => (unread ? null : figure) || <None />;
  return (
    <>
      <dl className={classes.figures}>
        <Figure name={t("sales.new.total")} weight="grand" testid="sale-total">
          <Amount value={quote.total} />
        </Figure>
        <Figure name={t("sales.new.paid")} testid="sale-paid">
          {known(<Amount value={quote.paid} />)}
        </Figure>
        {!isZero(quote.change) && (
          <Figure name={t("sales.new.change")} weight="strong" testid="sale-change">
            <Amount value={quote.change} />
          </Figure>
        )}
        {!isZero(quote.advance) && (
          <Figure name={t("sales.new.advance")} weight="strong" testid="sale-advance">
            <Amount value={quote.advance} />
          </Figure>
        )}
        {!unread && !isZero(quote.debt) && (
          <Figure name={t("sales.new.debt")} weight="strong" testid="sale-debt">
            <Amount value={quote.debt} />
          </Figure>
        )}
      </dl>
      {keep}
      <Divider />
      <dl className={classes.figures}>
        <Figure name={t("sales.new.cost")} testid="sale-cost">
          <Amount value={quote.cost} />
        </Figure>
        <Figure name={t("sales.new.fees")} testid="sale-fees">
          {known(<Amount value={quote.fees} />)}
        </Figure>
        <Figure name={t("sales.new.profit")} weight="strong" testid="sale-profit">
          {known(<Amount value={quote.profit} judged />)}
        </Figure>
        <Figure name={t("sales.new.margin")} testid="sale-margin">
          {known(quote.margin !== null && <PercentText value={quote.margin} />)}
        </Figure>
      </dl>
    </>
  );
}

/** Which line it is, is said at the line. */
function Unsummed() {
  const { t } = useTranslation();
  return (
    <>
      <dl className={classes.figures}>
        <Figure name={t("sales.new.total")} weight="grand" testid="sale-total">
          <None />
        </Figure>
      </dl>
      <Text size="sm" c="dimmed" data-testid="sale-unsummed">
        {t("sales.new.unsummed")}
      </Text>
    </>
  );
}

type SaleSummaryProps = {
  quote: SaleQuote | undefined;
  /** A payment is refused: what is paid, left and earned is not known. */
  unread: boolean;
  /** A line cannot be reckoned, and no sum is said. */
  unsummed: boolean;
  recording: boolean;
  /** What the button says, and the keys under it. */
  words: { record: string; keys: string };
  /** What may be done with the change, right below it. */
  keep: ReactNode;
  elsewhere: ReactNode;
};

/** The totals as the program reckons them, and the button that records. */
export function SaleSummary(props: SaleSummaryProps) {
  const { quote, unread, unsummed, recording, words, keep, elsewhere } = props;
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={t("sales.new.summary")}>
      <Stack gap="md">
        {quote ? (
          unsummed ? (
            <Unsummed />
          ) : (
            <Figures quote={quote} unread={unread} keep={keep} />
          )
        ) : (
          <Text size="sm" c="dimmed">
            {t("sales.new.nothingYet")}
          </Text>
        )}
        {elsewhere}
        <div data-place="record">
          <Button type="submit" size="md" fullWidth loading={recording} data-testid="sale-record">
            {words.record}
          </Button>
        </div>
        <Text size="xs" c="dimmed" ta="center">
          {words.keys}
        </Text>
      </Stack>
    </Paper>
  );
}

/** What the cashier may still look at once the form is empty again: the number, the change. */
export function LastSalePanel({ last, onReceipt }: { last: LastSale; onReceipt: () => void }) {
  const { t } = useTranslation();
  const { change, advance } = last;
  // As it stands by now: it may have been paid since, or cancelled.
  const sale = useRead("sales", "saleGet", last.sale.id).data ?? last.sale;
  if (sale.status === "cancelled") return null;
  return (
    <Paper
      withBorder
      p="md"
      radius="md"
      component="section"
      aria-label={t("sales.new.last")}
      data-testid="last-sale"
    >
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Text size="xs" fw={600} c="dimmed">
            {t("sales.new.last")}
          </Text>
          <Anchor
            component={Link}
            href={`/sales/${sale.id}`}
            size="sm"
            aria-label={t("sales.new.lastOpen", { number: sale.number })}
          >
            <Code>{sale.number}</Code>
          </Anchor>
        </Group>
        <Text size="sm">
          {sale.customer_id === null ? t("sales.passing") : <bdi>{sale.customer}</bdi>}
        </Text>
        <dl className={classes.figures}>
          <Figure name={t("sales.new.total")} testid="last-sale-total">
            <Amount value={sale.total} />
          </Figure>
          {!isZero(change) && (
            <Figure name={t("sales.new.change")} weight="strong" testid="last-sale-change">
              <Amount value={change} />
            </Figure>
          )}
          {!isZero(advance) && (
            <Figure name={t("sales.new.advance")} weight="strong" testid="last-sale-advance">
              <Amount value={advance} />
            </Figure>
          )}
          {!isZero(sale.debt) && (
            <Figure name={t("sales.new.debt")} weight="strong">
              <Amount value={sale.debt} />
            </Figure>
          )}
        </dl>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={onReceipt}
          data-testid="last-sale-receipt"
        >
          {t("receipts.sale.openLast")}
        </Button>
      </Stack>
    </Paper>
  );
}
