using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Imaging;
using SkyButler.Imaging.Descriptions;
using SkyButler.Imaging.Tables;

namespace SkyButler.Descriptions;

/// <summary>Describes files of images and tables, Parquet among them, without reading more of them than that takes.</summary>
public static class FileDescriptions
{
    /// <summary>Whether a file begins as one of images or tables does; text without a mark of its format doesn't count.</summary>
    public static async Task<bool> IsKnownAsync(string path, CancellationToken cancellationToken = default) =>
        await ParquetTable.IsParquetAsync(path, cancellationToken).ConfigureAwait(false) || await FileDescriber.IsKnownAsync(path, cancellationToken).ConfigureAwait(false);

    /// <summary>Describes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Most rows of each table that are read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ImagingException">It can't be read, or is of no format that is known here.</exception>
    public static async Task<IReadOnlyList<DescriptionPart>> DescribeAsync(string path, int rows, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path) || !await ParquetTable.IsParquetAsync(path, cancellationToken).ConfigureAwait(false))
            return await FileDescriber.DescribeAsync(path, rows, cancellationToken).ConfigureAwait(false);
        var (schema, metadata) = await ParquetTable.OpenedAsync(path, reader => Task.FromResult((ParquetTable.SchemaOf(reader), reader.Metadata)), cancellationToken).ConfigureAwait(false);
        List<Fact> whole = [new("format", "Parquet"), new("size", $"{new FileInfo(path).Length} bytes"), new("row groups", (long)metadata.RowGroups.Count), .. ArrowFacts.Of(schema, metadata.RowCount)];
        return [new(path, whole) { Rows = await RowsAsync(path, rows, cancellationToken).ConfigureAwait(false) }];
    }

    // Of what is nested, the types alone are told.
    private static async Task<Table?> RowsAsync(string path, int rows, CancellationToken cancellationToken)
    {
        try
        {
            return await ParquetTable.ReadAsync(path, new TableReadOptions { RowCount = rows }, cancellationToken).ConfigureAwait(false);
        }
        catch (TableException e) when (e.InnerException is null)
        {
            return null;
        }
    }
}
