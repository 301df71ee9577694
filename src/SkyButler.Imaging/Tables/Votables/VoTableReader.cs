using System.Globalization;
using System.Xml;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>
/// Reads tables of VOTable 1.0 to 1.5 (IVOA recommendation), with data as TABLEDATA, BINARY or BINARY2. Document types are left out
/// unread, so that no entity is looked up or grows.
/// </summary>
internal static class VoTableReader
{
    private const int MaxDepth = 100;

    /// <summary>Fields and metadata of a table, without its data.</summary>
    /// <exception cref="TableException">It is no VOTable, or has no such table.</exception>
    public static Task<TableSchema> ReadSchemaAsync(Stream stream, string source, string? which = null, CancellationToken cancellationToken = default) =>
        ReadAsync(stream, source, which, (_, header, _) => Task.FromResult(header.Schema), cancellationToken);

    /// <summary>Counts the rows.</summary>
    /// <exception cref="TableException">It is no VOTable, or has no such table.</exception>
    public static async Task<long> CountRowsAsync(Stream stream, string source, string? which = null, CancellationToken cancellationToken = default)
    {
        // In binary data, rows can have any length; columns that aren't kept cost little.
        var options = new TableReadOptions { Columns = [], Which = which };
        return (await ReadAsync(stream, source, options, cancellationToken).ConfigureAwait(false)).RowCount;
    }

    /// <summary>Reads a table, or some columns and rows of it.</summary>
    /// <exception cref="TableException">It is no VOTable, is damaged, or has no such table or column.</exception>
    public static Task<Table> ReadAsync(Stream stream, string source, TableReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = options ?? TableReadOptions.All;
        return ReadAsync(stream, source, wanted.Which, async (xml, header, hasData) =>
        {
            var names = header.Schema.Names;
            var places = wanted.Columns is { } patterns ? ColumnSelection.Of(patterns, names) : [.. Enumerable.Range(0, names.Count)];
            var rows = new VoRows(header.Fields, places, wanted, source);
            if (hasData)
                await rows.ReadDataAsync(xml, cancellationToken).ConfigureAwait(false);
            return rows.ToTable(places, header.Metadata);
        }, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(
        Stream stream, string source, string? which, Func<XmlReader, VoTableHeader, bool, Task<T>> read, CancellationToken cancellationToken)
    {
        var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using var xml = XmlReader.Create(stream, settings);
            for (int number = 0; await FindTableAsync(xml, source, cancellationToken).ConfigureAwait(false); number++)
            {
                if (which is not null && which != xml.GetAttribute("ID") && which != xml.GetAttribute("name") && which != number.ToString(CultureInfo.InvariantCulture))
                    continue;
                var (header, hasData) = await VoTableHeader.ReadAsync(xml, source).ConfigureAwait(false);
                return await read(xml, header, hasData).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is XmlException or FormatException)
        {
            throw new TableException($"{source} is no valid VOTable: {e.Message}", e);
        }

        throw new TableException(which is null ? $"{source} holds no table: no element TABLE is in it" : $"{source} holds no table '{which}'");
    }

    private static async Task<bool> FindTableAsync(XmlReader xml, string source, CancellationToken cancellationToken)
    {
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.Depth > MaxDepth)
                throw new TableException($"{source} is nested deeper than the {MaxDepth} levels that are accepted");
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == 0 && xml.LocalName != "VOTABLE")
                throw new TableException($"{source} is no VOTable: its outermost element is {xml.LocalName}");
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "TABLE" })
                return true;
        }

        return false;
    }
}
