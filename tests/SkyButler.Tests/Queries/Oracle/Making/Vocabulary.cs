using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Tests.Queries.Oracle.Conditions;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>What a question can speak of, by which names, and values that occur.</summary>
internal sealed class Vocabulary(World world, DimensionGroup dimensions, IReadOnlyList<string> types)
{
    private static readonly (string Name, Kind Kind)[] DatasetFields =
        [("dataset_id", Kind.Id), ("run", Kind.Text), ("collection", Kind.Text), ("ingest_date", Kind.Ingested), ("timespan", Kind.Span)];

    private readonly Dictionary<Column, IReadOnlyList<object>> values = [];

    /// <summary>Columns of the dimensions of the question and of its datasets.</summary>
    public IReadOnlyList<Column> Columns { get; } = [.. ElementColumns(dimensions), .. FoundColumns(types)];

    public static IEnumerable<Column> ElementColumns(DimensionGroup group) => group.Elements.SelectMany(ColumnsOf);

    /// <summary>Columns of other dimensions, which a condition may bring in.</summary>
    public static IEnumerable<Column> ColumnsOf(DimensionElement element) =>
        (element.IsDimension ? [new Column.Key(element.Name, KindOf(element.PrimaryKey?.Type ?? ColumnType.Int))] : Array.Empty<Column>())
        .Concat(!element.HasTable ? [] : element.Schema.Fields.Where(f => f.Kind is not (DimensionFieldKind.Required or DimensionFieldKind.Implied))
            .Select(f => new Column.Field(element.Name, f.Name, KindOf(f.Type), f.Kind == DimensionFieldKind.AlternateKey)));

    /// <summary>Every name that means a column here: its full name, and its bare name where nothing else has it.</summary>
    public IReadOnlyList<string> NamesOf(Column column)
    {
        var names = new List<string> { column.Name };
        if (column is Column.Key k && world.Universe[k.Dimension].SkyPixSystem is null)
        {
            names.Add($"{k.Dimension}.{world.Universe[k.Dimension].PrimaryKey?.Name ?? "id"}");
            names.AddRange(dimensions.Elements.Where(e => e.Name != k.Dimension && e.Required.Concat(e.Implied).Any(d => d.Name == k.Dimension)).Select(e => $"{e.Name}.{k.Dimension}"));
        }

        var bare = column.Name[(column.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (column is not Column.Key && !world.Universe.IsDimension(bare) && Columns.Count(c => c is not Column.Key && c.Name.EndsWith("." + bare, StringComparison.Ordinal)) == 1
            && !dimensions.Elements.Any(e => e.HasTable && e.PrimaryKey?.Name == bare) && Columns.Contains(column) && !(bare == "region" && dimensions.SkyPix.Count > 0))
            names.Add(bare);
        return names;
    }

    /// <summary>Values of a column that occur in the repository.</summary>
    public IReadOnlyList<object> ValuesOf(Column column)
    {
        if (!values.TryGetValue(column, out var found))
            values[column] = found = [.. Find(column).Distinct()];
        return found;
    }

    private IEnumerable<object> Find(Column column) => column switch
    {
        Column.Key { Dimension: "band" } => world.Of("physical_filter").Select(r => r["band"]!),
        Column.Key k when !world.Universe[k.Dimension].HasTable => world.Datasets.Where(d => d.DataId.ContainsKey(k.Dimension)).Select(d => d.DataId[k.Dimension]),
        Column.Key k => world.Of(k.Dimension).Select(r => r[k.Dimension]!),
        Column.Field f => world.Of(f.Element).Select(r => r[f.Member]).OfType<object>(),
        Column.Found { Member: "dataset_id" } f => world.Datasets.Where(d => d.Type == f.Type).Select(d => (object)d.Id),
        Column.Found { Member: "run" } => world.Collections.Where(c => c.Kind == WorldCollectionKind.Run).Select(c => c.Name),
        Column.Found { Member: "collection" } => world.Collections.Select(c => c.Name),
        Column.Found { Member: "ingest_date" } f => world.Datasets.Where(d => d.Type == f.Type).Select(d => (object)d.IngestDate),
        Column.Found f => world.Validities.Where(v => v.Dataset.Type == f.Type).Select(v => (object)v.Timespan),
        _ => [],
    };

    private static IEnumerable<Column> FoundColumns(IReadOnlyList<string> types) => types.SelectMany(t => DatasetFields.Select(f => new Column.Found(t, f.Name, f.Kind)));

    private static Kind KindOf(ColumnType type) => type switch
    {
        ColumnType.Int => Kind.Int,
        ColumnType.String => Kind.Text,
        ColumnType.Float => Kind.Real,
        ColumnType.Bool => Kind.Flag,
        ColumnType.Hash => Kind.Hash,
        ColumnType.Region => Kind.Region,
        ColumnType.Timespan => Kind.Span,
        _ => throw new InvalidOperationException($"{type}"),
    };
}
