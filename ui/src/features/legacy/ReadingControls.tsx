// How a file is read, each part changed in one click; what is ambiguous is asked with examples.
import { Group, List, Select, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ColumnFormat, DateOrder, DecimalSign, FileChoice, InspectedFile } from "../../api";
import { useLanguage } from "../../app/i18n";
import { isolate } from "../../format";
import type { Say } from "./FileCard";
import { OneOf } from "./OneOf";
import { delimiterKey, encodingName, readValue } from "./wizard";

/** What one column leaves open, example by example, or how it came to be decided. */
function Evidence({ format }: { format: ColumnFormat }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { source, examples } = format;
  const column = isolate(format.column);
  if (source === "proved" || examples.length === 0) {
    return <List.Item>{t("legacy.read.proved", { column })}</List.Item>;
  }
  return examples.slice(0, source === "open" ? undefined : 1).map(({ cell, first, second }) => {
    const readings = {
      first: `\u2068${readValue(first, language)}\u2069`,
      second: `\u2068${readValue(second, language)}\u2069`,
    };
    return (
      <List.Item key={cell}>
        {t(`legacy.read.${source}`, { column, cell: isolate(cell), ...readings })}
      </List.Item>
    );
  });
}

type FormatProps = {
  formats: readonly ColumnFormat[];
  isDate: boolean;
  said: DecimalSign | DateOrder | null;
  onChange: (value: string) => void;
};

/** The one format of all columns of a kind that their cells leave to the person. */
function FormatChoice({ formats, isDate, said, onChange }: FormatProps) {
  const { t } = useTranslation();
  const of = formats.filter((format) => format.is_date === isDate);
  const free = of.filter(({ source }) => source !== "proved");
  if (of.length === 0) return null;
  const kind = isDate ? "dates" : "decimal";
  const values = isDate ? ["day_first", "month_first"] : ["point", "comma"];
  const now = said ?? free.map(({ dates, decimal }) => dates ?? decimal).find(Boolean) ?? "";
  return (
    <Stack gap={4}>
      {free.length > 0 && (
        <OneOf
          label={t(`legacy.read.${kind}`)}
          value={now}
          options={values.map((value) => ({ value, label: t(`legacy.read.${value}`) }))}
          onChange={onChange}
          testId={`read-${kind}`}
        />
      )}
      <List size="sm" c="dimmed">
        {of.map((format) => (
          <Evidence key={format.column} format={format} />
        ))}
      </List>
    </Stack>
  );
}

type ReadingControlsProps = { file: InspectedFile; choice: FileChoice; say: Say };

export function ReadingControls({ file, choice, say }: ReadingControlsProps) {
  const { t } = useTranslation();
  const { encodings, delimiters, header_lines } = file.alternatives;
  const open = file.formats.some(({ source }) => source === "open");
  return (
    <Stack gap="sm">
      <Group gap="lg" align="flex-start">
        {encodings.length > 1 && (
          <OneOf
            label={t("legacy.files.encoding")}
            value={file.encoding}
            options={encodings.map((value) => ({ value, label: encodingName(value) }))}
            onChange={(encoding) => say({ encoding })}
            testId="read-encoding"
          />
        )}
        {delimiters.length > 1 && (
          <OneOf
            label={t("legacy.files.delimiter")}
            value={file.delimiter}
            options={delimiters.map((value) => ({ value, label: t(delimiterKey(value)) }))}
            onChange={(delimiter) => say({ delimiter, mapping: null })}
            testId="read-delimiter"
          />
        )}
        {header_lines.length > 1 && (
          <Select
            label={t("legacy.read.header_line")}
            size="xs"
            miw="20rem"
            allowDeselect={false}
            data={header_lines.map(({ line, text }) => ({
              value: String(line),
              label: t("legacy.read.line", { line, text }),
            }))}
            value={String(file.header_line)}
            onChange={(line) => line && say({ header_line: Number(line), mapping: null })}
            data-testid="read-header"
          />
        )}
      </Group>
      <FormatChoice
        formats={file.formats}
        isDate={false}
        said={choice.decimal}
        onChange={(value) => say({ decimal: value as DecimalSign })}
      />
      <FormatChoice
        formats={file.formats}
        isDate={true}
        said={choice.dates}
        onChange={(value) => say({ dates: value as DateOrder })}
      />
      {open && (
        <Text size="sm" fw={500} data-testid="open-question">
          {t("legacy.read.unanswered")}
        </Text>
      )}
    </Stack>
  );
}
