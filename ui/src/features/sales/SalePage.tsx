// One sale: what was sold, what was paid, what it did to the platforms.
import { Alert, Anchor, Box, Button, Group, Paper, Stack } from "@mantine/core";
import { IconBan, IconCash, IconPencil } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { type Sale, type SaleLink, useRead, useWrite } from "../../api";
import { Amount, Code, DayText, ErrorNotice, InstantText, LoadState, Page } from "../../components";
import { BackLink } from "../../components/BackLink";
import { formatDay, isolate, isZero } from "../../format";
import { SaleReceiptButton } from "../receipts/ReceiptButtons";
import { AccessSection } from "./AccessSection";
import { CancelDialog } from "./CancelDialog";
import { PayDialog } from "./PayDialog";
import classes from "./SalePage.module.css";
import { SaleStatusBadge } from "./SaleStatusBadge";
import { LinesTable, MovementsTable, PaymentsTable, SubscriptionsTable } from "./SaleTables";

export function SalePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const sale = useRead("sales", "saleGet", id);
  return (
    <>
      <Box mb="sm">
        <BackLink href="/sales">{t("sales.sale.back")}</BackLink>
      </Box>
      <LoadState query={sale}>{(found) => <SaleView sale={found} />}</LoadState>
    </>
  );
}

function Mark({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function SaleView({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<"pay" | "cancel" | null>(null);
  const correcting = useCorrecting(sale);
  return (
    <Page
      title={
        <Group gap="sm" component="span">
          <span>
            {t("sales.sale.title", { number: "" }).trim()} <Code>{sale.number}</Code>
          </span>
          <SaleStatusBadge status={sale.status} />
        </Group>
      }
      actions={
        <>
          <SaleReceiptButton id={sale.id} />
          {sale.status !== "cancelled" && (
            <Actions sale={sale} correcting={correcting} onDialog={setDialog} />
          )}
        </>
      }
    >
      <ErrorNotice error={correcting.error} />
      <Marks sale={sale} />
      <Figures sale={sale} />
      <LinesTable sale={sale} />
      <AccessSection sale={sale} />
      <PaymentsTable payments={sale.payments} />
      <MovementsTable sale={sale} />
      {sale.subscriptions.length > 0 && <SubscriptionsTable subscriptions={sale.subscriptions} />}
      {dialog === "pay" && <PayDialog sale={sale} onClose={() => setDialog(null)} />}
      {dialog === "cancel" && <CancelDialog sale={sale} onClose={() => setDialog(null)} />}
    </Page>
  );
}

/** Goes to the correction, or says why the sale can no longer be corrected. */
function useCorrecting({ id }: Sale) {
  const [, navigate] = useLocation();
  const ask = useWrite("saleCorrection");
  return {
    error: ask.error,
    pending: ask.isPending,
    start: () => ask.mutate([id], { onSuccess: () => navigate(`/sales/${id}/correct`) }),
  };
}

type ActionsProps = {
  sale: Sale;
  correcting: ReturnType<typeof useCorrecting>;
  onDialog: (dialog: "pay" | "cancel") => void;
};

function Actions({ sale, correcting, onDialog }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        loading={correcting.pending}
        onClick={correcting.start}
        data-testid="sale-correct"
      >
        {t("sales.correct.open")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconBan size={16} aria-hidden />}
        onClick={() => onDialog("cancel")}
        data-testid="sale-cancel"
      >
        {t("sales.sale.cancel")}
      </Button>
      {!isZero(sale.debt) && (
        <Button
          leftSection={<IconCash size={16} aria-hidden />}
          onClick={() => onDialog("pay")}
          data-testid="sale-pay"
        >
          {t("sales.sale.pay")}
        </Button>
      )}
    </>
  );
}

function SaleMark({ name, link }: { name: string; link: SaleLink | null }) {
  if (link === null) return null;
  return (
    <Mark name={name}>
      <Anchor component={Link} href={`/sales/${link.id}`} size="sm">
        <Code>{link.number}</Code>
      </Anchor>
    </Mark>
  );
}

/** Who, when, and what stands out about the sale. */
function Marks({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <dl className={classes.marks}>
        <Mark name={t("sales.sale.customer")}>
          {sale.customer_id === null ? (
            t("sales.passing")
          ) : (
            <Anchor component={Link} href={`/customers/${sale.customer_id}`} size="sm">
              <bdi>{sale.customer}</bdi>
            </Anchor>
          )}
        </Mark>
        <Mark name={t("sales.sale.date")}>
          <DayText value={sale.date} />
        </Mark>
        <Mark name={t("sales.sale.recordedAt")}>
          <InstantText value={sale.recorded_at} />
        </Mark>
        <SaleMark name={t("sales.correct.corrects")} link={sale.corrects} />
        <SaleMark name={t("sales.correct.correctedBy")} link={sale.corrected_by} />
        {sale.note && <Mark name={t("sales.sale.note")}>{sale.note}</Mark>}
      </dl>
      {sale.cancelled_on !== null && (
        <Alert color="gray" variant="light">
          {t("sales.sale.cancelledOn", {
            date: isolate(formatDay(sale.cancelled_on)),
            reason: sale.cancel_reason,
          })}
        </Alert>
      )}
      {sale.overdraft_reason && (
        <Alert color="orange" variant="light">
          {t("sales.sale.overdraft", { reason: sale.overdraft_reason })}
        </Alert>
      )}
      {sale.below_cost && (
        <Alert color="orange" variant="light">
          {t("sales.sale.belowCost")}
        </Alert>
      )}
    </Stack>
  );
}

function Figures({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const figures = [
    ["total", sale.total],
    ["paid", sale.paid],
    ["debt", sale.debt],
    ["cost", sale.cost],
    ["fees", sale.fees],
    ["profit", sale.profit],
  ] as const;
  return (
    <Paper withBorder p="md">
      <dl className={classes.strip}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`sales.new.${name}`)}</dt>
            <dd data-testid={`sale-${name}`}>
              <Amount value={value} judged={name === "profit"} />
            </dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}
