import { DataType } from 'apache-arrow';

/** What a person should know of a column of this type, after its name. */
export function warningOf(type: DataType): string | null {
  if (
    DataType.isList(type) ||
    DataType.isFixedSizeList(type) ||
    DataType.isStruct(type) ||
    DataType.isMap(type)
  )
    return 'has parts; it is read as JSON text';
  if (DataType.isTime(type)) return 'holds times of day; it is read as text';
  if (DataType.isDuration(type))
    return 'holds durations; it is read as text, a count of their unit';
  const zone: unknown = DataType.isTimestamp(type) ? type.timezone : null;
  if (typeof zone === 'string' && !/^(UTC|Etc\/UTC|Z|[+]00:?00)$/.test(zone))
    return `holds times of the zone ${zone}; they are given in UTC`;
  return null;
}
