namespace SkyButler.Queries.Expressions;

/// <summary>Names and types of dataset fields.</summary>
internal static class DatasetFields
{
    public static IReadOnlyList<string> Names { get; } = ["dataset_id", "run", "collection", "ingest_date", "timespan"];

    public static DatasetField? Find(string name) => Names.IndexOf(name) is var index and >= 0 ? (DatasetField)index : null;

    public static string Name(this DatasetField field) => Names[(int)field];

    public static ScalarType Type(this DatasetField field) => field switch
    {
        DatasetField.DatasetId => ScalarType.Uuid,
        DatasetField.IngestDate => ScalarType.IngestDate,
        DatasetField.Timespan => ScalarType.Timespan,
        _ => ScalarType.String,
    };

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name)
                return i;
        return -1;
    }
}
