// The imports of this book, each of which can be taken back.
import { Alert, Button, Paper, Stack, Table, Text } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportSummary, type UndoReport, useRead } from "../../api";
import { useLanguage } from "../../app/i18n";
import { ErrorNotice } from "../../components/errors";
import { StatusBadge } from "../../components/StatusBadge";
import { DayText, PathText } from "../../components/texts";
import { formatCount, formatDay, isolate } from "../../format";
import { Section } from "./PreviewStep";
import { UndoDialog } from "./UndoDialog";
import { Counts, KeptList } from "./UndoParts";
import { fileName } from "./wizard";

type EarlierImportsProps = { onUndone: (report: UndoReport) => void };

export function EarlierImports({ onUndone }: EarlierImportsProps) {
  const { t } = useTranslation();
  const imports = useRead("book", "legacyImports");
  const [undoing, setUndoing] = useState<ImportSummary | null>(null);
  if (imports.error) return <ErrorNotice error={imports.error} />;
  if (!imports.data || imports.data.length === 0) return null;
  return (
    <Section title={t("legacy.imports.title")}>
      <Paper withBorder>
        <Table.ScrollContainer minWidth={680} type="native">
          <Table
            aria-label={t("legacy.imports.title")}
            verticalSpacing="sm"
            horizontalSpacing="md"
            data-testid="imports"
          >
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("legacy.imports.date")}</Table.Th>
                <Table.Th>{t("legacy.imports.files")}</Table.Th>
                <Table.Th ta="end" w="7rem">
                  {t("legacy.imports.rows")}
                </Table.Th>
                <Table.Th w="8rem">{t("legacy.imports.state")}</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {imports.data.map((one) => (
                <ImportRow key={one.batch} one={one} onUndo={() => setUndoing(one)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Paper>
      {undoing && (
        <UndoDialog
          batch={undoing.batch}
          title={t("legacy.undo.title", { date: isolate(formatDay(undoing.date)) })}
          onClose={() => setUndoing(null)}
          onUndone={(report) => {
            setUndoing(null);
            onUndone(report);
          }}
        />
      )}
    </Section>
  );
}

function ImportRow({ one, onUndo }: { one: ImportSummary; onUndo: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const date = isolate(formatDay(one.date));
  return (
    <Table.Tr>
      <Table.Td>
        <DayText value={one.date} />
        <Text size="xs" c="dimmed">
          {t(`legacy.mode.${one.mode}`)}
        </Text>
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {one.files.map((file) => (
          <div key={file}>
            <bdi>{fileName(file)}</bdi>
          </div>
        ))}
      </Table.Td>
      <Table.Td ta="end">
        <bdi dir="ltr">
          {formatCount(one.accepted, language)} / {formatCount(one.rows, language)}
        </bdi>
      </Table.Td>
      <Table.Td>
        <StatusBadge tone={one.undone === null ? "ok" : "neutral"}>
          {t(one.undone === null ? "legacy.imports.stands" : "legacy.imports.undone")}
        </StatusBadge>
        {one.undone !== null && (
          <Text size="xs" c="dimmed">
            <DayText value={one.undone} />
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end">
        {one.undone === null && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={onUndo}
            aria-label={t("legacy.undo.button_of", { date })}
            data-testid={`undo-${one.batch}`}
          >
            {t("legacy.undo.button")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** What was done, once an import was taken back. */
export function UndoneNotice({ report }: { report: UndoReport }) {
  const { t } = useTranslation();
  return (
    <Alert
      role="status"
      variant="light"
      color="brand"
      icon={<IconCircleCheck aria-hidden />}
      title={t("legacy.undo.done")}
      data-testid="undone"
    >
      {report.way === "backup" ? (
        <Stack gap="xs">
          <Text size="sm">{t("legacy.undo.done_backup")}</Text>
          {report.replaced && (
            <div>
              <Text size="sm">{t("legacy.undo.replaced")}</Text>
              <PathText>{report.replaced}</PathText>
            </div>
          )}
        </Stack>
      ) : (
        <Stack gap="xs">
          <Counts counts={report.counts} />
          <KeptList kept={report.kept} title={t("legacy.undo.stays")} />
        </Stack>
      )}
    </Alert>
  );
}
