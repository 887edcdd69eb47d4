import { Badge, Group, Paper, Table, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Payment, Sale, SaleLine, Subscription } from "../../api";
import { useLanguage } from "../../app/i18n";
import { Amount, CreditAmount, DayText, None, StatusBadge, type Tone } from "../../components";
import { formatCount, isZero } from "../../format";
import { PaymentReceiptButton, usePaymentReceipt } from "../receipts/ReceiptButtons";
import { useMethodName } from "./methods";
import classes from "./SalePage.module.css";

type SectionProps = { title: string; empty?: string | undefined; children: ReactNode };

/** A titled table; `empty` says what an absent one means. */
function Section({ title, empty, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="xs" id={id}>
        {title}
      </Title>
      {empty ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <Paper withBorder className={classes.scroll ?? ""}>
          <Table verticalSpacing="xs" horizontalSpacing="sm" aria-labelledby={id}>
            {children}
          </Table>
        </Paper>
      )}
    </section>
  );
}

function Head({ columns }: { columns: readonly [name: string, end?: "end"][] }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {columns.map(([name, end]) => (
          <Table.Th key={name} className={end && classes.end}>
            {name}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

function Cell({ children }: { children: ReactNode }) {
  return <Table.Td className={classes.end ?? ""}>{children}</Table.Td>;
}

/** What was sold, and the counter-lines that corrected it later. */
export function LinesTable({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const columns: [string, "end"?][] = [
    [t("sales.sale.product")],
    [t("sales.sale.unitPrice"), "end"],
    [t("sales.sale.lineTotal"), "end"],
    [t("sales.sale.creditTaken"), "end"],
    [t("sales.sale.cost"), "end"],
    [t("sales.sale.lineProfit"), "end"],
  ];
  return (
    <Section title={t("sales.sale.lines")}>
      <Head columns={columns} />
      <Table.Tbody>
        {sale.lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </Table.Tbody>
    </Section>
  );
}

function LineRow({ line }: { line: SaleLine }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Text span inherit fw={500}>
            {line.product}
          </Text>
          {line.kind !== "sale" && (
            <Badge size="sm" variant="light" color="gray">
              {t(`sales.sale.kind.${line.kind}`)}
            </Badge>
          )}
          {line.provisional && (
            <Badge size="sm" variant="light" color="orange">
              {t("sales.sale.provisional")}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          <DayText value={line.date} />
          {line.platform !== null && ` · ${line.platform}`}
        </Text>
      </Table.Td>
      <Cell>
        <bdi dir="ltr">
          {formatCount(line.quantity, language)} × <Amount value={line.unit_price} />
        </bdi>
        {!isZero(line.discount) && (
          <Text size="xs" c="dimmed">
            {t("sales.sale.discount")} <Amount value={line.discount} />
          </Text>
        )}
      </Cell>
      <Cell>
        <Amount value={line.total} />
      </Cell>
      <Cell>
        {line.platform_id === null ? (
          <None />
        ) : (
          <CreditAmount value={line.credit} unit={line.unit} decimals={line.decimals} />
        )}
      </Cell>
      <Cell>
        <Amount value={line.cost} />
      </Cell>
      <Cell>
        {/* What comes back from a sale is no loss. */}
        <Amount value={line.profit} judged={line.kind === "sale"} />
      </Cell>
    </Table.Tr>
  );
}

export function PaymentsTable({ payments }: { payments: readonly Payment[] }) {
  const { t } = useTranslation();
  const methodName = useMethodName();
  const receipt = usePaymentReceipt();
  return (
    <Section
      title={t("sales.sale.payments")}
      empty={payments.length === 0 ? t("sales.sale.noPayments") : undefined}
    >
      <Head
        columns={[
          [t("sales.sale.date")],
          [t("sales.sale.operation")],
          [t("sales.sale.method")],
          [t("sales.sale.fee"), "end"],
          [t("sales.sale.amount"), "end"],
          [t("receipts.payment.column"), "end"],
        ]}
      />
      <Table.Tbody>
        {payments.map((payment) => (
          <Table.Tr key={payment.id}>
            <Table.Td>
              <DayText value={payment.date} />
            </Table.Td>
            <Table.Td>{t(`sales.sale.paymentKind.${payment.kind}`)}</Table.Td>
            <Table.Td>{methodName(payment.method, payment.method_name)}</Table.Td>
            <Cell>
              <Amount value={payment.fee} />
            </Cell>
            <Cell>
              <Amount value={payment.amount} />
            </Cell>
            <Cell>
              <PaymentReceiptButton
                date={payment.date}
                amount={payment.amount}
                onOpen={() => receipt.open(payment.id)}
              />
            </Cell>
          </Table.Tr>
        ))}
      </Table.Tbody>
      {receipt.dialog}
    </Section>
  );
}

export function MovementsTable({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const empty = sale.movements.length === 0;
  return (
    <Section
      title={t("sales.sale.movements")}
      empty={empty ? t("sales.sale.noMovements") : undefined}
    >
      <Head
        columns={[
          [t("sales.sale.date")],
          [t("sales.sale.operation")],
          [t("sales.sale.platform")],
          [t("sales.sale.credit"), "end"],
          [t("sales.sale.value"), "end"],
          [t("sales.sale.balanceAfter"), "end"],
        ]}
      />
      <Table.Tbody>
        {sale.movements.map((movement) => {
          const { unit, decimals } = movement;
          return (
            <Table.Tr key={movement.id}>
              <Table.Td>
                <DayText value={movement.date} />
              </Table.Td>
              <Table.Td>{t(`sales.sale.movementKind.${movement.kind}`)}</Table.Td>
              <Table.Td>{movement.platform}</Table.Td>
              <Cell>
                <CreditAmount value={movement.credit} unit={unit} decimals={decimals} signed />
              </Cell>
              <Cell>
                <Amount value={movement.value} signed />
              </Cell>
              <Cell>
                <CreditAmount
                  value={movement.balance_after}
                  unit={unit}
                  decimals={decimals}
                  judged
                />
              </Cell>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Section>
  );
}

const SUBSCRIPTION_TONES: Record<Subscription["state"], Tone> = {
  upcoming: "info",
  active: "ok",
  expiring: "warning",
  expired: "neutral",
  paused: "neutral",
  cancelled: "neutral",
};

export function SubscriptionsTable({ subscriptions }: { subscriptions: readonly Subscription[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t("sales.sale.subscriptions")}>
      <Head
        columns={[
          [t("sales.sale.product")],
          [t("sales.sale.startsOn")],
          [t("sales.sale.endsOn")],
          [t("sales.sale.state")],
        ]}
      />
      <Table.Tbody>
        {subscriptions.map((subscription) => (
          <Table.Tr key={subscription.id}>
            <Table.Td>{subscription.product}</Table.Td>
            <Table.Td>
              <DayText value={subscription.starts_on} />
            </Table.Td>
            <Table.Td>
              <DayText value={subscription.ends_on} />
            </Table.Td>
            <Table.Td>
              <StatusBadge tone={SUBSCRIPTION_TONES[subscription.state]}>
                {t(`sales.sale.subscriptionState.${subscription.state}`)}
              </StatusBadge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Section>
  );
}
