using SkyButler.Dimensions;

namespace SkyButler.Registry.Schema;

/// <summary>What the versions of a repository's managers decide about its tables.</summary>
/// <param name="NamesAreKeys">Collections are referred to by name rather than by an integer.</param>
/// <param name="DatesAreText">Ingest dates are UTC text (dataset manager 1) rather than TAI nanoseconds (2).</param>
internal sealed record SchemaVariant(bool NamesAreKeys, bool DatesAreText)
{
    /// <summary>Key column of the tables <c>collection</c> and <c>run</c>.</summary>
    public string CollectionKey => NamesAreKeys ? "name" : "collection_id";

    /// <summary>Column of other tables that refers to a collection.</summary>
    public string CollectionColumn => NamesAreKeys ? "collection_name" : "collection_id";

    /// <summary>Column of <c>dataset</c> that refers to its run.</summary>
    public string RunColumn => NamesAreKeys ? "run_name" : "run_id";

    /// <summary>Type of a collection's key.</summary>
    public ColumnType CollectionKeyType => NamesAreKeys ? ColumnType.String : ColumnType.Int;

    /// <summary>A column that refers to a collection.</summary>
    public ColumnDefinition CollectionReference(string column) =>
        NamesAreKeys ? ColumnDefinition.Text(column) : ColumnDefinition.Integer(column);

    /// <summary>A foreign key to a collection.</summary>
    public ForeignKeyDefinition ToCollection(string column, bool cascades) => new([column], "collection", [CollectionKey]) { Cascades = cascades };
}
