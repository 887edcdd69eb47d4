import { Input, SegmentedControl, Stack } from "@mantine/core";
import { useId } from "react";

type Choice = { value: string; label: string };
type OneOfProps = {
  label: string;
  value: string;
  options: Choice[];
  onChange: (value: string) => void;
  testId: string;
};

/** One of a few, in one click; nothing is chosen where the value is none of them. */
export function OneOf({ label, value, options, onChange, testId }: OneOfProps) {
  const id = useId();
  return (
    <Stack gap={4} align="flex-start">
      <Input.Label id={id} component="div">
        {label}
      </Input.Label>
      <SegmentedControl
        aria-labelledby={id}
        size="xs"
        data={options}
        value={value}
        onChange={onChange}
        data-testid={testId}
      />
    </Stack>
  );
}
