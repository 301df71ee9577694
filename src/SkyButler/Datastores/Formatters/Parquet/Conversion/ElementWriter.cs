using System.Text;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Makes a column of Arrow's of a table's. Numbers are shared, not copied.</summary>
internal sealed class ElementWriter(Column column) : IElementVisitor<ParquetColumn>
{
    private const string Element = "element";

    /// <summary>What the numbers or texts were to Arrow; null where they are what they are.</summary>
    private string? Mark => column.Definition.Metadata.GetValueOrDefault(ArrowMark.Key) as string;

    /// <inheritdoc />
    public ParquetColumn VisitNumbers<T>()
        where T : unmanaged
    {
        var field = Field<T>();
        return Make<T>(field, (elements, missing) => new ValueColumn<T>(elements, Memory<T>(), Present(missing)));
    }

    /// <inheritdoc />
    public ParquetColumn VisitTexts()
    {
        var isBinary = Mark == ArrowMark.Binary;
        var field = isBinary ? ParquetField.Of(Element, PhysicalType.ByteArray) : ParquetField.Text(Element);
        return Make<string>(field, (elements, missing) => isBinary
            ? BinaryColumn.FromBytes(elements, [.. Texts(missing).Select(t => t is null ? null : Encoding.Latin1.GetBytes(t))])
            : BinaryColumn.FromStrings(elements, Texts(missing)));
    }

    private ParquetColumn Make<T>(ParquetField element, Func<ParquetField, ReadOnlyMemory<bool>, ParquetColumn> make)
    {
        var missing = column.Mask.ToArray();
        var size = column.Definition.ElementsPerRow;
        return column switch
        {
            RaggedColumn<T> ragged => new ListColumn(ParquetField.List(column.Name, element), ragged.Starts.ToArray(), make(element, missing)),
            _ when column.Definition.Shape.Count > 0 => new ListColumn(
                ParquetField.List(column.Name, element), Enumerable.Range(0, column.RowCount + 1).Select(row => row * size).ToArray(), make(element, missing)),
            _ => make(element.Named(column.Name), missing),
        };
    }

    // Times are kept as the numbers that they are; a mark that doesn't fit the type is another's.
    private ParquetField Field<T>()
        where T : unmanaged =>
        Mark is { } mark && ArrowMark.TypeOf(mark) is { } type && ParquetField.Of(Element, type.Type) is { } marked && marked.ValueType == typeof(T)
            ? marked
            : ParquetField.Of<T>(Element);

    private ReadOnlyMemory<T> Memory<T>() => column is RaggedColumn<T> ragged ? ragged.Memory : ((Column<T>)column).Memory;

    private string?[] Texts(ReadOnlyMemory<bool> missing)
    {
        var texts = Memory<string?>().ToArray();
        for (var i = 0; i < missing.Length; i++)
            if (missing.Span[i])
                texts[i] = null;
        return texts;
    }

    private static bool[] Present(ReadOnlyMemory<bool> missing)
    {
        var present = missing.ToArray();
        for (var i = 0; i < present.Length; i++)
            present[i] = !present[i];
        return present;
    }
}
