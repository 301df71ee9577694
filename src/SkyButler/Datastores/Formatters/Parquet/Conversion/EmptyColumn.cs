using SkyButler.Imaging.Tables;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>A table's column without rows.</summary>
internal sealed class EmptyColumn(ColumnDefinition definition) : IElementVisitor<Column>
{
    /// <inheritdoc />
    public Column VisitNumbers<T>()
        where T : unmanaged => Make<T>();

    /// <inheritdoc />
    public Column VisitTexts() => Make<string>();

    private Column Make<T>() => definition.IsRagged ? new RaggedColumn<T>(definition, default, new int[1]) : new Column<T>(definition, default);
}
