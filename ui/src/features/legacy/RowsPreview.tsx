// The first rows of a file: each cell as it stands there, and as it is read where that is something else.
import { Paper, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InspectedFile, PreviewCell } from "../../api";
import { useLanguage } from "../../app/i18n";
import classes from "./legacy.module.css";
import { readValue } from "./wizard";

function CellText({ cell }: { cell: PreviewCell }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const shown = cell.read === null ? null : readValue(cell.read, language);
  return (
    <>
      <bdi>{cell.raw}</bdi>
      {shown !== null && shown !== cell.raw && (
        <Text size="xs" c="dimmed">
          <span aria-hidden>→ </span>
          <bdi>{shown}</bdi>
        </Text>
      )}
      {cell.verdict && (
        <Text size="xs" className={classes.unsaid ?? ""}>
          {t(`legacy.read.verdicts.${cell.verdict}`, { defaultValue: cell.verdict })}
        </Text>
      )}
    </>
  );
}

export function RowsPreview({ file }: { file: InspectedFile }) {
  const { t } = useTranslation();
  if (file.preview.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("legacy.read.no_rows")}
      </Text>
    );
  }
  const width = Math.max(...file.preview.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, at) => ({ at, name: file.columns[at] ?? "" }));
  const standsFor = (at: number) =>
    file.mapping?.columns.find(({ column }) => column === at)?.field;
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={560} type="native">
        <Table
          aria-label={t("legacy.read.preview")}
          verticalSpacing={4}
          horizontalSpacing="sm"
          data-testid="rows-preview"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="end">{t("legacy.issues.row")}</Table.Th>
              {columns.map(({ at, name }) => {
                const field = standsFor(at);
                return (
                  <Table.Th key={at}>
                    <bdi>{name}</bdi>
                    {field && (
                      <Text size="xs" c="dimmed">
                        {t(`legacy.columns.${field}`, { defaultValue: field })}
                      </Text>
                    )}
                  </Table.Th>
                );
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {file.preview.map(({ line, cells }) => (
              <Table.Tr key={line}>
                <Table.Td ta="end">
                  <bdi dir="ltr">{line}</bdi>
                </Table.Td>
                {columns.map(({ at }) => {
                  const cell = cells[at];
                  return <Table.Td key={at}>{cell && <CellText cell={cell} />}</Table.Td>;
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
