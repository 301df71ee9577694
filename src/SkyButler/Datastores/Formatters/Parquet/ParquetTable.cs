using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Formatters.Parquet.Conversion;
using SkyButler.Imaging.Tables;
using SkyButler.Parquet;

namespace SkyButler.Datastores.Formatters.Parquet;

/// <summary>Reads and writes tables as Parquet files, with units, descriptions and metadata as astropy and the original have them.</summary>
public static class ParquetTable
{
    private static readonly StorageClass Written = new() { Name = "ArrowAstropy", PythonType = "astropy.table.Table" };
    private static readonly byte[] Signature = "PAR1"u8.ToArray();

    /// <summary>Whether a file begins as Parquet files do.</summary>
    public static async Task<bool> IsParquetAsync(string path, CancellationToken cancellationToken = default)
    {
        var head = new byte[Signature.Length];
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
        await using (stream.ConfigureAwait(false))
            return stream.CanSeek && await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == head.Length && head.AsSpan().SequenceEqual(Signature);
    }

    /// <summary>Reads a table, or some columns and rows of it.</summary>
    /// <exception cref="TableException">The file is damaged, holds no such column, or columns of a table can't hold what is in it.</exception>
    public static async Task<Table> ReadAsync(string path, TableReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = options ?? TableReadOptions.All;
        var parameters = new Dictionary<string, object> { [ParquetParameters.StripAstropyYaml] = false };
        if (wanted.Columns is { } columns)
            parameters[ParquetParameters.Columns] = columns;
        return await OpenedAsync(path, async reader =>
        {
            var file = new ParquetTableFile(reader, new(Written, null, parameters));
            return TableOfArrow.Convert(await file.ReadAsync(new() { FirstRow = wanted.FirstRow, RowCount = wanted.RowCount, MemoryLimit = wanted.MaxBytes }, cancellationToken).ConfigureAwait(false), TableStyle.Astropy);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a table to a file. Writing under a temporary name and renaming is the caller's business.</summary>
    /// <exception cref="TableException">Parquet can't hold the table.</exception>
    public static async Task WriteAsync(string path, Table table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        try
        {
            var arrow = ArrowOfTable.Convert(table, TableStyle.Astropy);
            await ParquetTableFile.WriteAsync(path, arrow.Schema, arrow.Rows, cancellationToken).ConfigureAwait(false);
        }
        catch (ParquetException e)
        {
            throw new TableException($"Can't write {path}: {e.Message}", e);
        }
    }

    /// <summary>What an open file tells of its columns.</summary>
    internal static ArrowTableSchema SchemaOf(ParquetReader reader) => new ParquetTableFile(reader, new(Written, null, new Dictionary<string, object>())).Schema;

    /// <summary>Does something with an open file.</summary>
    /// <exception cref="TableException">The file is damaged.</exception>
    internal static async Task<T> OpenedAsync<T>(string path, Func<ParquetReader, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = await ParquetReader.OpenAsync(path, cancellationToken).ConfigureAwait(false);
            return await work(reader).ConfigureAwait(false);
        }
        catch (ParquetException e)
        {
            throw new TableException(e.Message, e);
        }
    }
}
