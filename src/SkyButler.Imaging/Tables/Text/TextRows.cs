using System.Globalization;
using SkyButler.Imaging.Tables.Text.Cells;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>Reads the rows of a text whose columns are known.</summary>
internal sealed class TextRows(DelimitedReader reader, string source, int columnCount, TableReadOptions options)
{
    /// <summary>Reads columns at their places in the rows.</summary>
    public async Task<(IReadOnlyList<Column> Columns, int RowCount)> ReadAsync(
        IReadOnlyList<(int Place, ColumnDefinition Definition)> columns, CancellationToken cancellationToken)
    {
        var builders = columns.Select(column => (column.Place, Builder: new CellBuilder(column.Definition))).ToList();
        long row = 0, size = 0;
        int taken = 0;
        while (taken < (options.RowCount ?? int.MaxValue) && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (reader.FieldCount != columnCount)
                throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{source}:{reader.Line}: This row has {reader.FieldCount} values, but there are {columnCount} columns"));
            if (row++ < options.FirstRow)
                continue;
            foreach (var (place, builder) in builders)
            {
                var cell = reader.Field(place);
                size += 8 + Math.Max(cell.Length, builder.BytesPerRow);
                if (size > options.MaxBytes)
                    throw new TableException($"{source} takes more than the {options.MaxBytes} bytes that are accepted: read fewer rows or columns at once");
                if (!builder.TryAdd(cell))
                    throw Wrong(builder.Definition, cell.ToString());
            }

            taken++;
        }

        return (builders.ConvertAll(builder => builder.Builder.ToColumn(taken)), taken);
    }

    private TableException Wrong(ColumnDefinition column, string cell) => new(string.Create(
        CultureInfo.InvariantCulture, $"{source}:{reader.Line}: Column '{column.Name}' holds {column.TypeText}, which '{(cell.Length > 80 ? cell[..80] + "..." : cell)}' is not"));
}
