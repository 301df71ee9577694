using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Registry.Databases;

namespace SkyButler.Registry.Records;

/// <summary>SQL that writes one record of an element; placeholders follow the element's schema.</summary>
internal static class RecordStatements
{
    public static string Insert(DimensionElement element, SqlDialect dialect, RecordInsertMode mode)
    {
        var columns = Physical(element.Schema.Fields, dialect);
        var keys = element.Schema.Fields.Take(element.Schema.RequiredCount).Select(f => f.Name).ToList();
        var sql = new SqlBuilder(dialect).Append($"INSERT INTO {new SqlName(element.Name)} ({SqlName.List(columns)}) VALUES (")
            .Raw(string.Join(", ", Enumerable.Range(1, columns.Count).Select(dialect.Placeholder))).Raw(")");
        if (mode == RecordInsertMode.New)
            return sql.ToString();
        sql.Append($" ON CONFLICT ({SqlName.List(keys)}) DO ");
        var rest = columns.Except(keys, StringComparer.Ordinal).Select(dialect.Quote).ToList();
        return sql.Raw(mode == RecordInsertMode.SkipExisting || rest.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", rest.Select(c => $"{c} = excluded.{c}")))
            .ToString();
    }

    public static void Bind(IParameterBinder row, DimensionRecord record)
    {
        var fields = record.Element.Schema.Fields;
        var number = 1;
        for (var i = 0; i < fields.Count; i++)
            number = ColumnValues.Bind(row, number, fields[i].Type, record.Values[i]);
    }

    private static IReadOnlyList<string> Physical(IEnumerable<DimensionRecordField> fields, SqlDialect dialect) =>
        [.. fields.SelectMany(f => dialect.PhysicalColumns(new Schema.ColumnDefinition(f.Name, f.Type)))];
}
