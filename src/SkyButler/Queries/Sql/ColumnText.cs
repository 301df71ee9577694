using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Registry.Schema;

namespace SkyButler.Queries.Sql;

/// <summary>Where the columns of a question are in the joined tables of its plan.</summary>
internal sealed class ColumnText
{
    private readonly QueryDialect dialect;
    private readonly SqlParameters parameters;
    private readonly SchemaVariant variant;
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Source.Datasets> searches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> elements = new(StringComparer.Ordinal);

    public ColumnText(IReadOnlyList<Source> sources, QueryDialect dialect, SqlParameters parameters, SchemaVariant variant)
    {
        this.dialect = dialect;
        this.parameters = parameters;
        this.variant = variant;
        foreach (var source in sources)
        {
            foreach (var key in source.Keys)
                keys.TryAdd(key, KeyOf(source, key));
            if (source is Source.Datasets search)
                searches.Add(search.Search.Type.Name, search);
            else if (source is Source.Element element)
                elements.Add(element.Definition.Name, Alias(element.Alias));
        }
    }

    public SchemaVariant Variant => variant;

    public QueryDialect Dialect => dialect;

    public string Quote(string name) => parameters.Dialect.Quote(name);

    /// <summary>The alias of a source, and of the table of its rows or names where it needs them.</summary>
    public string Alias(string alias, string part = "") =>
        Quote(parameters.Dialect.ShortName(part.Length == 0 ? alias : $"{alias}.{part}"));

    /// <summary>The column of the first source that has a key.</summary>
    public string Key(string key) => keys[key];

    /// <summary>A source's own column for a key.</summary>
    public string KeyOf(Source source, string key) => source switch
    {
        Source.Element e => $"{Alias(e.Alias)}.{Quote(e.ColumnOf(key))}",
        Source.Pixels p when key == p.PixelKey => $"{Alias(p.Alias)}.skypix_index",
        Source.Computed c => FormattableString.Invariant($"{Alias(c.Alias)}.c{c.Keys.ToList().IndexOf(key)}"),
        Source.Coarser c => OverlapText.Shifted(Key(c.Finer.Name), c.Shift),
        _ => $"{Alias(source.Alias)}.{Quote(key)}",
    };

    /// <summary>A column that is one value.</summary>
    public string Value(QueryColumn column) => column switch
    {
        QueryColumn.Key k => Key(k.Dimension.Name),
        // The region of a pixel is as much there as the pixel.
        QueryColumn.Field { Element.HasTable: false } f => Key(f.Element.Name),
        QueryColumn.Field f => $"{elements[f.Element.Name]}.{Quote(f.Definition.Name)}",
        QueryColumn.RunKey r => RunKey(searches[r.DatasetType]),
        QueryColumn.Dataset d => Member(searches[d.DatasetType], d.Member),
        _ => throw new InvalidOperationException($"No column for {column}."),
    };

    /// <summary>Whether conditions shall not lead the database to an index.</summary>
    public bool AvoidsIndexes { get; init; }

    /// <summary>A column that is one value, in a condition.</summary>
    public string Condition(QueryColumn column) => AvoidsIndexes ? dialect.Unindexed(Value(column)) : Value(column);

    /// <summary>A column that is a timespan.</summary>
    public TimespanText Timespan(QueryColumn column) => column switch
    {
        QueryColumn.Field f => dialect.Timespan(elements[f.Element.Name], f.Definition.Name),
        QueryColumn.Dataset d when searches[d.DatasetType] is { Search.HasCalibrations: true } search => dialect.Timespan(Alias(search.Alias), "timespan"),
        _ => dialect.Always(parameters),
    };

    /// <summary>The key of the run that holds a dataset.</summary>
    public string RunKey(Source.Datasets search) => search.Search.OnlyRuns
        ? CollectionKey(search)
        : $"{Alias(search.Alias, "row")}.{Quote(variant.RunColumn)}";

    /// <summary>The key of the collection in which a dataset was found.</summary>
    public string CollectionKey(Source.Datasets search) => $"{Alias(search.Alias)}.{Quote(variant.CollectionColumn)}";

    private string Member(Source.Datasets search, DatasetField member) => member switch
    {
        DatasetField.DatasetId => $"{Alias(search.Alias)}.dataset_id",
        DatasetField.IngestDate => $"{Alias(search.Alias, "row")}.ingest_date",
        DatasetField.Run => variant.NamesAreKeys ? RunKey(search) : $"{Alias(search.Alias, "run")}.name",
        DatasetField.Collection => variant.NamesAreKeys ? CollectionKey(search) : $"{Alias(search.Alias, "collection")}.name",
        _ => throw new InvalidOperationException($"{member} is not one value."),
    };
}
