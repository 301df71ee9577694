using System.Text;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Tables;
using SkyButler.Imaging.Tables.Text;
using SkyButler.Imaging.Tables.Votables;

namespace SkyButler.Imaging.Tables.Files;

/// <summary>Reads and writes tables in files of any format; which one a file has is seen from its first bytes, whatever it is called.</summary>
public static class TableFile
{
    private const string HeaderOfImage = "LDAC_IMHEAD";

    /// <summary>Reads a table, or some columns and rows of it.</summary>
    /// <exception cref="ImagingException">The file can't be opened, holds no such table or column, or is damaged.</exception>
    public static async Task<Table> ReadAsync(string path, TableReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = options ?? TableReadOptions.All;
        switch (await FormatOfAsync(path, cancellationToken).ConfigureAwait(false))
        {
            case TableFormat.Fits:
                var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (file.ConfigureAwait(false))
                    return await Find(file, wanted.Which).ReadTableAsync(wanted, cancellationToken).ConfigureAwait(false);
            case TableFormat.Votable:
                var stream = Open(path);
                await using (stream.ConfigureAwait(false))
                    return await VoTableReader.ReadAsync(stream, path, wanted, cancellationToken).ConfigureAwait(false);
            case TableFormat.Ecsv:
                using (var text = new StreamReader(Open(path)))
                    return await EcsvReader.ReadAsync(text, path, wanted, cancellationToken).ConfigureAwait(false);
            default:
                return await CsvReader.ReadAsync(() => new StreamReader(Open(path)), path, wanted, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Names, types and units of a table's columns, read without its rows (of CSV, the types take all rows to know).</summary>
    /// <exception cref="ImagingException">The file can't be opened, or holds no table.</exception>
    public static async Task<TableSchema> ReadSchemaAsync(string path, string? which = null, CancellationToken cancellationToken = default)
    {
        switch (await FormatOfAsync(path, cancellationToken).ConfigureAwait(false))
        {
            case TableFormat.Fits:
                var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (file.ConfigureAwait(false))
                    return Find(file, which).Schema;
            case TableFormat.Votable:
                var stream = Open(path);
                await using (stream.ConfigureAwait(false))
                    return await VoTableReader.ReadSchemaAsync(stream, path, which, cancellationToken).ConfigureAwait(false);
            case TableFormat.Ecsv:
                using (var text = new StreamReader(Open(path)))
                    return await EcsvReader.ReadSchemaAsync(text, path, cancellationToken).ConfigureAwait(false);
            default:
                return await CsvReader.ReadSchemaAsync(() => new StreamReader(Open(path)), path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts a table's rows without reading their values: of FITS, from the header alone.</summary>
    /// <exception cref="ImagingException">The file can't be opened, or holds no table.</exception>
    public static async Task<long> CountRowsAsync(string path, string? which = null, CancellationToken cancellationToken = default)
    {
        switch (await FormatOfAsync(path, cancellationToken).ConfigureAwait(false))
        {
            case TableFormat.Fits:
                var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (file.ConfigureAwait(false))
                    return Find(file, which).RowCount;
            case TableFormat.Votable:
                var stream = Open(path);
                await using (stream.ConfigureAwait(false))
                    return await VoTableReader.CountRowsAsync(stream, path, which, cancellationToken).ConfigureAwait(false);
            case TableFormat.Ecsv:
                using (var text = new StreamReader(Open(path)))
                    return await EcsvReader.CountRowsAsync(text, path, cancellationToken).ConfigureAwait(false);
            default:
                return await CsvReader.CountRowsAsync(() => new StreamReader(Open(path)), path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The first rows of a table that is text, and how many it has; no part of the file is read more often than its format needs.</summary>
    internal static async Task<(Table First, long RowCount)> ReadFirstAsync(string path, TableFormat format, int rows, CancellationToken cancellationToken)
    {
        var wanted = new TableReadOptions { RowCount = rows };
        if (format == TableFormat.Csv)
            return await CsvReader.ReadCountedAsync(() => new StreamReader(Open(path)), path, wanted, cancellationToken).ConfigureAwait(false);
        var stream = Open(path);
        await using (stream.ConfigureAwait(false))
        {
            if (format == TableFormat.Votable)
            {
                var first = await VoTableReader.ReadAsync(stream, path, wanted, cancellationToken).ConfigureAwait(false);
                stream.Position = 0;
                return (first, await VoTableReader.CountRowsAsync(stream, path, null, cancellationToken).ConfigureAwait(false));
            }

            using var text = new StreamReader(stream, leaveOpen: true);
            var beginning = await EcsvReader.ReadAsync(text, path, wanted, cancellationToken).ConfigureAwait(false);
            stream.Position = 0;
            using var again = new StreamReader(stream, leaveOpen: true);
            return (beginning, await EcsvReader.CountRowsAsync(again, path, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Writes a table to a file, which must not exist. Writing under a temporary name and renaming is the caller's business.</summary>
    /// <exception cref="ImagingException">The file can't be made, or the format can't hold the table.</exception>
    public static Task WriteAsync(string path, Table table, TableFormat format, CancellationToken cancellationToken = default) =>
        WriteAsync(path, table, format, TableWriteOptions.Default, cancellationToken);

    /// <summary>Writes a table to a file, which must not exist. Writing under a temporary name and renaming is the caller's business.</summary>
    /// <exception cref="ImagingException">The file can't be made, or the format can't hold the table.</exception>
    public static async Task WriteAsync(string path, Table table, TableFormat format, TableWriteOptions options, CancellationToken cancellationToken = default)
    {
        if (format == TableFormat.Fits)
        {
            var writer = FitsWriter.Create(path);
            await using (writer.ConfigureAwait(false))
                await writer.WriteTableAsync(table, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var stream = Make(path);
        await using (stream.ConfigureAwait(false))
        {
            if (format == TableFormat.Votable)
            {
                await VoTableWriter.WriteAsync(stream, table, options.Votable, cancellationToken).ConfigureAwait(false);
                return;
            }

            var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16);
            await using (text.ConfigureAwait(false))
            {
                var writing = format == TableFormat.Ecsv ? EcsvWriter.WriteAsync(text, table, cancellationToken) : CsvWriter.WriteAsync(text, table, cancellationToken);
                await writing.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Which format a file has, from its first bytes.</summary>
    /// <exception cref="ImagingException">It can't be opened, or has one that is not read here.</exception>
    public static async Task<TableFormat> FormatOfAsync(string path, CancellationToken cancellationToken = default)
    {
        var head = new byte[512];
        int length;
        var stream = Open(path);
        await using (stream.ConfigureAwait(false))
            length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return TableSignatures.FormatOf(head.AsSpan(0, length), path);
    }

    /// <summary>Whether a text begins with comments that name its columns, as SExtractor writes catalogues.</summary>
    internal static async Task<bool> IsCatalogAsync(string path, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(Open(path));
        var line = new char[200];
        int length = await text.ReadBlockAsync(line, cancellationToken).ConfigureAwait(false);
        return CatalogHeading.Read([new string(line, 0, length).Split('\n')[0]], null) is not null;
    }

    /// <summary>A table of a FITS file that is open: the first, or the one of a name or number.</summary>
    /// <exception cref="TableException">There is none.</exception>
    public static FitsTable Find(FitsFile file, string? which = null)
    {
        var tables = file.Hdus.Where(hdu => hdu.HasTable);
        // SExtractor's catalogues for LDAC begin with a table that holds the image's header.
        var found = which is null ? tables.FirstOrDefault(hdu => hdu.Name != HeaderOfImage) ?? tables.FirstOrDefault() : tables.FirstOrDefault(hdu =>
            string.Equals(hdu.Name, which, StringComparison.OrdinalIgnoreCase) || hdu.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) == which);
        return found?.OpenTable() ?? throw new TableException(which is null
            ? $"{file.Name} is a FITS file without a table"
            : $"{file.Name} has no table '{which}'{Suggestion.For(which, tables.Select(hdu => hdu.Name ?? ""))}");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new TableException($"Can't open {path} to read: {error.Message}", error);
        }
    }

    private static FileStream Make(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new TableException($"Can't make {path}: {error.Message}", error);
        }
    }
}
