/** What a row of a cloud's published ranges says, as the one text that the tables keep of a row: "aws/EC2/us-east-1". */

export type CloudLabel = {
  /** "aws", "google", "azure" …; "" where the file does not say whose it is. */
  readonly provider: string;
  readonly service: string;
  readonly region: string;
};

/** Nothing of a part may look like the border between two. */
export function cloudText({ provider, service, region }: CloudLabel): string {
  return [provider, service, region].map((part) => part.trim().replaceAll("/", "-")).join("/");
}

/** Null, as other lists have it, is a row that says nothing. */
export function cloudLabel(text: string | null): CloudLabel {
  const [provider = "", service = "", region = ""] = (text ?? "").split("/");
  return { provider, service, region };
}
