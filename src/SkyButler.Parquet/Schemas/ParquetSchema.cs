using SkyButler.Parquet.Schemas.Elements;

namespace SkyButler.Parquet.Schemas;

/// <summary>The fields of a file.</summary>
public sealed class ParquetSchema
{
    /// <summary>Makes a schema for writing.</summary>
    /// <exception cref="ParquetRequestException">There are no fields, two have one name, or they are nested too deep.</exception>
    public ParquetSchema(params IReadOnlyList<ParquetField> fields)
        : this(fields, [.. fields.SelectMany(f => SchemaPaths.Of(f))])
    {
        if (fields.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ParquetRequestException($"The schema has {twice.Count()} fields named '{twice.Key}'; each needs a name of its own");
    }

    internal ParquetSchema(IReadOnlyList<ParquetField> fields, IReadOnlyList<IReadOnlyList<string>> paths)
    {
        Fields = [.. fields];
        Nodes = FieldNode.Build(Fields, paths);
        Leaves = [.. Nodes.SelectMany(n => n.Leaves)];
    }

    /// <summary>The fields of a row, in order.</summary>
    public IReadOnlyList<ParquetField> Fields { get; }

    /// <summary>The fields of values, in the order of the column chunks of a row group.</summary>
    public IReadOnlyList<ParquetLeaf> Leaves { get; }

    internal IReadOnlyList<FieldNode> Nodes { get; }

    /// <summary>A field of a row by its name.</summary>
    /// <exception cref="ParquetRequestException">There is none.</exception>
    public ParquetField this[string name] =>
        Fields.FirstOrDefault(f => f.Name == name) ?? throw new ParquetRequestException(ColumnSelection.Unknown(name, Fields.Select(f => f.Name)));

    /// <summary>One line a field.</summary>
    public override string ToString() => string.Join('\n', Fields);
}
