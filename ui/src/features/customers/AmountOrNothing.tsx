import { Text } from "@mantine/core";
import { Amount, None } from "../../components";
import { isZero } from "../../format";

/** Where nothing is owed a dash reads faster than a column of zeros. */
export function AmountOrNothing({ value, strong = false }: { value: string; strong?: boolean }) {
  if (isZero(value)) {
    return <None />;
  }
  return (
    <Text span inherit fw={strong ? 600 : 400}>
      <Amount value={value} />
    </Text>
  );
}
