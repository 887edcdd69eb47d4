import { Alert, Button, Checkbox, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { AppError } from "../../api";
import { errorText } from "../../components";
import type { Place } from "./problems";

type CodesNoticeProps = {
  place: Place;
  /** The program's refusal: fewer codes are left than the line sells. */
  short: AppError | undefined;
  /** The line takes none of them. */
  without: boolean;
  onChange: (without: boolean) => void;
};

/** Too few codes: what is missing and the way on; once that is taken, a mark that takes it back. */
export function CodesNotice({ place, short, without, onChange }: CodesNoticeProps) {
  const { t } = useTranslation();
  const mark = useRef<HTMLInputElement>(null);
  if (without) {
    return (
      <div data-place={place}>
        <Checkbox
          ref={mark}
          size="xs"
          label={t("sales.new.withoutCodes")}
          checked
          onChange={() => onChange(false)}
          data-testid="without-codes"
        />
      </div>
    );
  }
  if (!short) return null;
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      role="alert"
      data-testid="codes-notice"
    >
      <Group gap="sm" justify="space-between" data-place={place}>
        <Text size="sm" flex={1} miw="14rem">
          {errorText(short, t)}
        </Text>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            onChange(true);
            // Once the mark is there: the button that was pressed is gone.
            setTimeout(() => mark.current?.focus());
          }}
          data-testid="sell-without-codes"
        >
          {t("sales.new.sellWithoutCodes")}
        </Button>
      </Group>
    </Alert>
  );
}
