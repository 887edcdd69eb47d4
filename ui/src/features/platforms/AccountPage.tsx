import { Button, Group, Text } from "@mantine/core";
import { IconCash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AppError,
  type Id,
  type Platform,
  type SupplierAccount,
  useRead,
  useReadIf,
} from "../../api";
import { useBook } from "../../app/BookContext";
import { Amount, EmptyState, ErrorNotice, LoadState, Page } from "../../components";
import { BackLink } from "../../components/BackLink";
import { useDialog } from "../../components/useDialog";
import { isZero } from "../../format";
import { DatasetExport } from "../reports/DatasetExport";
import { PeriodInput } from "../reports/PeriodInput";
import { isAskable, type Period, periodOf } from "../reports/period";
import { OpenDepositsTable } from "./OpenDepositsTable";
import { PaidTable } from "./PaidTable";
import { SupplierDialog } from "./SupplierDialog";
import { UnknownPlatform } from "./UnknownPlatform";

/** What a platform's supplier was paid, when and how, and what is still due to him. */
export function AccountPage({ id }: { id: Id }) {
  const platforms = useRead("platforms", "platformsList");
  return (
    <LoadState query={platforms}>
      {(all) => {
        const platform = all.find((candidate) => candidate.id === id);
        return platform ? <Account platform={platform} /> : <UnknownPlatform />;
      }}
    </LoadState>
  );
}

function Account({ platform }: { platform: Platform }) {
  const { t } = useTranslation();
  const { id, name } = platform;
  const { today } = useBook();
  const [period, setPeriod] = useState<Period>(() => periodOf("all", today));
  const [exportError, setExportError] = useState<AppError | null>(null);
  const paying = useDialog<Platform>();
  const { from, to } = period;
  const askable = isAskable(period);
  const account = useReadIf(askable, "platforms", "supplierAccount", {
    platform_id: id,
    from,
    to,
  });

  return (
    <Page
      title={t("platforms.account.title", { name })}
      back={<BackLink href={`/platforms/${id}`}>{t("platforms.account.back", { name })}</BackLink>}
      actions={
        <>
          <DatasetExport
            datasets={[{ dataset: "supplier-payments", label: t("platforms.account.exportScope") }]}
            period={period}
            onError={setExportError}
          />
          {!isZero(platform.supplier_debt) && (
            <Button onClick={() => paying.open(platform)} data-testid="account-pay">
              {t("platforms.card.paySupplier")}
            </Button>
          )}
        </>
      }
    >
      <ErrorNotice error={exportError} />
      <Group justify="flex-end">
        <PeriodInput value={period} onChange={setPeriod} />
      </Group>
      {askable && (
        <LoadState query={account}>
          {(data) => (
            <Paid account={data} platform={platform} period={period} onPeriod={setPeriod} />
          )}
        </LoadState>
      )}
      {paying.target && (
        <SupplierDialog
          key={paying.key}
          platform={platform}
          opened={paying.opened}
          onClose={paying.close}
        />
      )}
    </Page>
  );
}

type PaidProps = {
  account: SupplierAccount;
  platform: Platform;
  period: Period;
  onPeriod: (period: Period) => void;
};

function Paid({ account, platform, period, onPeriod }: PaidProps) {
  const { t } = useTranslation();
  const { today } = useBook();
  const narrowed = period.from !== null || period.to !== null;
  return (
    <>
      <Group gap="xl">
        <Figure
          label={t(narrowed ? "platforms.account.paidInPeriod" : "platforms.account.paid")}
          value={account.paid}
          testId="account-paid"
        />
        <Figure label={t("platforms.account.debt")} value={account.debt} testId="account-debt" />
      </Group>
      <OpenDepositsTable deposits={account.open} />
      {account.payments.length === 0 ? (
        <EmptyState
          icon={IconCash}
          title={t(
            narrowed ? "platforms.account.emptyPeriodTitle" : "platforms.account.emptyTitle",
          )}
          text={t("platforms.account.emptyText")}
          action={
            narrowed && (
              <Button variant="default" onClick={() => onPeriod(periodOf("all", today))}>
                {t("reports.showAll")}
              </Button>
            )
          }
        />
      ) : (
        <PaidTable
          // Another period begins again at its newest row.
          key={`${period.from}/${period.to}`}
          platform={platform}
          account={account}
        />
      )}
    </>
  );
}

type FigureProps = { label: string; value: string; testId: string };

function Figure({ label, value, testId }: FigureProps) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={24} fw={650} lh={1.3}>
        <Amount value={value} data-testid={testId} />
      </Text>
    </div>
  );
}
