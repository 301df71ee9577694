using SkyButler.Dimensions;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Log;

/// <summary>The tables of the log: entries, which are small; which collections each concerns; and what taking one back needs.</summary>
internal static class LogTables
{
    public const string EntryName = "skybutler_log";
    public const string CollectionName = "skybutler_log_collection";
    public const string DetailName = "skybutler_log_detail";

    public static TableDefinition Entry { get; } = new()
    {
        Name = EntryName,
        Columns =
        [
            ColumnDefinition.Identifier("id"), ColumnDefinition.Integer("time"), ColumnDefinition.Text("action"), ColumnDefinition.Text("subject"),
            ColumnDefinition.Integer("state") with { IsSmall = true }, ColumnDefinition.Integer("datasets"), ColumnDefinition.Integer("parts"),
            ColumnDefinition.Text("not_kept") with { IsNullable = true },
        ],
        PrimaryKey = ["id"],
        Indexes = [["time"]],
    };

    public static TableDefinition Collection { get; } = new()
    {
        Name = CollectionName,
        Columns = [ColumnDefinition.Text("collection"), ColumnDefinition.Identifier("log_id")],
        PrimaryKey = ["collection", "log_id"],
    };

    public static TableDefinition Detail { get; } = new()
    {
        Name = DetailName,
        Columns = [ColumnDefinition.Identifier("log_id"), ColumnDefinition.Integer("part"), new("content", ColumnType.String)],
        PrimaryKey = ["log_id", "part"],
    };

    /// <summary>Entries last, whose presence says that the others are there.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } = [Collection, Detail, Entry];
}
