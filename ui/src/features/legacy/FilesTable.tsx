import { Button, Paper, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InspectedFile } from "../../api";
import { useLanguage } from "../../app/i18n";
import { StatusBadge } from "../../components/StatusBadge";
import { formatCount, isolate } from "../../format";
import { asks, type Choices, choiceOf } from "./choices";
import { delimiterKey, encodingName, fileName } from "./wizard";

type FileRowProps = {
  file: InspectedFile;
  choices: Choices;
  opened: boolean;
  onToggle: () => void;
};

function FileRow({ file, choices, opened, onToggle }: FileRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { aside } = choiceOf(choices, file.path);
  const known = file.shape !== "unknown";
  const shape = t(`legacy.shapes.${file.shape}`, { defaultValue: file.shape });
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500} style={{ overflowWrap: "anywhere" }}>
          <bdi>{fileName(file.path)}</bdi>
        </Text>
        {!known && (
          <Text size="xs" c="dimmed">
            {t("legacy.files.columns", { columns: isolate(file.columns.join(", ")) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <StatusBadge tone={aside ? "neutral" : known ? "ok" : "warning"}>
          {aside ? t("legacy.files.passed_over") : shape}
        </StatusBadge>
      </Table.Td>
      <Table.Td>
        <bdi dir="ltr">{encodingName(file.encoding)}</bdi>
      </Table.Td>
      <Table.Td>
        {file.delimiter && t(delimiterKey(file.delimiter), { defaultValue: file.delimiter })}
      </Table.Td>
      <Table.Td ta="end">
        <bdi dir="ltr">{formatCount(file.rows, language)}</bdi>
      </Table.Td>
      <Table.Td ta="end">
        {/* What asks something is open anyway. */}
        {!asks(file, choices) && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={opened}
            aria-label={t("legacy.read.of", { file: fileName(file.path) })}
            onClick={onToggle}
            data-testid={`read-${fileName(file.path)}`}
          >
            {t(opened ? "legacy.read.hide" : "legacy.read.show")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

type FilesTableProps = {
  files: readonly InspectedFile[];
  choices: Choices;
  opened: readonly string[];
  onToggle: (path: string) => void;
};

export function FilesTable({ files, choices, opened, onToggle }: FilesTableProps) {
  const { t } = useTranslation();
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={560} type="native">
        <Table aria-label={t("legacy.files.found")} verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("legacy.files.file")}</Table.Th>
              <Table.Th>{t("legacy.files.what")}</Table.Th>
              <Table.Th>{t("legacy.files.encoding")}</Table.Th>
              <Table.Th>{t("legacy.files.delimiter")}</Table.Th>
              <Table.Th ta="end">{t("legacy.files.rows")}</Table.Th>
              <Table.Th ta="end">{t("legacy.read.title")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map((file) => (
              <FileRow
                key={`${file.path}:${file.header_line}`}
                file={file}
                choices={choices}
                opened={opened.includes(file.path)}
                onToggle={() => onToggle(file.path)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
