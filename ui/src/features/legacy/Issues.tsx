// The rows that don't come in as they are: where, what, and why in words.
import { Button, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportIssue } from "../../api";
import { type Column, DataTable } from "../../components/DataTable";
import { StatusBadge, type Tone } from "../../components/StatusBadge";
import classes from "./legacy.module.css";
import { fileName } from "./wizard";

type Severity = ImportIssue["severity"];

const SEVERITIES: readonly Severity[] = ["error", "duplicate", "warning"];
const TONES: Record<Severity, Tone> = { error: "danger", duplicate: "neutral", warning: "warning" };
const ROW_HEIGHT = 52;
/** Enough to see of what kind they are; the rest when asked, so that the page alone scrolls. */
const FIRST_ROWS = 10;
const MORE_ROWS = 100;

function useColumns(): Column<ImportIssue>[] {
  const { t } = useTranslation();
  return [
    {
      id: "file",
      header: t("legacy.issues.file"),
      cell: ({ file }) => (
        <bdi title={file} className={classes.anywhere}>
          {fileName(file)}
        </bdi>
      ),
      width: "minmax(6rem, 1fr)",
    },
    {
      id: "row",
      header: t("legacy.issues.row"),
      cell: ({ row }) => <bdi dir="ltr">{row}</bdi>,
      align: "end",
      width: "3.5rem",
    },
    {
      id: "column",
      header: t("legacy.issues.column"),
      cell: ({ column }) => (
        <bdi dir="ltr" className={classes.anywhere}>
          {column}
        </bdi>
      ),
      width: "minmax(7rem, 1fr)",
    },
    {
      id: "value",
      header: t("legacy.issues.value"),
      cell: ({ value }) => <bdi className={classes.anywhere}>{value}</bdi>,
      width: "minmax(5rem, 1fr)",
    },
    {
      id: "kind",
      header: t("legacy.issues.kind"),
      cell: ({ severity }) => (
        <StatusBadge tone={TONES[severity]}>{t(`legacy.issues.severity.${severity}`)}</StatusBadge>
      ),
      width: "6.5rem",
    },
    {
      id: "reason",
      header: t("legacy.issues.reason"),
      cell: ({ code }) => t(`legacy.verdicts.${code}`, { defaultValue: code }),
      width: "minmax(13rem, 2fr)",
    },
  ];
}

export function Issues({ issues }: { issues: readonly ImportIssue[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Severity | "all">("all");
  const [limit, setLimit] = useState(FIRST_ROWS);
  const columns = useColumns();
  if (issues.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("legacy.issues.none")}
      </Text>
    );
  }
  const of = (severity: Severity) => issues.filter((issue) => issue.severity === severity);
  const rows = shown === "all" ? issues : of(shown);
  return (
    <Stack gap="sm" align="stretch">
      <SegmentedControl
        aria-label={t("legacy.issues.filter")}
        value={shown}
        onChange={(value) => {
          setShown(value as Severity | "all");
          setLimit(FIRST_ROWS);
        }}
        data={[
          { value: "all", label: t("legacy.issues.all", { count: issues.length }) },
          ...SEVERITIES.map((severity) => ({
            value: severity,
            label: t(`legacy.issues.${severity}`, { count: of(severity).length }),
          })),
        ]}
        style={{ alignSelf: "flex-start" }}
        data-testid="issues-filter"
      />
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("legacy.issues.none_of_kind")}
        </Text>
      ) : (
        <>
          <DataTable
            key={shown}
            label={t("legacy.issues.title")}
            columns={columns}
            rows={rows.slice(0, limit)}
            rowKey={(issue) => `${issue.file}:${issue.row}:${issue.column}:${issue.code}`}
            rowHeight={ROW_HEIGHT}
            maxHeight="none"
            data-testid="issues"
          />
          {rows.length > limit && (
            <Button
              variant="default"
              size="sm"
              style={{ alignSelf: "flex-start" }}
              onClick={() => setLimit(limit + MORE_ROWS)}
              data-testid="issues-more"
            >
              {t("legacy.issues.more", { count: Math.min(MORE_ROWS, rows.length - limit) })}
            </Button>
          )}
        </>
      )}
    </Stack>
  );
}
