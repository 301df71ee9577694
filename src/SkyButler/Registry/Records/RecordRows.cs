using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Rows;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Records;

/// <summary>Records of an element as rows of its table.</summary>
internal static class RecordRows
{
    public static RowInsert Insert(DimensionElement element, RecordInsertMode mode) => new(element.Name, ElementTables.Make(element).Columns)
    {
        Conflict = mode switch
        {
            RecordInsertMode.Replace => InsertConflict.Replace,
            RecordInsertMode.SkipExisting => InsertConflict.Ignore,
            _ => InsertConflict.Refuse,
        },
        Keys = [.. element.Schema.Fields.Take(element.Schema.RequiredCount).Select(f => f.Name)],
    };

    public static void Write(IRowWriter row, DimensionRecord record)
    {
        var fields = record.Element.Schema.Fields;
        for (var i = 0; i < fields.Count; i++)
            ColumnValues.Write(row, fields[i].Type, record.Values[i]);
    }
}
