import { Autocomplete } from "@mantine/core";
import { useTranslation } from "react-i18next";

type PlatformQuestionProps = {
  value: string;
  platforms: readonly string[];
  onChange: (name: string) => void;
};

/** Whose credit a history tells of: the file itself does not say it. */
export function PlatformQuestion({ value, platforms, onChange }: PlatformQuestionProps) {
  const { t } = useTranslation();
  return (
    <Autocomplete
      label={t("legacy.read.platform")}
      description={t("legacy.read.platform_text")}
      data={[...platforms]}
      value={value}
      onChange={onChange}
      maxLength={200}
      required
      maw="28rem"
      data-testid="history-platform"
    />
  );
}
